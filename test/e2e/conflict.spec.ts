import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import { editCompany, goTo, openCompany, panel, signIn, synchronise } from '../support/desk-steps.ts'
import { signedIn } from '../support/signed-in.ts'

const COMPANY = 'Events Communication'
const COMPANIES = '/api/rainbow/admin/v1.0/companies'

test('two clients change the same company: both values are shown, each field is decided, and both ends agree', async ({
  app,
  cloud,
  relay,
}, info) => {
  const { page } = app
  const other = await signedIn(cloud.credentials)
  const inCloud = async (): Promise<{ readonly id: string } & Record<string, unknown>> => {
    const { data } = await other('GET', `${COMPANIES}?limit=500&format=full`)
    const found = (data as readonly ({ readonly id: string } & Record<string, unknown>)[]).find(
      ({ name }) => name === COMPANY,
    )
    if (!found) throw new Error(`${COMPANY} is not there`)
    return found
  }
  await signIn(page, cloud.credentials)
  await relay.cut()
  await editCompany(page, COMPANY, { 'External reference': 'MINE-1', Slogan: 'Mine to say', City: 'Lille' })
  // Meanwhile somebody else.
  const { id } = await inCloud()
  await other('PUT', `${COMPANIES}/${id}`, { externalReference: 'THEIRS-1', slogan: 'Theirs to say' })
  await relay.resume()
  await synchronise(page, 'Needs you')

  await goTo(page, 'Today')
  await expect(page.getByText('1 change was made on both sides.')).toBeVisible()
  await page.getByRole('link', { name: 'Choose what stays' }).click()
  const row = page.getByRole('grid', { name: 'Entries of the outbox' }).getByRole('row').filter({ hasText: COMPANY })
  await expect(row).toContainText('conflict')
  await row.getByRole('button').click()
  const both = panel(page, COMPANY).getByRole('region', { name: 'Changed on both sides' })
  for (const value of ['MINE-1', 'THEIRS-1', 'Mine to say', 'Theirs to say']) await expect(both).toContainText(value)
  const decide = both.getByRole('button', { name: 'Keep the chosen values' })
  await expect(decide).toBeDisabled()
  await page.screenshot({ path: info.outputPath('conflict.png') })
  await expectAccessible(page)
  await both.getByRole('radio', { name: 'Mine MINE-1' }).check()
  await expect(both).toContainText('1 field is not decided yet.')
  await both.getByRole('radio', { name: 'In the cloud Theirs to say' }).check()
  await decide.click()
  await expect(both).toHaveCount(0)

  await synchronise(page)
  await expect.poll(inCloud).toMatchObject({ externalReference: 'MINE-1', slogan: 'Theirs to say', city: 'Lille' })
  await goTo(page, 'Outbox')
  await expect(page.getByText('Nothing waits.')).toBeVisible()
  await openCompany(page, 'Customers', COMPANY)
  const shown = page.getByRole('tabpanel')
  for (const value of ['MINE-1', 'Theirs to say', 'Lille']) await expect(shown).toContainText(value)
})
