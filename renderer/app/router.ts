import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import HomePage from '../features/home/home-page.vue'

const company = () => import('../features/companies/company-page.vue')

/** The tabs of a company page (M023) and its history; equipment and history are the lists that stand alone elsewhere. */
const companyTabs = (name: string): RouteRecordRaw[] => [
  { path: '', redirect: { name: `${name}-information` } },
  {
    path: 'information',
    name: `${name}-information`,
    component: () => import('../features/companies/company-information.vue'),
  },
  { path: 'members', name: `${name}-members`, component: () => import('../features/companies/company-members.vue') },
  { path: 'equipment', name: `${name}-equipment`, component: () => import('../features/equipment/equipment-list.vue') },
  {
    path: 'subscriptions',
    name: `${name}-subscriptions`,
    component: () => import('../features/subscriptions/company-subscriptions.vue'),
  },
  { path: 'support', name: `${name}-support`, component: () => import('../features/companies/company-support.vue') },
  { path: 'settings', name: `${name}-settings`, component: () => import('../features/companies/company-settings.vue') },
  { path: 'history', name: `${name}-history`, component: () => import('../features/history/history-list.vue') },
]

/** What is not of the cloud's past: the banner of the day that is looked at says so there. */
const meta = { alwaysToday: true }

/** Hash addresses work from app:// and from http alike. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: HomePage },
    { path: '/my-company', component: company, props: { companyId: null, tabs: 'own' }, children: companyTabs('own') },
    {
      path: '/companies/:companyId',
      component: company,
      props: (route) => ({ companyId: route.params['companyId'], tabs: 'company' }),
      children: companyTabs('company'),
    },
    ...(['customers', 'resellers', 'companies'] as const).map((list) => ({
      path: `/${list}`,
      component: () => import('../features/companies/companies-page.vue'),
      props: { list },
    })),
    { path: '/estate', component: () => import('../features/estate-dashboard/estate-page.vue') },
    {
      path: '/changes',
      component: () => import('../features/changes/changes-page.vue'),
      children: [
        { path: '', name: 'changes-digest', component: () => import('../features/changes/digest-view.vue') },
        { path: 'between', name: 'changes-between', component: () => import('../features/changes/between-view.vue') },
      ],
    },
    { path: '/members', component: () => import('../features/companies/members-page.vue') },
    { path: '/links', component: () => import('../features/links/links-page.vue') },
    { path: '/outbox', meta, component: () => import('../features/outbox/outbox-page.vue') },
    { path: '/equipment', component: () => import('../features/equipment/equipment-page.vue') },
    { path: '/subscriptions', component: () => import('../features/subscriptions/subscriptions-page.vue') },
    { path: '/history', component: () => import('../features/history/history-page.vue') },
    { path: '/invoices', meta, component: () => import('../features/invoices/invoices-page.vue') },
    { path: '/imports', meta, component: () => import('../features/imports/imports-page.vue') },
    { path: '/imports/:planId', meta, component: () => import('../features/imports/plan-page.vue'), props: true },
    { path: '/reconciliation', meta, component: () => import('../features/reconciliation/reconciliations-page.vue') },
    {
      path: '/reconciliation/:number',
      meta,
      component: () => import('../features/reconciliation/reconciliation-page.vue'),
      props: true,
    },
    { path: '/plans', meta, component: () => import('../features/plans/plans-page.vue') },
    { path: '/plans/:planId', meta, component: () => import('../features/plans/plan-page.vue'), props: true },
    { path: '/impacts/:impactId', meta, component: () => import('../features/plans/impact-page.vue'), props: true },
    { path: '/quotes', meta, component: () => import('../features/quotes/quotes-page.vue') },
    {
      path: '/quotes/:number',
      meta,
      component: () => import('../features/quotes/quote-page.vue'),
      props: ({ params }) => ({ number: params['number'] === 'new' ? null : params['number'] }),
    },
    {
      path: '/prices',
      meta,
      component: () => import('../features/prices/prices-page.vue'),
      children: [
        { path: '', name: 'prices-lists', component: () => import('../features/prices/price-lists.vue') },
        {
          path: 'catalogue',
          name: 'prices-catalogue',
          component: () => import('../features/prices/catalogue-view.vue'),
        },
      ],
    },
    {
      path: '/prices/lists/:listId',
      meta,
      component: () => import('../features/prices/price-list-page.vue'),
      props: ({ params }) => ({ listId: params['listId'] === 'new' ? null : params['listId'] }),
    },
    { path: '/prices/compare', meta, component: () => import('../features/prices/compare-page.vue') },
    { path: '/prices/import', meta, component: () => import('../features/prices/import-page.vue') },
    {
      path: '/renewals',
      meta,
      component: () => import('../features/renewals/renewals-page.vue'),
      children: [
        { path: '', name: 'renewals-calendar', component: () => import('../features/renewals/calendar-view.vue') },
        { path: 'unused', name: 'renewals-unused', component: () => import('../features/renewals/unused-view.vue') },
        {
          path: 'delegation',
          name: 'renewals-delegation',
          component: () => import('../features/renewals/delegation-view.vue'),
        },
      ],
    },
    { path: '/settings', meta, component: () => import('../features/settings/settings-page.vue') },
    { path: '/:rest(.*)*', component: () => import('./not-found.vue') },
  ],
})
