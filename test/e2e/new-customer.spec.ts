import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import {
  createCustomer,
  goTo,
  inviteAdministrator,
  openCompany,
  openTab,
  panel,
  signIn,
  synchronise,
} from '../support/desk-steps.ts'
import { signedIn } from '../support/signed-in.ts'

const CUSTOMER = 'Harbour Pilots'
const PBX = 'Harbour OXO'
const SYSTEMS = '/api/rainbow/admin/v1.0/systems'

type CloudSystem = Readonly<Record<'id' | 'name' | 'pbxId' | 'jid_pbxagent_password', string>>

/** What the cloud has of it, asked as any other client would. */
const systemOf = async (rest: Awaited<ReturnType<typeof signedIn>>, name: string): Promise<CloudSystem> => {
  const { data } = await rest('GET', `${SYSTEMS}?limit=500&format=full`)
  const found = (data as readonly CloudSystem[]).find((system) => system.name === name)
  if (!found) throw new Error(`${name} is not in the cloud`)
  return found
}

test('job 4, a new end customer: create, invite, declare the PBX, hand over ID and code, watch it connect (M060-M068, M091, M092)', async ({
  app,
  cloud,
}, info) => {
  const { page } = app
  const row = (grid: string, text: string) =>
    page.getByRole('grid', { name: grid }).getByRole('row').filter({ hasText: text })
  await signIn(page, cloud.credentials)
  await createCustomer(page, CUSTOMER)
  await inviteAdministrator(page, 'pilot@harbour.loc')

  await openTab(page, 'Equipment')
  await page.getByRole('button', { name: 'Declare a new device' }).click()
  const declare = panel(page, 'Declare a new device')
  await declare.getByLabel('Server name').fill(PBX)
  await declare.getByLabel('Server type').selectOption({ index: 1 })
  await declare.getByLabel('Country').selectOption({ label: 'France' })
  await expect(declare.getByRole('button', { name: 'Declare' })).toBeDisabled()
  await declare.getByLabel('The end user was informed of the terms of use').check()
  await declare.getByRole('button', { name: 'Declare' }).click()
  await expect(declare).toHaveCount(0)
  await synchronise(page)
  await expect(row('Equipment', PBX)).toContainText('Pending')
  await expect(page.getByText(/changes? waits?$/)).toHaveCount(0)

  await row('Equipment', PBX).getByRole('button', { name: PBX }).click()
  const device = panel(page, PBX)
  await device.getByRole('tab', { name: 'Manage connection' }).click()
  const made = await systemOf(await signedIn(cloud.credentials), PBX)
  await expect(device).toContainText(made.pbxId)
  await expect(device.getByText('Four digits, hidden')).toHaveCount(0)
  await device.getByRole('button', { name: 'Ask the cloud for the activation code' }).click()
  await expect(device.getByText('Four digits, hidden')).toBeAttached()
  await expect(device).not.toContainText(made.jid_pbxagent_password)
  await expectAccessible(page)
  await device.getByRole('button', { name: 'Show the code' }).click()
  await expect(device).toContainText(made.jid_pbxagent_password)
  await device.getByRole('button', { name: 'Hide the code' }).click()
  await expect(device).not.toContainText(made.jid_pbxagent_password)
  // The technician has typed both into the PBX.
  cloud.equipment.connect(made.id, ['200', '201'])
  await synchronise(page)
  await expect(row('Equipment', PBX)).toContainText('Normal')
  await page.screenshot({ path: info.outputPath('connected.png') })
})

test('a member gets an extension of a PBX that has connected, and a licence (M073-M077, M098, M151)', async ({
  app,
  cloud,
}, info) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  await openCompany(page, 'Customers', 'Events Communication')
  await openTab(page, 'Members')
  await page.getByRole('button', { name: 'David ROBERTS' }).click()
  const member = panel(page, 'David ROBERTS')
  await member.getByRole('tab', { name: 'Phone' }).click()
  await member.getByRole('button', { name: 'Associate a phone' }).click()
  const extension = member.getByLabel('Extension number')
  await member.getByLabel('Equipment').selectOption({ label: 'Demo_OXE · OmniPCX Enterprise' })
  await expect(member).toContainText('has not connected to Rainbow yet')
  await expect(extension).toBeDisabled()
  await member.getByLabel('Equipment').selectOption({ label: 'EventsCom HQ OXO · OXO Connect' })
  await extension.selectOption({ label: '111' })
  await member.getByLabel('Public number').fill('+33390676870')
  await expectAccessible(page)
  await member.getByRole('button', { name: 'Apply' }).click()
  await expect(member).toContainText('+33390676870')
  await member.getByRole('tab', { name: 'Licence' }).click()
  await member.getByRole('button', { name: 'Assign Business', exact: true }).click()
  await expect(member.getByRole('button', { name: 'Withdraw Business', exact: true })).toBeVisible()
  await synchronise(page)
  await page.screenshot({ path: info.outputPath('member.png') })

  await goTo(page, 'Outbox')
  await page.getByRole('button', { name: 'Confirmed 2' }).click()
  const entries = page.getByRole('grid', { name: 'Entries of the outbox' })
  await expect(entries.getByRole('row').filter({ hasText: 'Phone associated' })).toContainText('David ROBERTS')
  await expect(entries.getByRole('row').filter({ hasText: 'Licence assigned' })).toContainText('David ROBERTS')
  const rest = await signedIn(cloud.credentials)
  const numbers = (
    await rest('GET', `${SYSTEMS}/${(await systemOf(rest, 'EventsCom HQ OXO')).id}/phone-numbers?limit=100&format=full`)
  ).data
  expect(numbers).toContainEqual(expect.objectContaining({ shortNumber: '111', number: '+33390676870' }))
})
