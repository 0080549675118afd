import type { ReasonKey } from '../../../shared/domain/roles/index.ts'

export const roles = {
  role: { seller: 'Seller', operations: 'Operations', finance: 'Finance', admin: 'Administrator' },
  /** Two sources disagree; the answer shows both. */
  contradiction: {
    X06: 'Two sources disagree: the role matrix lets the seller associate phones of the own company (M038), the page on phones asks for the company administrator (M076).',
    X07: 'Two sources disagree: the role matrix keeps the seller from allocating licences in a reseller’s company (M184), the page on resellers says that it is done as for the own company (M163).',
  },
  action: {
    company: {
      create: 'Create a company',
      edit: 'Edit a company',
      remove: 'Remove a company',
      invite: 'Invite an existing company',
      'answer-request': 'Answer a company’s request',
    },
    member: {
      invite: 'Invite a member',
      edit: 'Edit a member',
      remove: 'Remove a member',
      roles: 'Change a member’s rights',
    },
    equipment: {
      create: 'Create equipment',
      edit: 'Edit equipment',
      remove: 'Remove equipment',
      'reset-activation-code': 'Reset the activation code',
    },
    phone: { associate: 'Associate a phone', remove: 'Remove a phone' },
    'tenant-prefix': { set: 'Set a company prefix' },
    'support-email': { set: 'Set the support e-mail' },
    delegation: { set: 'Delegate subscriptions to the administrator' },
    subscription: {
      create: 'Create a subscription',
      change: 'Change a subscription',
      cancel: 'Cancel a subscription',
    },
    licence: { assign: 'Assign a licence', remove: 'Withdraw a licence' },
    plan: { activate: 'Activate the premium plan' },
    invoice: { see: 'See invoices' },
    price: { see: 'See buying prices' },
  },
  /** Why something is not offered, and what to do about it. */
  reason: {
    noRole: {
      fact: 'You have neither the seller’s nor the administrator’s right.',
      next: 'Ask an administrator of your company for one of them.',
    },
    sellerNeedsPartner: {
      fact: 'Only a business partner’s people can be sellers; your company is an end customer.',
      next: 'Ask your business partner to do it.',
    },
    operationsNeeded: {
      fact: 'You have the Finance right. Companies, members, equipment and the allocation of licences need Operations.',
      next: 'Ask a seller of your company, or ask for the Operations right.',
    },
    financeNeeded: {
      fact: 'You have the Operations right. Purchases, delegation and invoices need Finance.',
      next: 'Ask a seller of your company, or ask for the Finance right.',
    },
    notApplicable: {
      fact: 'An end customer’s administrator has nothing to do in a business partner’s company.',
      next: 'Ask an administrator of that company.',
    },
    adminOwnCompanyOnly: {
      fact: 'A company administrator acts on the own company only; other companies are the seller’s.',
      next: 'Ask a seller of your company.',
    },
    equipmentByPartner: {
      fact: 'An end customer’s equipment is created and managed by the business partner.',
      next: 'Ask your business partner to do it.',
    },
    associationNeedsAdmin: {
      fact: 'Associating phones of your own company’s members needs the company administrator’s right.',
      next: 'Ask an administrator of your company.',
    },
    subscribeBySeller: {
      fact: 'A company administrator neither activates the plan nor creates subscriptions; the seller does.',
      next: 'Ask a seller of your company, or your business partner.',
    },
    allocationByAdmin: {
      fact: 'In a business partner’s company the company administrator allocates the licences, not the seller.',
      next: 'Ask an administrator of that company.',
    },
    notDelegated: {
      fact: 'The seller has not given this company’s administrator the right to update subscriptions.',
      next: 'Ask the seller to tick the box on the Subscriptions tab.',
    },
    increaseOnly: {
      fact: 'The seller has given this company’s administrator the right to increase subscriptions, not to decrease them.',
      next: 'Ask the seller to tick the second box on the Subscriptions tab, or to reduce the licences.',
    },
    decreaseWithoutUpdate: {
      fact: 'The right to decrease subscriptions is given without the right to update them; alone it allows nothing.',
      next: 'Ask the seller to tick both boxes on the Subscriptions tab, or neither.',
    },
    delegationBySeller: {
      fact: 'Only a seller gives a company’s administrator the right to update subscriptions.',
      next: 'Ask a seller of your company, or your business partner.',
    },
    invoicesBySeller: {
      fact: 'Invoices are for those who buy: the seller’s or the Finance right is needed.',
      next: 'Ask a seller of your company.',
    },
    invoicesOfOwnCompany: {
      fact: 'Invoices are those of your own company; its resellers and customers appear in them as lines.',
      next: 'Open the invoices of your own company.',
    },
    pricesForPartner: {
      fact: 'Buying prices are shown to the business partner only, not to a customer’s or reseller’s administrator.',
      next: 'Ask the seller for a quote.',
    },
    equipmentOfReseller: {
      fact: 'The reseller creates and manages its own equipment and that of its customers; the distributor does not.',
      next: 'Ask an administrator of the reseller.',
    },
    ownCompanyStays: {
      fact: 'Companies are removed from the list of those that you manage; your own company is not in it.',
      next: 'Ask the vendor’s support if your company has to be closed.',
    },
    planNotPremium: {
      fact: 'This company has no service plan yet: only a premium company can subscribe.',
      next: 'Activate the premium plan first.',
    },
    planAlreadyPremium: {
      fact: 'This company already has the premium plan.',
      next: 'Create its subscriptions.',
    },
    prepaidByActisOnly: {
      fact: 'Prepaid subscriptions are created by hand for the reseller itself only, not for its end customers.',
      next: 'Import the Actis file of this order.',
    },
    delegationNeedsSubscription: {
      fact: 'The right to update subscriptions is given once a subscription with purchased licences exists; this company has none.',
      next: 'Create the subscription first.',
    },
    neverConnected: {
      fact: 'This equipment has never connected to Rainbow, so its extensions are not known.',
      next: 'Enter the equipment ID and the activation code in the PBX, then wait for its first connection.',
    },
    prefixNeedsShared: {
      fact: 'Only multi-tenant equipment has company prefixes; this equipment belongs to one company.',
      next: 'Choose shared equipment.',
    },
    prefixNeedsConnection: {
      fact: 'This equipment has never connected to Rainbow: a company prefix is set after its first connection.',
      next: 'Connect the PBX first.',
    },
    secondAdministrator: {
      fact: 'With Essential a company has one administrator, and this company has one already.',
      next: 'Assign this member a Business or Enterprise licence first.',
    },
  } satisfies Readonly<Record<ReasonKey, { readonly fact: string; readonly next: string }>>,
}
