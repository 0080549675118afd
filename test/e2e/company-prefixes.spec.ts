import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import { createCustomer, goTo, panel, signIn, synchronise } from '../support/desk-steps.ts'
import { signedIn } from '../support/signed-in.ts'

const CUSTOMER = 'Harbour Pilots'

const row = (page: Page, text: string): Locator =>
  page.getByRole('grid', { name: 'Equipment' }).getByRole('row').filter({ hasText: text })
const cell = (page: Page, equipment: string, column: 'companyCount' | 'connection'): Locator =>
  row(page, equipment).locator(`[col-id="${column}"]`)
/** The companies of shared equipment, in its panel. */
const openCompanies = async (page: Page, equipment: string): Promise<Locator> => {
  await goTo(page, 'Equipment')
  await page.getByRole('button', { name: 'Shared', exact: true }).click()
  await row(page, equipment).getByRole('button', { name: equipment }).click()
  await panel(page, equipment).getByRole('tab', { name: 'Companies' }).click()
  return panel(page, equipment)
}
const give = async (shared: Locator, company: string, prefix: string): Promise<void> => {
  await shared.getByRole('button', { name: 'Give a prefix to a company' }).click()
  await shared.getByLabel('Find the company').fill(company)
  await shared.getByRole('radio', { name: company }).check()
  await shared.getByLabel('Company prefix').fill(prefix)
  const submit = shared.getByRole('button', { name: 'Set the prefix' })
  await expect(submit).toBeDisabled()
  await shared.getByLabel('The end user was informed of the terms of use').check()
  await submit.click()
}

test('shared equipment: a new customer gets its prefix once the PBX has connected, another loses it (M100-M104)', async ({
  app,
  cloud,
}, info) => {
  const { page } = app
  const rest = await signedIn(cloud.credentials)
  const callNumber = async (name: string): Promise<unknown> => {
    const { data } = await rest('GET', '/api/rainbow/admin/v1.0/companies?limit=500&format=full')
    return (data as readonly { readonly name: string; readonly companyCallNumber?: string | null }[]).find(
      (one) => one.name === name,
    )?.companyCallNumber
  }
  await signIn(page, cloud.credentials)
  await createCustomer(page, CUSTOMER, { sharedEquipment: true })

  // M102
  const waiting = await openCompanies(page, 'bpOTEC52')
  await expect(cell(page, 'bpOTEC51', 'companyCount')).toHaveText('2')
  await expect(cell(page, 'bpOTEC51', 'connection')).toHaveText('Normal')
  await expect(cell(page, 'bpOTEC52', 'companyCount')).toHaveText('0')
  await expect(cell(page, 'bpOTEC52', 'connection')).toHaveText('Pending')
  // M103
  await expect(waiting.getByRole('button', { name: 'Give a prefix to a company' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(waiting).toContainText('M103')
  await page.screenshot({ path: info.outputPath('not-connected.png') })
  await expectAccessible(page)

  const shared = await openCompanies(page, 'bpOTEC51')
  for (const known of ['8210 - Greentree', '8212 - Declic']) await expect(shared).toContainText(known) // M101
  await give(shared, CUSTOMER, '8210')
  await expect(shared).toContainText('This prefix is another company’s on this equipment')
  await page.screenshot({ path: info.outputPath('taken.png') })
  await shared.getByLabel('Company prefix').fill('8214')
  await shared.getByRole('button', { name: 'Set the prefix' }).click()
  await expect(shared.getByRole('row').filter({ hasText: '8214' })).toContainText('pending')
  await give(shared, 'Universal Design', '8216')
  await expect(shared).toContainText('This company was not created for a company prefix')
  await shared.getByRole('button', { name: 'Cancel' }).click()
  await synchronise(page)
  await expect(cell(page, 'bpOTEC51', 'companyCount')).toHaveText('3')
  await expect(shared.getByRole('row').filter({ hasText: '8214' })).not.toContainText('pending')
  expect(await callNumber(CUSTOMER)).toBe('8214')

  await shared.getByRole('button', { name: 'Take away 8212 from Declic' }).click()
  await expect(shared.getByRole('row').filter({ hasText: '8212' })).toContainText('removing')
  await page.screenshot({ path: info.outputPath('prefixes.png') })
  await expectAccessible(page)
  await synchronise(page)
  await expect(shared.getByRole('row').filter({ hasText: '8212' })).toHaveCount(0)
  await expect(cell(page, 'bpOTEC51', 'companyCount')).toHaveText('2')
  expect(await callNumber('Declic')).toBeFalsy()
  expect(await callNumber('Greentree')).toBe('8210')
})

test('the distributor declares shared equipment; after its first connection it may have company prefixes (M100, M103)', async ({
  app,
  cloud,
}) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  await goTo(page, 'Equipment')
  await page.getByRole('button', { name: 'Declare a new device' }).click()
  const declare = panel(page, 'Declare a new device')
  await declare.getByLabel('Server name').fill('bpOTEC53')
  await declare.getByLabel('Server type').selectOption({ label: 'OTEC-S' })
  await declare.getByLabel('Country').selectOption({ label: 'France' })
  await declare.getByLabel('An outside-line prefix is used').check()
  await expect(declare.getByLabel('Outside-line prefix', { exact: true })).toHaveValue('0')
  const several = declare.getByLabel('Multi-tenant: shared by several companies')
  await expect(several).toBeChecked()
  await expect(several).toBeDisabled()
  await declare.getByLabel('Server type').selectOption({ label: 'OmniPCX Enterprise' })
  await several.check()
  await declare.getByLabel('The end user was informed of the terms of use').check()
  await declare.getByRole('button', { name: 'Declare' }).click()
  await expect(declare).toHaveCount(0)
  await synchronise(page)
  const shared = await openCompanies(page, 'bpOTEC53')
  const giving = shared.getByRole('button', { name: 'Give a prefix to a company' })
  await expect(cell(page, 'bpOTEC53', 'companyCount')).toHaveText('0')
  await expect(row(page, 'bpOTEC53')).not.toContainText('pending')
  await expect(giving).toHaveAttribute('aria-disabled', 'true')
  const { data } = await (
    await signedIn(cloud.credentials)
  )('GET', '/api/rainbow/admin/v1.0/systems?limit=500&format=full')
  const made = (data as readonly { readonly id: string; readonly name: string }[]).find(
    ({ name }) => name === 'bpOTEC53',
  )
  cloud.equipment.connect(made?.id ?? '', [])
  await synchronise(page)
  await expect(cell(page, 'bpOTEC53', 'connection')).toHaveText('Normal')
  await expect(giving).not.toHaveAttribute('aria-disabled', 'true')
})
