import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import { goTo, openTab, panel } from '../support/desk-steps.ts'

const findings = (page: Page) => page.getByRole('region', { name: /^What to look at/ })

test('a price that is missing leads to its row; version 2 is saved, compared, withdrawn (M218)', async ({
  app,
}, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await goTo(page, 'Prices')
  await expect(page.getByRole('link', { name: 'Distributor prices 2017' }).last()).toBeVisible()
  const ofDistributor = findings(page).getByRole('listitem').filter({ hasText: 'Distributor prices 2017' })
  await expect(ofDistributor.getByRole('link', { name: '3EY95102AD' })).toBeVisible()
  await expect(findings(page)).toContainText('Storage 1 TB: €90.00 per month, per year or once?')
  await page.screenshot({ path: info.outputPath('prices.png') })
  await expectAccessible(page)

  await ofDistributor.getByRole('link', { name: '3EY95102AD' }).click()
  await expect(page.getByRole('region', { name: 'What it rests on' })).toContainText('M242')
  const price = page.getByLabel('Unit price of price 3')
  await expect(price).toBeFocused()
  await expect(page.getByLabel('Offer of price 3')).toHaveValue('Enterprise PrePaid 3 Years')
  await expect(page.getByText('Type the price.')).toBeVisible()
  await price.fill('90')
  // A row as Excel copies it, pasted below.
  await page.keyboard.press('Enter')
  await page.getByLabel('Reference of price 4').evaluate((cell) => {
    const data = new DataTransfer()
    data.setData('text/plain', '3EY95101AD\tBusiness PrePaid 3 Years\t39,00\tterm\n')
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(page.getByLabel('Unit price of price 4')).toHaveValue('39,00')
  await page.getByLabel('Unit price of price 2').fill('2,90')
  await page.screenshot({ path: info.outputPath('edited.png') })
  await expectAccessible(page)
  // What was typed is kept while one looks elsewhere.
  await goTo(page, 'Renewals')
  await expect(page.getByRole('heading', { level: 1, name: 'Renewals' })).toBeVisible()
  await page.goBack()
  await expect(price).toHaveValue('90')
  await page.getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'Compare' }).click()
  const changes = page.getByRole('region', { name: 'Compare' })
  await expect(changes.getByRole('row', { name: /3EY95102AD/ })).toContainText('added')
  await expect(changes.getByRole('row', { name: /3EY95003AA/ })).toContainText('+€0.10')
  await page.screenshot({ path: info.outputPath('compare.png') })
  await expectAccessible(page)

  await goTo(page, 'Prices')
  await expect(ofDistributor.first()).toBeVisible()
  await expect(ofDistributor.getByRole('link', { name: '3EY95102AD' })).toHaveCount(0)
  // The storage price is made a monthly one, so its question is answered.
  await findings(page)
    .getByRole('listitem')
    .filter({ hasText: 'Storage 1 TB' })
    .getByRole('link', { name: 'Public prices 2017' })
    .click()
  await expect(page.getByText('Ask ALE, then choose.')).toBeVisible()
  await expect(page.getByLabel('Per of price 4')).toBeFocused()
  await page.getByLabel('Per of price 4').selectOption('Per user and month')
  await page.getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByText(/^Withdrawn on/)).toBeVisible()
  await page.getByRole('button', { name: 'Versions' }).click()
  await expect(panel(page, 'Versions')).toContainText('Shipped with Iris Desk')
  await page.getByRole('button', { name: 'Take back into use' }).click()
  await expect(page.getByText(/^Withdrawn on/)).toHaveCount(0)
  await goTo(page, 'Prices')
  await expect(findings(page)).not.toContainText('per year or once?')
})

test('two people edit one list: the second sees what the first changed, and decides (PRICE_LIST_CHANGED)', async ({
  app,
  shell,
}, info) => {
  info.skip(shell === 'electron', 'Electron has one window on a data folder')
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await goTo(page, 'Prices')
  await page.getByRole('link', { name: 'Distributor prices 2017' }).last().click()
  await page.getByLabel('Unit price of price 1').fill('1.30')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByLabel('Unit price of price 2').fill('3.10')
  await other.getByRole('button', { name: 'Save version 2' }).click()
  await expect(other.getByText('Version 2', { exact: true })).toBeVisible()
  await other.close()
  const conflict = page.getByRole('alert', { name: 'Version 2 was saved while you were editing.' })
  await expect(conflict.getByRole('row', { name: /3EY95003AA/ })).toContainText('€3.10')
  await expect(page.getByLabel('Unit price of price 1')).toHaveValue('1.30')
  await page.screenshot({ path: info.outputPath('conflict.png') })
  await expectAccessible(page)
  await conflict.getByRole('button', { name: 'Save mine as version 3' }).click()
  await expect(page.getByText('Version 3', { exact: true })).toBeVisible()
  await expect(conflict).toHaveCount(0)
})

test('a spreadsheet becomes a price list: read and rejected rows first, an overlap found afterwards', async ({
  app,
}, info) => {
  const { page, chooseFiles } = app
  const folder = mkdtempSync(join(tmpdir(), 'iris-prices-'))
  const file = join(folder, 'Distributor_prices_2018.csv')
  writeFileSync(
    file,
    'Reference;Designation;Unit price (EUR);Per\n3EY95003AA;Enterprise;3,00;month\n3EY95002AA;Business;on request;month\n3EY95102AD;Enterprise PrePaid 3 Years;90,00;3Y\n',
  )
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await goTo(page, 'Prices')
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click()
  await chooseFiles([file])
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(page.getByRole('region', { name: 'Rejected rows' })).toContainText('"on request" is not a number')
  await expect(page.getByRole('region', { name: 'Prices as they were read' }).getByRole('row')).toHaveCount(3)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Distributor prices 2018')
  await page.getByLabel('Valid from').fill('2018-01-01')
  await page.screenshot({ path: info.outputPath('import.png'), fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save 2 prices' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Distributor prices 2018' })).toBeVisible()
  await goTo(page, 'Prices')
  const overlap = findings(page).getByRole('listitem').filter({ hasText: 'give different prices' })
  await expect(overlap.getByRole('link', { name: '3EY95003AA' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('overlap.png') })

  await openTab(page, 'Offers and features')
  const bubbles = page.getByRole('region', { name: 'Features' }).getByRole('row', { name: /^Bubbles/ })
  await expect(bubbles).toContainText('up to 100 users')
  await expect(bubbles).toContainText('up to 300 users')
  await expect(bubbles).toContainText('X15')
  await page.screenshot({ path: info.outputPath('catalogue.png') })
  await expectAccessible(page)
  rmSync(folder, { recursive: true })
})

test('renewals: what ends, what is unused and what it is worth, who may cut; iCal (Z11, Z15, F08)', async ({
  app,
}, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await goTo(page, 'Renewals')
  await expect(page.getByText('The last one ended on 1 Dec 2020.')).toBeVisible()
  await page.getByLabel('From', { exact: true }).fill('2020-11-01')
  await page.getByLabel('From', { exact: true }).blur()
  await page.getByLabel('To', { exact: true }).fill('2021-03-31')
  await page.getByLabel('To', { exact: true }).blur()
  await expect(
    page.getByRole('region', { name: 'By month' }).getByRole('row', { name: /December 2020/ }),
  ).toContainText('30')
  await page.screenshot({ path: info.outputPath('months.png') })
  await expectAccessible(page)
  const saved = await app.saved(() => page.getByRole('button', { name: 'Download as calendar' }).click())
  expect(saved.name).toBe('renewals-2020-11-01-2021-03-31.ics')
  expect(readFileSync(saved.path, 'utf8')).toContain('DTSTART;VALUE=DATE:20201201')
  await page.getByRole('button', { name: 'December 2020' }).click()
  await expect(page.getByRole('grid', { name: 'Calendar' })).toContainText('Enterprise PrePaid 3 Years')
  await page.screenshot({ path: info.outputPath('list.png') })

  await openTab(page, 'Unused licences')
  const unused = page.getByRole('grid', { name: 'Unused licences' })
  const sistemos = unused.getByRole('row').filter({ hasText: 'Sistemos' }).filter({ hasText: 'Enterprise' })
  await expect(sistemos).toContainText('€14.00 a month')
  await expect(sistemos).toContainText('at once')
  const advanced = unused.getByRole('row').filter({ hasText: 'Advanced Telephony' })
  await expect(advanced).toHaveCount(2)
  const counts = await advanced.locator('[col-id="unused"]').allInnerTexts()
  expect(counts.reduce((sum, text) => sum + Number(text), 0)).toBe(30)
  for (const row of await advanced.all()) await expect(row).toContainText('not before 1 Dec 2020')
  await page.screenshot({ path: info.outputPath('unused.png') })
  await expectAccessible(page)

  await openTab(page, 'Delegation')
  await expect(page.getByRole('grid', { name: 'Delegation' }).getByRole('row', { name: /Sistemos/ })).toContainText(
    '€14.00 a month',
  )
  await page.screenshot({ path: info.outputPath('delegation.png') })
  await expectAccessible(page)

  await openTab(page, 'Unused licences')
  await unused.getByRole('button', { name: 'Quote a new number of Enterprise for Sistemos' }).click()
  await expect(page.getByLabel('Licences of line 1')).toHaveValue('17')
})
