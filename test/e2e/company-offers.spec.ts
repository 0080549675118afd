import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import { openCompany, openTab, panel } from '../support/desk-steps.ts'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Subscriptions' })
const row = (page: Page, offer: string): Locator =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: offer, exact: true }) })
/** Model, billed, allocated, available and status of an offer, as they are read. */
const figures = async (page: Page, offer: string): Promise<readonly string[]> => {
  const cell = (column: string): Promise<string> => row(page, offer).locator(`[col-id="${column}"]`).innerText()
  return Promise.all(['model', 'billed', 'allocated', 'available', 'status'].map(cell))
}
const NOT_SUBSCRIBED = ['--', '--', '--', 'Not subscribed']
const PREPAID = ['Business PrePaid 1 Year', 'Business PrePaid 3 Years', 'Enterprise PrePaid 1 Year', 'Enterprise PrePaid 3 Years'] // prettier-ignore

const expectOffers = async (page: Page, offers: Readonly<Record<string, readonly string[]>>): Promise<void> => {
  for (const [offer, said] of Object.entries(offers)) await expect.poll(() => figures(page, offer)).toEqual(said)
}
const openSubscriptions = async (page: Page, list: 'Customers' | 'Resellers', name: string): Promise<void> => {
  await openCompany(page, list, name)
  await openTab(page, 'Subscriptions')
}

test('what a company has not subscribed is listed with what it has; "--" is not zero (M144-M147)', async ({
  app,
}, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()

  // M178: both boxes, Essential 5, Business 10 of 10, Enterprise 17 of 22, Conference not subscribed.
  await openSubscriptions(page, 'Resellers', 'Sistemos')
  await expect(page.getByText('boxes: update and decrease')).toBeVisible()
  await expectOffers(page, {
    Essential: ['Free', 'Unlimited', '5', '--', 'active'],
    Business: ['Monthly', '10', '10', '0', 'active'],
    Enterprise: ['Monthly', '22', '17', '5', 'active'],
    Conference: ['By use', ...NOT_SUBSCRIBED],
  })
  await page.screenshot({ path: info.outputPath('sistemos.png') })
  await expectAccessible(page)

  // M176: activated, nothing paid yet. M147: Business, Enterprise, Conference are offered.
  await openSubscriptions(page, 'Resellers', 'SoundTrack')
  await expectOffers(page, {
    Essential: ['Free', 'Unlimited', '1', '--', 'active'],
    Business: ['Monthly', ...NOT_SUBSCRIBED],
    Enterprise: ['Monthly', ...NOT_SUBSCRIBED],
    Conference: ['By use', ...NOT_SUBSCRIBED],
  })
  await row(page, 'Enterprise').getByRole('button', { name: 'Enterprise', exact: true }).click()
  await expect(panel(page, 'Subscribe').getByLabel('Offer')).toHaveValue(/.+/)
  await page.keyboard.press('Escape')

  // M166: free, paying and prepaid offers.
  await openSubscriptions(page, 'Resellers', 'Red Baron Electronics')
  for (const offer of ['Business', 'Enterprise', 'Conference', ...PREPAID]) {
    await expect.poll(async () => (await figures(page, offer)).slice(1)).toEqual(NOT_SUBSCRIBED)
  }

  // M159: the two 3-year offers until 1 December 2020; 1-year and monthly ones not subscribed.
  await openSubscriptions(page, 'Customers', 'Advanced Telephony')
  await expectOffers(page, {
    Essential: ['Free', 'Unlimited', '1', '--', 'active'],
    'Business PrePaid 3 Years': ['Prepaid', '10', '0', '10', 'active'],
    'Enterprise PrePaid 3 Years': ['Prepaid', '20', '0', '20', 'active'],
    'Business PrePaid 1 Year': ['Prepaid', ...NOT_SUBSCRIBED],
    'Enterprise PrePaid 1 Year': ['Prepaid', ...NOT_SUBSCRIBED],
    Business: ['Monthly', ...NOT_SUBSCRIBED],
  })
  await expect(row(page, 'Enterprise PrePaid 3 Years')).toContainText('1 Dec 2020')
  await page.screenshot({ path: info.outputPath('advanced-telephony.png') })
})

test('a company without a plan is activated before anything is subscribed (M143, M175)', async ({ app }, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await openSubscriptions(page, 'Customers', 'Interior Designer')
  await expectOffers(page, {
    Essential: ['Free', 'Unlimited', '6', '--', 'active'],
    Business: ['Monthly', ...NOT_SUBSCRIBED],
    Enterprise: ['Monthly', ...NOT_SUBSCRIBED],
  })
  const subscribe = page.getByRole('button', { name: 'Subscribe', exact: true })
  await expect(subscribe).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Rule M143')).toBeVisible()
  await row(page, 'Enterprise').getByRole('button', { name: 'Enterprise', exact: true }).click()
  await expect(panel(page, 'Subscribe')).toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Service plan' })).toBeFocused()
  await page.screenshot({ path: info.outputPath('freemium.png') })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Activate Premium' }).click()
  await expect(subscribe).not.toHaveAttribute('aria-disabled', 'true')
})
