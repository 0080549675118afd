import { expect, type Locator, type Page } from '@playwright/test'
import type { PasswordCredentials } from '../../shared/contract/shell.ts'

/** Steps that several specs take in the window, in the words that a person sees. */

export const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true }).click()

/** The state of the synchronisation in the top bar, such as "Offline". */
export const syncState = (page: Page): Locator => page.getByTitle('Details of the synchronisation')
export const IN_STEP = 'In step with the cloud'

/**
 * Once the button has been out of use: the run that was asked for has begun. A short run may be over before the next look
 * at the page, so the page itself watches; one too short to be shown at all is over after two seconds.
 */
const outOfUse = (button: Locator): Promise<void> =>
  button.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        const seen = (): void => {
          watching.disconnect()
          resolve()
        }
        const watching = new MutationObserver(() => {
          if (element.hasAttribute('disabled')) seen()
        })
        watching.observe(element, { attributes: true })
        element.addEventListener('click', () => setTimeout(seen, 2000), { once: true })
      }),
  )

/** Asks for a run and waits until it has begun, nothing runs any more and this state is shown. */
export const synchronise = async (page: Page, state: string = IN_STEP): Promise<void> => {
  const button = page.getByRole('button', { name: 'Synchronise', exact: true })
  await expect(button).toBeEnabled()
  const begun = outOfUse(button)
  await button.click()
  await begun
  await expect(button).toBeEnabled()
  await expect(syncState(page)).toContainText(state)
}

/** Fills the form in Settings and sends it; what comes of it is for the spec to expect. */
export const submitSignIn = async (page: Page, credentials: PasswordCredentials): Promise<void> => {
  await page.getByLabel('Login').fill(credentials.login)
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByLabel('Application id').fill(credentials.appId)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Signs in and waits until the estate is read, and this state is shown. */
export const signIn = async (page: Page, credentials: PasswordCredentials, state: string = IN_STEP): Promise<void> => {
  await goTo(page, 'Settings')
  await submitSignIn(page, credentials)
  await expect(page.getByText('in memory only; it ends with Iris Desk')).toBeVisible()
  await expect(syncState(page)).toContainText(state)
  await expect(page.getByRole('button', { name: 'Synchronise', exact: true })).toBeEnabled()
}

/** From a list of companies to one of them. */
export const openCompany = async (page: Page, list: 'Customers' | 'Resellers', name: string): Promise<void> => {
  await goTo(page, list)
  await page.getByRole('gridcell', { name, exact: true }).getByRole('link').click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}
export const openTab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click()
/** The panel beside the page. */
export const panel = (page: Page, name: string): Locator => page.getByRole('complementary', { name, exact: true })

/** A new end customer in France, if wanted for a prefix on shared equipment (M101); its page is shown then. */
export const createCustomer = async (
  page: Page,
  name: string,
  { sharedEquipment = false }: { readonly sharedEquipment?: boolean } = {},
): Promise<void> => {
  await goTo(page, 'Customers')
  await page.getByRole('button', { name: 'Create a customer' }).click()
  const form = panel(page, 'New company')
  await form.getByLabel('Company name').fill(name)
  await form.getByLabel('Country').selectOption({ label: 'France' })
  if (sharedEquipment) await form.getByLabel('Prepare it for a company prefix on shared equipment').check()
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

/** Invites the first member of the company whose page is shown: its administrator (M092). */
export const inviteAdministrator = async (page: Page, email: string): Promise<void> => {
  await expect(page.getByText('This company has no administrator yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Invite members' }).click()
  const form = panel(page, 'Invite members')
  await expect(form.getByLabel('Invite as administrator')).toBeChecked()
  await form.getByLabel('E-mail addresses').fill(email)
  await form.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(form).toHaveCount(0)
}

/** Changes fields of a company by their labels, from wherever one is. */
export const editCompany = async (
  page: Page,
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> => {
  await openCompany(page, 'Customers', name)
  await page.getByRole('button', { name: 'Edit information' }).click()
  const form = panel(page, 'Edit information')
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value)
  await form.getByRole('button', { name: 'Keep this change' }).click()
  await expect(form).toHaveCount(0)
}
