import type { Locator, Page } from '@playwright/test'
import type { PasswordCredentials } from '../../shared/contract/shell.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import { goTo, panel, signIn, synchronise } from '../support/desk-steps.ts'
import { askingTenant, ids } from '../support/outbox-tenant.ts'
import { signedIn } from '../support/signed-in.ts'

type CloudLink = {
  readonly status: string
  readonly lastNotificationDate: string
  readonly invitedCompanyName?: string
  readonly invitedToBeBpIr?: boolean
  readonly requestingCompanyName?: string
}

/** What the cloud has, asked as any other client would. */
const linksInCloud = async (
  credentials: PasswordCredentials,
  list: 'invitations' | 'requests',
): Promise<readonly CloudLink[]> => {
  const send = await signedIn(credentials)
  const path = `/api/rainbow/admin/v1.0/companies/${ids.own}/bp-link/${list}?limit=100&format=full`
  return (await send('GET', path)).data as CloudLink[]
}

const row = (page: Page, company: string): Locator =>
  page.getByRole('grid', { name: 'Company links' }).getByRole('row').filter({ hasText: company })
const openLink = async (page: Page, company: string): Promise<Locator> => {
  await goTo(page, 'Links')
  await row(page, company).getByRole('button', { name: company }).click()
  return panel(page, company)
}
const action = (link: Locator, name: string): Locator => link.getByRole('button', { name, exact: true })

test('a company that exists is invited once; its mail goes again only after an hour; then the invitation is cancelled (M085, M093)', async ({
  app,
  cloud,
}, info) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  await goTo(page, 'Customers')
  await page.getByRole('button', { name: 'Invite an existing company' }).click()
  const form = panel(page, 'Invite an existing company')
  await form.getByLabel('Name of the company').fill('maison')
  await form.getByRole('button', { name: 'Search in the cloud' }).click()
  const invite = form.getByRole('button', { name: 'Invite', exact: true })
  await expect(invite).toBeDisabled()
  await form.getByRole('radio', { name: 'Maison Duval France' }).check()
  await page.screenshot({ path: info.outputPath('invite.png') })
  await expectAccessible(page)
  await invite.click()
  await expect(form).toHaveCount(0)
  await synchronise(page)
  const inCloud = async (): Promise<readonly CloudLink[]> =>
    (await linksInCloud(cloud.credentials, 'invitations')).filter(
      ({ invitedCompanyName }) => invitedCompanyName === 'Maison Duval',
    )
  await expect.poll(inCloud).toMatchObject([{ status: 'pending', invitedToBeBpIr: false }])

  const link = await openLink(page, 'Maison Duval')
  await expect(row(page, 'Maison Duval')).toContainText('waits for an answer')
  await expect(action(link, 'Send again')).toHaveAttribute('aria-disabled', 'true')
  await expect(link).toContainText(
    /Send again: A mail was sent .+; the next one can be sent from .+ on, once an hour\./,
  )
  await page.screenshot({ path: info.outputPath('once-an-hour.png') })
  await expectAccessible(page)
  await action(link, 'Cancel the invitation').click()
  await synchronise(page)
  await expect(row(page, 'Maison Duval')).toContainText('cancelled')
  await expect(link).toContainText('This was answered or cancelled already')
  expect(await inCloud()).toMatchObject([{ status: 'canceled' }])
})

test('an invitation without an answer is sent again, and then not for an hour (M085)', async ({ app, cloud }) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  const link = await openLink(page, 'Events Communication')
  await expect(link).toContainText('7 Aug 2017')
  await action(link, 'Send again').click()
  await synchronise(page)
  await expect(action(link, 'Send again')).toHaveAttribute('aria-disabled', 'true')
  await expect(link).toContainText('once an hour')
  const [sent] = await linksInCloud(cloud.credentials, 'invitations')
  expect(sent).toMatchObject({ invitedCompanyName: 'Events Communication', status: 'pending' })
  expect(Date.now() - Date.parse(sent?.lastNotificationDate ?? '')).toBeLessThan(60 * 60 * 1000)
})

const asking = test.extend({ tenant: askingTenant })

asking(
  'two companies ask to be managed: one is accepted and becomes a customer, one is declined (M093)',
  async ({ app, cloud, relay }, info) => {
    const { page } = app
    await signIn(page, cloud.credentials)
    await goTo(page, 'Links')
    await page.getByRole('button', { name: 'Requests received' }).click()
    await expect(page.getByText('2 rows')).toBeVisible()
    await page.screenshot({ path: info.outputPath('requests.png') })
    await relay.cut()
    for (const [company, answer] of [
      ['Maison Duval', 'Accept'],
      ['Northwind Telecoms', 'Decline'],
    ] as const) {
      const link = await openLink(page, company)
      await action(link, answer).click()
      await expect(link).toContainText('Accept, Decline: This waits in the outbox; it can be undone there.')
    }
    await page.screenshot({ path: info.outputPath('waits.png') })
    await relay.resume()
    await synchronise(page)
    await expect(row(page, 'Maison Duval')).toContainText('accepted')
    await expect(row(page, 'Northwind Telecoms')).toContainText('declined')
    await expect(panel(page, 'Northwind Telecoms')).toContainText('This was answered or cancelled already')
    await expectAccessible(page)
    const statuses = (await linksInCloud(cloud.credentials, 'requests')).map(({ requestingCompanyName, status }) => [
      requestingCompanyName,
      status,
    ])
    expect(Object.fromEntries(statuses)).toEqual({ 'Maison Duval': 'accepted', 'Northwind Telecoms': 'declined' })

    await goTo(page, 'Customers')
    await expect(page.getByText('8 companies')).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'Maison Duval', exact: true })).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'Northwind Telecoms', exact: true })).toHaveCount(0)
  },
)
