import { expect, test } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { listing, names, startDemoCloud } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const COMPANIES = 2000
const PER_COMPANY = 3

const hex = (prefix: string, index: number): string => prefix + index.toString(16).padStart(24 - prefix.length, '0')

/** The training tenant and `companies` customers of three members each. */
const large = (companies: number): Tenant => {
  const company = trainingTenant.companies.find(({ name }) => name === 'High-Tech')
  const user = trainingTenant.users.find(({ loginEmail }) => loginEmail.startsWith('brian'))
  if (!company || !user) throw new Error('no template')
  const numbers = Array.from({ length: companies }, (_, index) => index)
  return {
    ...trainingTenant,
    companies: [
      ...trainingTenant.companies,
      ...numbers.map((index) => ({ ...company, id: hex('c0', index), name: `Customer ${index}` })),
    ],
    users: [
      ...trainingTenant.users,
      ...numbers.flatMap((index) =>
        Array.from({ length: PER_COMPANY }, (_, member) => ({
          ...user,
          id: hex('e0', index * PER_COMPANY + member),
          companyId: hex('c0', index),
          firstName: `First${(index * 7919) % companies}`,
          loginEmail: `m${member}@c${index}.loc`,
        })),
      ),
    ],
  }
}

test('all members of the scope page by page, in order, none twice and none missed', async () => {
  const tenant = large(COMPANIES)
  const jessica = await (await startDemoCloud({ tenant })).actor()
  const seen: string[] = []
  const order: string[] = []
  for (let offset = 0; ; offset += 1000) {
    const page = listing(await jessica.get(`${A}/users?limit=1000&offset=${offset}`))
    expect(page.total).toBe(tenant.users.filter(({ companyId }) => companyId !== '').length)
    seen.push(...page.data.map(({ id }) => String(id)))
    order.push(...page.data.map(({ displayName }) => String(displayName).toLowerCase()))
    if (offset + 1000 >= page.total) break
  }
  expect(new Set(seen).size).toBe(tenant.users.length)
  expect(order).toEqual([...order].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
  const backwards = listing(await jessica.get(`${A}/users?limit=5&sortOrder=-1`)).data.map(({ id }) => id)
  expect(backwards).toEqual(seen.slice(-5).reverse())
})

test('a write moves an entry within the order that is kept, and lists computed before are forgotten', async () => {
  const jessica = await (await startDemoCloud({ tenant: large(50) })).actor()
  const page = async (sortOrder: number) => names(await jessica.get(`${A}/companies?limit=1&sortOrder=${sortOrder}`))
  const total = listing(await jessica.get(`${A}/companies?limit=1`)).total
  await jessica.put(`${A}/companies/${hex('c0', 7)}`, { name: 'AAA' })
  expect(await page(1)).toEqual(['AAA'])
  await jessica.put(`${A}/companies/${hex('c0', 7)}`, { name: 'zzz' })
  expect(await page(-1)).toEqual(['zzz'])
  await jessica.post(`${A}/companies`, { name: 'AAB' })
  expect(listing(await jessica.get(`${A}/companies?limit=1`)).total).toBe(total + 1)
  expect(await page(1)).toEqual(['AAB'])
  // Members are listed by the name of their company too.
  const byCompany = async () => names(await jessica.get(`${A}/users?sortField=companyName&limit=1`), 'companyName')
  await byCompany()
  await jessica.put(`${A}/companies/${hex('c0', 9)}`, { name: 'A first one' })
  expect(await byCompany()).toEqual(['A first one'])
})

test('members of several companies: repeated or space-separated ids', async () => {
  const jessica = await (await startDemoCloud({ tenant: large(5) })).actor()
  const [a, b] = [hex('c0', 1), hex('c0', 3)]
  for (const query of [`companyId=${a}&companyId=${b}`, `companyId=${a}%20${b}`, `companyId=${a}%20${b}%20${a}`]) {
    expect(listing(await jessica.get(`${A}/users?${query}`)).total).toBe(2 * PER_COMPANY)
  }
})

test('another tenant takes the place of this one; who is still there stays signed in', async () => {
  const cloud = await startDemoCloud()
  const [jessica, christian] = [await cloud.actor(), await cloud.actor('christian.thompson@high-tech.loc')]
  await jessica.post(`${A}/companies`, { name: 'Of before' })
  const users = trainingTenant.users.filter(({ loginEmail }) => !loginEmail.startsWith('christian'))
  cloud.cloud.replaceTenant({ ...large(3), users })
  expect(names(await jessica.get(`${A}/companies?name=Of%20before`))).toEqual([])
  expect(names(await jessica.get(`${A}/companies?name=Customer`))).toEqual(['Customer 0', 'Customer 1', 'Customer 2'])
  expect((await christian.get(`${A}/companies`)).body).toMatchObject({ errorDetails: 'jwt revoked' })
  expect(listing(await jessica.get(`${A}/logs/operations?resourceContextCompanyId=${own}`)).total).toBeGreaterThan(0)
})
