import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import HomePage from '../features/home/home-page.vue'

const company = () => import('../features/companies/company-page.vue')

/** The tabs of a company page; equipment, subscriptions and history are the same lists that stand alone elsewhere. */
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
    component: () => import('../features/subscriptions/subscription-list.vue'),
  },
  { path: 'history', name: `${name}-history`, component: () => import('../features/history/history-list.vue') },
]

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
    {
      path: '/customers',
      component: () => import('../features/companies/companies-page.vue'),
      props: { list: 'customers' },
    },
    {
      path: '/resellers',
      component: () => import('../features/companies/companies-page.vue'),
      props: { list: 'resellers' },
    },
    { path: '/equipment', component: () => import('../features/equipment/equipment-page.vue') },
    { path: '/subscriptions', component: () => import('../features/subscriptions/subscriptions-page.vue') },
    { path: '/history', component: () => import('../features/history/history-page.vue') },
    { path: '/invoices', component: () => import('../features/invoices/invoices-page.vue') },
    { path: '/imports', component: () => import('../features/imports/imports-page.vue') },
    { path: '/imports/:planId', component: () => import('../features/imports/plan-page.vue'), props: true },
    { path: '/reconciliation', component: () => import('../features/reconciliation/reconciliations-page.vue') },
    {
      path: '/reconciliation/:number',
      component: () => import('../features/reconciliation/reconciliation-page.vue'),
      props: true,
    },
    { path: '/settings', component: () => import('../features/settings/settings-page.vue') },
    { path: '/:rest(.*)*', component: () => import('./not-found.vue') },
  ],
})
