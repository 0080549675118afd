import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { listing, startDemoCloud } from './demo-cloud-client.ts'

const own = trainingTenant.ownCompanyId
const pdf = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x00, 0xff])

test('the invoicing list is a bare array, filtered by period, type and kind of file (M254, M255)', async () => {
  const get = await (await startDemoCloud()).as()
  const cdr = (await get('invoicing/v1.0/invoices?fileType=CDR')).body
  expect(cdr).toEqual([
    expect.objectContaining({
      companyId: own,
      billingPeriod: '2017-07',
      invoiceType: 'services',
      filepath: `${own}/2017-07/services/CDR_SERV_2017-07-01_VAD_technology-integrator.csv`,
    }),
    expect.objectContaining({ billingPeriod: '2017-10', invoiceType: 'services' }),
    expect.objectContaining({ billingPeriod: '2017-10', invoiceType: 'conference' }),
  ])
  const october = `invoicing/v1.0/invoices?companyId=${own}&billingPeriod=2017-10`
  expect((await get(`${october}&invoiceType=conference`)).body).toHaveLength(1)
  expect((await get(`${october}&fileType=INV`)).body).toMatchObject([{ fileType: 'INV' }])
  expect((await get('invoicing/v1.0/invoices?billingPeriod=2017-13')).status).toBe(400)
})

test('the PDF register, newest first, amounts as decimal text (M219-M222, X08)', async () => {
  const get = await (await startDemoCloud()).as()
  expect(listing(await get(`subscription/v1.0/companies/${own}/invoices`)).data).toEqual([
    {
      companyId: own,
      invoiceNumber: 'INV00000234',
      invoiceDate: '2017-10-02',
      dueDate: '2017-11-01',
      currency: 'EUR',
      amountTotal: '411.31',
      filepath: `${own}/2017-10/invoices/INV00000234.pdf`,
    },
    {
      companyId: own,
      invoiceNumber: 'INV00000150',
      invoiceDate: '2017-09-01',
      dueDate: '2017-10-01',
      currency: 'EUR',
      amountTotal: '149.28',
      filepath: `${own}/2017-07/invoices/INV00000150.pdf`,
    },
  ])
})

test('files download by their path with its slashes, byte by byte; without a file or register entry it is 404', async () => {
  const asked: string[] = []
  const cloud = await startDemoCloud({
    files: (name) => {
      asked.push(name)
      return Promise.resolve(name === 'INV00000150.pdf' ? pdf : null)
    },
  })
  const { token } = (await cloud.login()).body as { token: string }
  const download = (path: string) =>
    fetch(`${cloud.url}/api/rainbow/invoicing/v1.0/invoices/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  const found = await download(`${own}/2017-07/invoices/INV00000150.pdf`)
  expect(found.headers.get('content-type')).toBe('application/pdf')
  expect(new Uint8Array(await found.arrayBuffer())).toEqual(pdf)
  expect((await download(`${own}/2017-10/invoices/INV00000234.pdf`)).status).toBe(404)
  expect((await download(`${own}/2017-07/invoices/..%2F..%2Fetc%2Fpasswd`)).status).toBe(404)
  expect((await download('INV00000150.pdf')).status).toBe(404)
  expect(asked).toEqual(['INV00000150.pdf', 'INV00000234.pdf'])
})

test('detailed consumption of a month', async () => {
  const cloud = await startDemoCloud({ files: (name) => Promise.resolve(Buffer.from(name)) })
  const get = await cloud.as()
  const reply = await get('invoicing/v1.0/invoices/conference?year=2017&month=10')
  expect(reply.body).toBe('CDR_CONF_2017-10-01_VAD_technology-integrator.csv')
  expect((await get('invoicing/v1.0/invoices/services?year=2017&month=9')).status).toBe(404)
  expect((await get('invoicing/v1.0/invoices/services?year=2017')).status).toBe(400)
})

test('invoices are for the finance role of the own company (M149)', async () => {
  const cloud = await startDemoCloud()
  const sistemos = trainingTenant.companies.find(({ name }) => name === 'Sistemos')?.id ?? ''
  const distributor = await cloud.as()
  const register = (companyId: string) => `subscription/v1.0/companies/${companyId}/invoices`
  expect(await distributor(register(sistemos))).toMatchObject({ status: 403, body: { errorDetailsCode: 403100 } })
  const member = await cloud.as('john.garcia@tech-integrator.loc')
  expect(await member(register(own))).toMatchObject({ status: 403, body: { errorDetailsCode: 403000 } })
  expect(await member('invoicing/v1.0/invoices')).toMatchObject({ status: 403 })
  const administrator = await cloud.as('christian.thompson@high-tech.loc')
  expect((await administrator('invoicing/v1.0/invoices')).body).toEqual([])
  const stolen = `invoicing/v1.0/invoices/${own}/2017-07/invoices/INV00000150.pdf`
  expect(await administrator(stolen)).toMatchObject({ status: 403 })
})

test('plain administration sees the consumption files of its company, not the invoices', async () => {
  const users = trainingTenant.users.map((user) =>
    user.lastName === 'GARCIA' ? { ...user, roles: ['user', 'admin'] as const } : user,
  )
  const cloud = await startDemoCloud({ tenant: { ...trainingTenant, users } })
  const john = await cloud.as('john.garcia@tech-integrator.loc')
  const kinds = ((await john('invoicing/v1.0/invoices')).body as { fileType: string }[]).map(({ fileType }) => fileType)
  expect(kinds).toEqual(['CDR', 'CDR', 'CDR'])
  const pdfPath = `invoicing/v1.0/invoices/${own}/2017-07/invoices/INV00000150.pdf`
  expect(await john(pdfPath)).toMatchObject({ status: 403 })
})
