import {
  mdiDomain,
  mdiCalendarClock,
  mdiCalendarToday,
  mdiChartBar,
  mdiChartTimelineVariant,
  mdiCompare,
  mdiCardAccountDetailsOutline,
  mdiCogOutline,
  mdiFileDocumentOutline,
  mdiFileSign,
  mdiHistory,
  mdiHandshakeOutline,
  mdiAccountGroupOutline,
  mdiAccountOutline,
  mdiLinkVariant,
  mdiTagOutline,
  mdiTrayArrowUp,
  mdiRouterNetwork,
  mdiScaleBalance,
  mdiTrayArrowDown,
} from '@mdi/js'
import type { TextKey } from '../text/index.ts'

export type NavigationItem = {
  readonly path: string
  readonly text: TextKey
  readonly icon: string
  readonly badge?: 'outbox'
}
export type NavigationGroup = { readonly title: TextKey | null; readonly items: readonly NavigationItem[] }

/** Mirrors the cloud's own menus (M057, M058), with our work on invoices as a group of its own. */
export const navigation: readonly NavigationGroup[] = [
  {
    title: null,
    items: [
      { path: '/', text: 'shell.nav.today', icon: mdiCalendarToday },
      { path: '/changes', text: 'shell.nav.changes', icon: mdiCompare },
      { path: '/outbox', text: 'shell.nav.outbox', icon: mdiTrayArrowUp, badge: 'outbox' },
    ],
  },
  {
    title: 'shell.nav.groupEstate',
    items: [
      { path: '/estate', text: 'shell.nav.estateOverview', icon: mdiChartBar },
      { path: '/my-company', text: 'shell.nav.myCompany', icon: mdiDomain },
      { path: '/customers', text: 'shell.nav.customers', icon: mdiAccountGroupOutline },
      { path: '/resellers', text: 'shell.nav.resellers', icon: mdiHandshakeOutline },
      { path: '/members', text: 'shell.nav.members', icon: mdiAccountOutline },
      { path: '/equipment', text: 'shell.nav.equipment', icon: mdiRouterNetwork },
      { path: '/links', text: 'shell.nav.links', icon: mdiLinkVariant },
    ],
  },
  {
    title: 'shell.nav.groupLicences',
    items: [
      { path: '/subscriptions', text: 'shell.nav.subscriptions', icon: mdiCardAccountDetailsOutline },
      { path: '/history', text: 'shell.nav.history', icon: mdiHistory },
      { path: '/plans', text: 'shell.nav.plans', icon: mdiChartTimelineVariant },
      { path: '/quotes', text: 'shell.nav.quotes', icon: mdiFileSign },
      { path: '/renewals', text: 'shell.nav.renewals', icon: mdiCalendarClock },
      { path: '/prices', text: 'shell.nav.prices', icon: mdiTagOutline },
    ],
  },
  {
    title: 'shell.nav.groupBilling',
    items: [
      { path: '/invoices', text: 'shell.nav.invoices', icon: mdiFileDocumentOutline },
      { path: '/imports', text: 'shell.nav.imports', icon: mdiTrayArrowDown },
      { path: '/reconciliation', text: 'shell.nav.reconciliation', icon: mdiScaleBalance },
    ],
  },
  { title: null, items: [{ path: '/settings', text: 'shell.nav.settings', icon: mdiCogOutline }] },
]
