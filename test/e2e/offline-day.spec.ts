import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import {
  createCustomer,
  editCompany,
  goTo,
  inviteAdministrator,
  openCompany,
  openTab,
  panel,
  signIn,
  synchronise,
  syncState,
} from '../support/desk-steps.ts'
import { signedIn } from '../support/signed-in.ts'
import type { PasswordCredentials } from '../../shared/contract/shell.ts'

const NEW_COMPANY = 'Night Train Catering'
const ADMINISTRATOR = 'head@night-train.loc'
const COMPANIES = '/api/rainbow/admin/v1.0/companies'

type CloudCompany = { readonly id: string; readonly name: string; readonly externalReference: string | null }

/** What the cloud has, asked as any other client would. */
const companiesInCloud = async (credentials: PasswordCredentials): Promise<readonly CloudCompany[]> => {
  const send = await signedIn(credentials)
  return (await send('GET', `${COMPANIES}?limit=500&format=full`)).data as CloudCompany[]
}

test('job 7, a day without a network: everything can be done, waits, can be undone, and is sent exactly once', async ({
  app,
  cloud,
  relay,
}, info) => {
  const { page } = app
  const outbox = page.getByRole('grid', { name: 'Entries of the outbox' })
  const entry = (text: string) => outbox.getByRole('row').filter({ hasText: text })
  await signIn(page, cloud.credentials)
  await relay.cut()
  await synchronise(page, 'Offline')

  await createCustomer(page, NEW_COMPANY)
  await inviteAdministrator(page, ADMINISTRATOR)
  await expect(
    page.getByRole('grid', { name: 'Members' }).getByRole('row').filter({ hasText: ADMINISTRATOR }),
  ).toContainText('pending')
  await editCompany(page, 'Events Communication', { 'External reference': 'TRAIN-1' })
  await editCompany(page, 'Greentree', { 'External reference': 'TRAIN-2' })
  await expect(page.getByText('4 changes wait')).toBeVisible()

  await goTo(page, 'Outbox')
  for (const text of [NEW_COMPANY, ADMINISTRATOR, 'TRAIN-1', 'TRAIN-2'])
    await expect(entry(text).first()).toContainText('pending')
  await expect(syncState(page)).toContainText('Offline')
  await page.screenshot({ path: info.outputPath('offline.png') })
  await expectAccessible(page)
  await entry('TRAIN-2').getByRole('button').click()
  await panel(page, 'Greentree').getByRole('button', { name: 'Undo' }).click()
  await expect(entry('TRAIN-2')).toHaveCount(0)
  await expect(page.getByText('3 changes wait')).toBeVisible()
  expect((await companiesInCloud(cloud.credentials)).map(({ name }) => name)).not.toContain(NEW_COMPANY)

  await relay.resume()
  await synchronise(page)
  await expect(page.getByText(/changes? waits?$/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Confirmed 3' }).click()
  for (const text of [NEW_COMPANY, ADMINISTRATOR, 'TRAIN-1'])
    await expect(entry(text).first()).toContainText('confirmed')
  await entry('TRAIN-1').getByRole('button').click()
  const sent = panel(page, 'Events Communication')
  await expect(sent).toContainText(/Sent \d\d:\d\d; it can no longer be undone\. A new edit takes it back\./)
  await expect(sent.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.screenshot({ path: info.outputPath('sent.png') })
  const there = await companiesInCloud(cloud.credentials)
  expect(there.filter(({ name }) => name === NEW_COMPANY)).toHaveLength(1)
  expect(there.find(({ name }) => name === 'Events Communication')?.externalReference).toBe('TRAIN-1')
  expect(there.find(({ name }) => name === 'Greentree')?.externalReference).not.toBe('TRAIN-2')
  await openCompany(page, 'Customers', NEW_COMPANY)
  await openTab(page, 'Members')
  await expect(
    page.getByRole('grid', { name: 'Members' }).getByRole('row').filter({ hasText: ADMINISTRATOR }),
  ).toBeVisible()
})

test('the network fails after the cloud has made the company: it is read back, and there is still exactly one', async ({
  app,
  cloud,
  relay,
}) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  const lost = relay.swallowNext(({ method, path }) => method === 'POST' && path === COMPANIES)
  await createCustomer(page, NEW_COMPANY)
  await synchronise(page)
  expect(await lost).toBeLessThan(300)
  await goTo(page, 'Outbox')
  await page.getByRole('button', { name: 'Confirmed 1' }).click()
  const row = page
    .getByRole('grid', { name: 'Entries of the outbox' })
    .getByRole('row')
    .filter({ hasText: NEW_COMPANY })
  await expect(row).toContainText('confirmed')
  const there = await companiesInCloud(cloud.credentials)
  expect(there.filter(({ name }) => name === NEW_COMPANY)).toHaveLength(1)
  await goTo(page, 'Customers')
  await expect(page.getByRole('gridcell', { name: NEW_COMPANY, exact: true })).toHaveCount(1)
})
