import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import { goTo, IN_STEP, openCompany, openTab, syncState } from '../support/desk-steps.ts'

const row = (page: Page, grid: string, text: string): Locator =>
  page.getByRole('grid', { name: grid }).getByRole('row').filter({ hasText: text })
const lookAt = async (page: Page, choose: (dialog: Locator) => Promise<void>): Promise<void> => {
  await page.getByRole('button', { name: /^Look at the estate as of a day/ }).click()
  await choose(page.getByRole('dialog', { name: 'The estate as of' }))
}

test('job 1, the morning: what changed since the first training day; mark it as seen; look back at that day (X10, X12, X13)', async ({
  app,
}, info) => {
  const { page } = app
  await expect(syncState(page)).toContainText(IN_STEP)
  await goTo(page, 'Today')
  const attention = page.getByRole('region', { name: 'What needs you' })
  await expect(attention).toContainText('1 invitation to a company has no answer yet.')
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('today.png') })
  const changed = page.getByRole('region', { name: /^What changed since/ })
  await changed.getByRole('link', { name: 'Plan changed 1' }).click()
  await expect(row(page, 'Changes', 'Interior Designer')).toContainText('Plan: premium → freemium')
  const kinds = page.getByRole('group', { name: 'Kinds of changes' })
  await kinds.getByRole('button', { name: 'Rights changed 2' }).click()
  await expect(row(page, 'Changes', 'Jessica ROBINSON')).toContainText('Administrator: No → Yes')
  await expect(row(page, 'Changes', 'John GARCIA')).toContainText('Administrator: Yes → No')
  await kinds.getByRole('button', { name: /^Licences changed/ }).click()
  await expect(row(page, 'Changes', '2 → 10 (+8)')).toContainText('Sistemos')
  await expect(row(page, 'Changes', '20 → 22 (+2)')).toContainText('Allocated licences: 2 → 17 (+15)')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Mark as seen' }).click()
  await expect(page.getByText('Nothing has changed since then.')).toBeVisible()
  await goTo(page, 'Today')
  await expect(changed).toContainText('Nothing has changed since then.')

  await lookAt(page, async (dialog) => {
    await dialog.locator('input[type=date]').fill('2017-09-15')
    await dialog.getByRole('button', { name: 'Show', exact: true }).click()
  })
  await expect(page.getByText('You look at 15 Sept 2017. Nothing can be changed here.')).toBeVisible()
  await goTo(page, 'Outbox')
  await expect(page.getByText('You look at 15 Sept 2017, but this page always shows today.')).toBeVisible()
  await openCompany(page, 'Resellers', 'Sistemas')
  const edit = page.getByRole('button', { name: 'Edit information' })
  await expect(edit).toBeDisabled()
  await expect(
    page.getByText('You are looking at a past day: nothing can be changed. Go back to today to edit.'),
  ).toBeVisible()
  await openTab(page, 'Subscriptions')
  const figures = (offer: string): Promise<readonly string[]> =>
    row(page, 'Subscriptions', offer).filter({ hasText: 'RB-' }).getByRole('gridcell').allInnerTexts()
  await expect.poll(() => figures('Business')).toEqual(expect.arrayContaining(['10', '2', '8']))
  await expect.poll(() => figures('Enterprise')).toEqual(expect.arrayContaining(['20', '2', '18']))
  await page.screenshot({ path: info.outputPath('past.png') })
  await expectAccessible(page)
  await goTo(page, 'Members')
  await expect(row(page, 'Members', 'Jessica ROBINSON')).toContainText(/Enterprise.*Sell/s)
  await expect(row(page, 'Members', 'John GARCIA')).toContainText(/Business.*Administrator/s)
  await goTo(page, 'Resellers')
  await expect(row(page, 'Reseller companies', 'SoundTrack')).toContainText('premium')
  await lookAt(page, (dialog) => dialog.getByRole('button', { name: /^22 Sept 2017/ }).click())
  await expect(row(page, 'Reseller companies', 'SoundTrack')).toContainText('freemium')

  await page.getByRole('button', { name: 'Back to today' }).click()
  await expect(row(page, 'Reseller companies', 'SoundTrack')).toContainText('premium')
  await openCompany(page, 'Resellers', 'Sistemos')
  await expect(edit).toBeEnabled()
})
