import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'

const samples = join(import.meta.dirname, '../../resources/samples')

test('a file that is not what its name says: what happened, what was kept, what to do', async ({ app, dataDir }) => {
  const { page } = app
  const wrong = join(dataDir, 'not-an-invoice.pdf')
  writeFileSync(wrong, 'Invoice;Amount\nINV1;2\n')
  await page.getByRole('link', { name: 'Imports', exact: true }).click()
  await app.chooseFiles([wrong])
  await page.getByRole('button', { name: 'Choose files' }).click()
  await expect(page.getByText('FILE_NOT_WHAT_ITS_NAME_SAYS')).toBeVisible()
  await expect(page.getByText('Nothing was imported.')).toBeVisible()
})

test('a file dropped anywhere in the window leads to its preview', async ({ app, shell }, info) => {
  info.skip(shell === 'electron', 'a page cannot make a dropped file that has a path')
  const { page } = app
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  const base64 = readFileSync(join(samples, 'INV00000150.pdf')).toString('base64')
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0))
    transfer.items.add(new File([bytes], 'INV00000150.pdf', { type: 'application/pdf' }))
    return transfer
  }, base64)
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: dropped })
  await expect(page.getByRole('heading', { name: 'INV00000150.pdf' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeEnabled()
})
