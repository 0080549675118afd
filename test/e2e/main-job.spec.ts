import { join } from 'node:path'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import type { LaunchedApp } from '../support/launched-app.ts'

const samples = join(import.meta.dirname, '../../resources/samples')
const CDR = 'CDR_SERV_2017-07-01_VAD_technology-integrator'

/** As a clerk does it: choose the file, look at the preview, import it. */
const importFile = async ({ page, chooseFiles }: LaunchedApp, file: string): Promise<void> => {
  await page.getByRole('link', { name: 'Imports', exact: true }).click()
  await chooseFiles([join(samples, file)])
  await page.getByRole('button', { name: 'Choose files' }).click()
  await expect(page.getByRole('heading', { name: file })).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('The file is kept as evidence')).toBeVisible()
}

test('the main job: import INV00000150 and its CDR, reconcile, follow a figure to its source (M230-M246, X08, X09)', async ({
  app,
}, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await importFile(app, 'INV00000150.pdf')
  await importFile(app, `${CDR}.csv`)
  await page.getByRole('button', { name: 'Reconcile INV00000150' }).click()

  const lines = page.getByRole('region', { name: 'Lines' })
  for (const [contract, amount] of [
    ['RB-201706010906', '42.00'],
    ['RB-201706010905', '14.40'],
    ['RB-201706010904', '56.00'],
    ['RB-201706010903', '12.00'],
  ] as const) {
    const row = lines.getByRole('row').filter({ hasText: contract })
    await expect(row).toContainText('Matched')
    await expect(row).toContainText(amount)
  }
  for (const figure of ['124.40', '24.88', '149.28']) await expect(page.getByText(figure).first()).toBeVisible()
  const findings = page.getByRole('region', { name: /^Findings/ })
  await expect(findings.getByRole('listitem')).toHaveCount(2)
  await expect(findings).toContainText('X08')
  await expect(findings).toContainText('X09')
  await expect(findings).toContainText('Events Communication')
  await page.screenshot({ path: info.outputPath('reconciliation.png') })
  await expectAccessible(page)

  await page.getByRole('button', { name: /^€?56\.00.*Invoice of RB-201706010904/ }).click()
  const source = page.getByRole('complementary', { name: 'Source' })
  await expect(source).toContainText('INV00000150.pdf')
  await expect(source).toContainText('01/07/2017 - 31/07/2017')
  await page.getByRole('button', { name: /^20, Estate of RB-201706010904/ }).click()
  await expect(source).toContainText('Sistemos')
  await page.screenshot({ path: info.outputPath('source.png') })
})

test('kill -9 of the engine while it synchronises: it resumes, and nothing is doubled', async ({ app }) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await page.getByRole('link', { name: 'Customers' }).click()
  await expect(page.getByText('7 companies')).toBeVisible()
  await page.getByRole('button', { name: 'Synchronise' }).click()
  await app.killEngine()
  await expect(page.getByRole('status').getByText('The engine stopped.')).toHaveCount(0)
  await page.getByRole('link', { name: 'Resellers' }).click()
  await page.getByRole('link', { name: 'Customers' }).click()
  await expect(page.getByText('7 companies')).toBeVisible()
})
