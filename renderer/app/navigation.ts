import {
  mdiDomain,
  mdiCalendarToday,
  mdiCardAccountDetailsOutline,
  mdiCogOutline,
  mdiFileDocumentOutline,
  mdiHistory,
  mdiHandshakeOutline,
  mdiAccountGroupOutline,
  mdiRouterNetwork,
  mdiScaleBalance,
  mdiTrayArrowDown,
} from '@mdi/js'
import type { TextKey } from '../text/index.ts'

export type NavigationItem = { readonly path: string; readonly text: TextKey; readonly icon: string }
export type NavigationGroup = { readonly title: TextKey | null; readonly items: readonly NavigationItem[] }

/** Mirrors the cloud's own menus (M057, M058), with our work on invoices as a group of its own. */
export const navigation: readonly NavigationGroup[] = [
  { title: null, items: [{ path: '/', text: 'shell.nav.today', icon: mdiCalendarToday }] },
  {
    title: 'shell.nav.groupEstate',
    items: [
      { path: '/my-company', text: 'shell.nav.myCompany', icon: mdiDomain },
      { path: '/customers', text: 'shell.nav.customers', icon: mdiAccountGroupOutline },
      { path: '/resellers', text: 'shell.nav.resellers', icon: mdiHandshakeOutline },
      { path: '/equipment', text: 'shell.nav.equipment', icon: mdiRouterNetwork },
    ],
  },
  {
    title: 'shell.nav.groupLicences',
    items: [
      { path: '/subscriptions', text: 'shell.nav.subscriptions', icon: mdiCardAccountDetailsOutline },
      { path: '/history', text: 'shell.nav.history', icon: mdiHistory },
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
