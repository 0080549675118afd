import { expect, test } from '../support/app.ts'

test('the app starts with the demo tenant (M011)', async ({ app }, info) => {
  const refused: string[] = []
  app.page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  await expect(app.page).toHaveTitle(/Iris Desk/)
  await expect(app.page.getByText('Technology Integrator').first()).toBeVisible()
  await app.page.screenshot({ path: info.outputPath('start.png') })
  expect(refused).toEqual([])
})
