import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import { goTo, openCompany, openTab, panel } from '../support/desk-steps.ts'

const opened = async (page: Page): Promise<void> =>
  expect(page.getByText('Technology Integrator').first()).toBeVisible()
const totals = (page: Page): Locator => page.getByLabel('Totals without VAT')
const inside = (page: Page): Locator => page.getByRole('region', { name: 'Inside only, never printed (M149)' })
/** A figure's cells, one for each alternative. */
const figures = (page: Page, name: RegExp): Locator =>
  page.getByRole('region', { name: 'Alternatives' }).getByRole('row', { name }).getByRole('cell')

const newPlan = async (page: Page, company: string): Promise<void> => {
  await goTo(page, 'Plans')
  await page.getByRole('button', { name: 'New plan' }).click()
  const form = panel(page, 'New plan')
  await form.getByLabel('Company', { exact: true }).fill(company)
  await expect(form.getByLabel('Name')).toHaveValue(company)
  await form.getByRole('button', { name: 'Make the plan' }).click()
  await expect(page.getByRole('heading', { level: 1, name: company })).toBeVisible()
}

test('a renewal: a plan for Advanced Telephony names each missing prepaid price, and undo goes from version to version (M218, X22)', async ({
  app,
}, info) => {
  const { page } = app
  await opened(page)
  await newPlan(page, 'Advanced Telephony')

  // 20 Enterprise at 2.80 and 10 Business at 1.20 are 68.00 a month, for 36 months.
  await expect(figures(page, /^Total of 36 months/).nth(1)).toHaveText('€2,448.00')
  await expect(figures(page, /^Total of 36 months/).nth(3)).toContainText('missing')
  await expect(figures(page, /^Margin/).nth(1)).toHaveText('€1,152.00')
  const missing = page.getByRole('region', { name: /^Prices are missing for/ })
  await expect(missing).toContainText('3EY95102AB')
  await expect(missing).toContainText('distributor’s price, public price')
  await expect(missing.getByRole('link', { name: 'To the price lists' })).toHaveAttribute('href', '#/prices')
  await expect(page.getByRole('button', { name: 'Make a quote of Prepaid 3 years' })).toBeDisabled()
  await expectAccessible(page)

  const number = page.getByLabel('Number of change 1')
  await page.getByRole('button', { name: 'Add a change' }).click()
  await number.fill('five')
  await expect(page.getByText('Not kept: correct the marked field.')).toBeVisible()
  await expect(figures(page, /^Total of 36 months/).nth(1)).toHaveText('€2,448.00')
  await page.getByLabel('Plan of change 1').selectOption('Enterprise')
  await number.fill('5')
  await expect(page.getByText('Kept as version 2')).toBeVisible()
  await expect(figures(page, /^Total of 36 months/).nth(1)).not.toHaveText('€2,448.00')
  await page.screenshot({ path: info.outputPath('plan.png') })

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('Kept as version 1')).toBeVisible()
  await expect(number).toHaveCount(0)
  await expect(figures(page, /^Total of 36 months/).nth(1)).toHaveText('€2,448.00')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+Shift+Z')
  await expect(number).toHaveValue('5')
  await page.getByRole('button', { name: 'Companies of All monthly' }).click()
  await expect(panel(page, 'Companies: All monthly').getByRole('gridcell', { name: '35' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'History' }).click()
  await expect(panel(page, 'History').getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Change Prepaid 3 years' }).click()
  await panel(page, 'Alternative').getByRole('button', { name: 'Add a cover' }).click()
  await expect(
    page.getByRole('columnheader', { name: /3 years for the lowest number, Monthly for the rest/ }),
  ).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Paid in each month' }).click()
  await page.getByRole('button', { name: 'As a table' }).click()
  const months = page.getByRole('region', { name: 'Month by month' })
  await expect(months.getByRole('row', { name: /^December 2026|^\w+ \d{4}/ }).first()).toBeVisible()
  await expectAccessible(page)

  await goTo(page, 'Plans')
  await expect(
    page.getByRole('grid', { name: 'Plans' }).getByRole('link', { name: 'Advanced Telephony' }),
  ).toBeVisible()
  await expectAccessible(page)
})

test('whoever pays monthly and would pay for three years lacks the price of three years (M218)', async ({ app }) => {
  const { page } = app
  await opened(page)
  await newPlan(page, 'Sistemos')
  await expect(figures(page, /^Total of 36 months/).nth(0)).toContainText('€')
  await expect(page.getByRole('region', { name: /^Prices are missing for/ })).toContainText('3EY95102AD')
  await page.getByRole('button', { name: 'Make a quote of As it is' }).click()
  await expect(page.getByRole('link', { name: 'From a plan' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Sistemos')
  await expect(page.getByLabel('Licences of line 1')).toHaveValue(/^\d+$/)
})

test('a quote of 15 Enterprise for Interior Designer: 42.00 a month, PDF, sent, accepted, a second version (M148, M149)', async ({
  app,
}, info) => {
  const { page } = app
  await opened(page)
  await goTo(page, 'Quotes')
  await page.getByRole('button', { name: 'New quote' }).click()
  await page.getByLabel('From the estate').first().fill('Interior Designer')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Interior Designer')
  await page.getByLabel('Offer of line 1').selectOption('3EY95003AA')
  await page.getByLabel('Licences of line 1').fill('0')
  await expect(page.getByText('Not saved: something is missing or marked below.')).toBeVisible()
  await page.getByLabel('Licences of line 1').fill('15')
  await expect(totals(page)).toContainText('€60.00')
  await expect(inside(page)).toContainText('€18.00')
  await page.getByLabel('Prices', { exact: true }).selectOption({ label: 'Distributor’s price' })
  await expect(totals(page)).toContainText('€42.00')
  await expect(page.getByText('Distributor prices 2017, version 1')).toBeVisible()
  await expectAccessible(page)

  // A prepaid offer without a price is refused by its name.
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Offer of line 2').selectOption('3EY95102AD')
  await expect(page.getByRole('alert')).toContainText('3EY95102AD')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await page.getByRole('button', { name: 'Remove line 2' }).click()

  await page.keyboard.press('Control+S')
  await expect(page.getByRole('heading', { level: 1, name: /^Q-\d{4}-0001$/ })).toBeVisible()
  await page.getByRole('button', { name: 'PDF', exact: true }).click()
  const paper = page.getByRole('complementary', { name: /^Quote Q-.*version 1$/ })
  await expect(paper.getByRole('img', { name: 'Page 1 of 1' })).toBeVisible()
  await expect(paper.getByRole('link', { name: 'Save the PDF' })).toHaveAttribute('download', /^Q-\d{4}-0001.*\.pdf$/)
  await page.screenshot({ path: info.outputPath('pdf.png') })
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Mark as sent' }).click()
  await expect(page.getByLabel('Licences of line 1')).toBeDisabled()
  await page.getByRole('button', { name: 'Make a new version' }).click()
  await page.getByLabel('Discount % of line 1').fill('10')
  await expect(totals(page)).toContainText('€37.80')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Version 2 of 2')).toBeVisible()
  await page.getByRole('button', { name: 'Versions' }).click()
  const versions = page.getByRole('complementary', { name: /^Versions of/ })
  await expect(versions.getByRole('row', { name: /Discount/ })).toContainText('10 %')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Mark as sent' }).click()
  await page.getByRole('button', { name: 'Mark as accepted' }).click()
  await page.screenshot({ path: info.outputPath('accepted.png') })
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Prepare to apply' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'What applying will do' })).toBeVisible()
  await expect(page.getByText('Nothing was sent yet.')).toBeVisible()
  const steps = page.getByRole('region', { name: /steps?$/ })
  await expect(steps.getByRole('row', { name: /Subscribe/ })).toContainText('15')
  await page.screenshot({ path: info.outputPath('impact.png') })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(steps.getByRole('row', { name: /Subscribe/ })).toContainText(/pending|sent|confirmed/)
  await expectAccessible(page)

  await goTo(page, 'Quotes')
  await page.getByRole('button', { name: 'accepted', exact: true }).click()
  await expect(
    page.getByRole('grid', { name: 'Quotes' }).getByRole('row').filter({ hasText: 'Interior Designer' }),
  ).toContainText('€37.80')
  await page.getByRole('button', { name: 'refused', exact: true }).click()
  await expect(page.getByText('No quote has this state.')).toBeVisible()
  await expectAccessible(page)
})

test('a reseller calls: from its subscription to the price of another number and a quote (M153, M155)', async ({
  app,
}, info) => {
  const { page } = app
  await opened(page)
  await openCompany(page, 'Resellers', 'Sistemos')
  await openTab(page, 'Subscriptions')
  await page.getByRole('gridcell', { name: 'Enterprise', exact: true }).getByRole('button').click()
  const subscription = panel(page, 'Enterprise')
  await subscription.getByRole('button', { name: 'Change the number of licences' }).click()
  await subscription.getByLabel('Number of licences').fill('20')
  await subscription.getByRole('link', { name: 'Price and quote of this number' }).click()

  await expect(page.getByLabel('Licences of line 1')).toHaveValue('20')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Sistemos')
  await page.getByLabel('Prices', { exact: true }).selectOption({ label: 'Distributor’s price' })
  await expect(totals(page)).toContainText('€56.00')
  await expect(page.getByText('22 now, 17 allocated')).toContainText('−€5.60')
  await page.screenshot({ path: info.outputPath('call.png') })
  await expectAccessible(page)
  await page.getByLabel('Licences of line 1').fill('16')
  await expect(page.getByRole('alert')).toContainText('M155')

  // What was typed and not saved is there again.
  await page.getByLabel('Licences of line 1').fill('18')
  await goTo(page, 'Customers')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(page.getByText('What you typed here before and did not save is shown again.')).toBeVisible()
  await expect(page.getByLabel('Licences of line 1')).toHaveValue('18')
})
