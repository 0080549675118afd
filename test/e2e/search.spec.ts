import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'
import { IN_STEP, panel, syncState } from '../support/desk-steps.ts'

/** A company's page, with the list that it belongs to above its name. */
const company = (section: string, name: string) => async (page: Page) => {
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: section, exact: true })).toBeVisible()
}
const opened = (name: string, fact: string) => (page: Page) => expect(panel(page, name)).toContainText(fact)
/** Its row is marked in the list, and in sight. */
const selected = (grid: string, text: string) => async (page: Page) => {
  const row = page.getByRole('grid', { name: grid }).getByRole('row').filter({ hasText: text })
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await expect(row).toBeInViewport()
}

type Find = {
  readonly typed: string
  readonly kind: string
  readonly title: string
  shows(page: Page): Promise<void>
}

/** What a caller says, what the search calls it, and what Enter opens. */
const finds: readonly Find[] = [
  { typed: 'greentr', kind: 'Company', title: 'Greentree', shows: company('Customers', 'Greentree') },
  { typed: 'atlantic', kind: 'Company', title: 'Atlantic Networks', shows: company('Resellers', 'Atlantic Networks') },
  {
    typed: 'technology',
    kind: 'Company',
    title: 'Technology Integrator',
    shows: company('My company', 'Technology Integrator'),
  },
  {
    typed: 'lee',
    kind: 'Member',
    title: 'Brian LEE',
    shows: async (page) => {
      await opened('Brian LEE', 'Events Communication')(page)
      await selected('Members', 'Brian LEE')(page)
    },
  },
  // The last of 32 members.
  { typed: 'benítez', kind: 'Member', title: 'Óscar Benítez', shows: selected('Members', 'Óscar Benítez') },
  {
    typed: 'bafe-7e4c',
    kind: 'Equipment',
    title: 'OXO_01',
    shows: opened('OXO_01', 'PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0'),
  },
  {
    typed: 'RB-201706010906',
    kind: 'Subscription',
    title: 'Enterprise',
    shows: opened('Enterprise', 'RB-201706010906'),
  },
  {
    typed: 'INV00000150',
    kind: 'Invoice',
    title: 'INV00000150',
    shows: selected('Invoice register', 'INV00000150'),
  },
]

test('a reseller calls: two keys and some letters find a company, a person, a PBX, a contract, an invoice (M065, M089, M097, M102, M231)', async ({
  app,
}) => {
  const { page } = app
  const palette = page.getByRole('dialog', { name: 'Search everything' })
  await expect(syncState(page)).toContainText(IN_STEP)
  // So low that lists go on below its edge.
  await page.setViewportSize({ width: 1280, height: 400 })
  for (const { typed, kind, title, shows } of finds) {
    await page.keyboard.press('ControlOrMeta+k')
    await palette.getByRole('combobox').fill(typed)
    const first = palette.getByRole('option').first()
    await expect(first).toContainText(title)
    await expect(first).toContainText(kind)
    await page.keyboard.press('Enter')
    await expect(palette).toHaveCount(0)
    await shows(page)
    await page.screenshot({ path: '/tmp/h2-' + typed + '.png' })
  }
  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('nobody of this name')
  await expect(palette).toContainText('Nothing matches “nobody of this name”.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
})
