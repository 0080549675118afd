/**
 * The tenant a demo cloud serves, in the field names of the Rainbow REST API. Instants are ISO 8601 UTC with
 * milliseconds, dates 'YYYY-MM-DD', countries ISO 3166-1 alpha-3, ids 24 hex digits.
 */
export type Tenant = {
  /** The distributor whose data these are. */
  readonly ownCompanyId: string
  readonly companies: readonly DemoCompany[]
  readonly users: readonly DemoUser[]
  readonly offers: readonly DemoOffer[]
  readonly subscriptions: readonly DemoSubscription[]
  readonly licences: readonly DemoLicence[]
  readonly joinInvitations: readonly DemoJoinInvitation[]
  readonly joinRequests: readonly DemoJoinRequest[]
  /** Invitations and requests that link companies to a Business Partner; none when left out. */
  readonly bpLinks?: readonly DemoBpLink[]
  readonly sites: readonly DemoSite[]
  readonly systems: readonly DemoSystem[]
  readonly phoneNumbers: readonly DemoPhoneNumber[]
  readonly invoices: readonly DemoInvoice[]
  readonly consumptionFiles: readonly DemoConsumptionFile[]
  /** Licences that were taken away again: two lines each in the operation log. */
  readonly pastLicences?: readonly DemoPastLicence[]
  /** What the distributor can search and invite, and does not manage: absent from every other list. */
  readonly publicDirectory?: DemoPublicDirectory
}

export type DemoPublicDirectory = {
  /** Companies without a Business Partner (M093). */
  readonly companies: readonly DemoCompany[]
  /** People of the default company (M026): they belong to no other. */
  readonly users: readonly DemoUser[]
}

export type DemoCompany = {
  readonly id: string
  readonly name: string
  readonly creationDate: string
  readonly statusUpdatedDate: string
  readonly country: string
  readonly street: string | null
  readonly city: string | null
  readonly currency: 'EUR' | 'USD'
  readonly status: 'initializing' | 'active' | 'alerting' | 'hold' | 'terminated'
  /** Null: not said (M079, M081: blank in the first lists). */
  readonly visibility: 'public' | 'private' | 'organisation' | null
  readonly slogan: string | null
  readonly description: string | null
  readonly website: string | null
  readonly size: string
  readonly economicActivityClassification: string
  readonly offerType: 'freemium' | 'premium'
  readonly isBP: boolean
  readonly bpType: 'VAD' | 'IR' | 'DR' | null
  readonly bpBusinessModel: 'referral' | 'resell' | null
  readonly bpHasRightToConnect: boolean
  readonly bpHasRightToSell: boolean
  /** The customer number on the invoice. */
  readonly bpApplicantNumber: string | null
  readonly bpId: string | null
  readonly externalReference: string | null
  readonly externalReference2: string | null
  readonly supportEmail: string | null
  readonly adminHasRightToUpdateSubscriptions: boolean
  readonly adminAllowedUpdateSubscriptionsOps: 'all' | 'increase_only'
  readonly isCentrex: boolean
  readonly companyCallNumber: string | null
  readonly organisationId: null
  readonly catalogId: string
  /** Companies that see a private one. */
  readonly visibleBy?: readonly string[]
  /** Who accepted the Business Partner contract; an object without it is taken as accepted for a partner. */
  readonly bpContractAcceptationInfo?: {
    readonly acceptationDate: string
    readonly bpAdminId: string
    readonly bpAdminLoginEmail: string
  }
  readonly customData?: Readonly<Record<string, string>>
  /** Fields that no rule of the cloud reads: state, postalCode, timezone and the like. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type Role = 'user' | 'admin' | 'bp_admin' | 'bp_finance' | 'guest'

export type DemoUser = {
  readonly id: string
  readonly companyId: string
  readonly loginEmail: string
  readonly firstName: string
  readonly lastName: string
  readonly roles: readonly Role[]
  readonly adminType: 'company_admin' | 'undefined'
  readonly country: string
  readonly language: string
  readonly creationDate: string
  readonly lastLoginDate: string | null
  /** The creation date when left out. */
  readonly lastUpdateDate?: string
  /** True when left out. */
  readonly isActive?: boolean
  /** False when left out. */
  readonly isTerminated?: boolean
  readonly createdByAdminId?: string
  /** Fields that no rule of the cloud reads: title, jobTitle, timezone, emails and the like. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type OfferModel = 'Free' | 'Demo' | 'Monthly' | 'PrePaid 1Y' | 'PrePaid 3Y' | 'Usage'

export type DemoOffer = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly offerReference: string
  /** ALE's commercial reference; null for demo offers, which are never billed (M139). */
  readonly sapReference: string | null
  readonly profileId: string
  readonly profileName: string
  readonly model: OfferModel
  readonly businessModel: 'nb_users' | 'usage' | 'none'
  readonly isDefault: boolean
  readonly canBeSold: boolean
  readonly isExclusive: boolean
  readonly isPrepaid: boolean
  /** Months. */
  readonly prepaidDuration: number | null
  readonly isDemo: boolean
  readonly hasConference: boolean
  readonly creationDate: string
}

/** The quantity from `at` on; the first entry is the creation. The operation log is derived from it. */
export type QuantityChange = { readonly at: string; readonly quantity: number | null; readonly doneByUserId: string }

export type DemoSubscription = {
  readonly id: string
  readonly companyId: string
  readonly offerId: string
  /** RB-yyyymmdd plus four digits (M244); null for free and demo offers. */
  readonly bsSubscriptionId: string | null
  readonly expirationDate: string | null
  readonly quantities: readonly [QuantityChange, ...QuantityChange[]]
  /** Only where the deck shows a count that its own member list contradicts. */
  readonly allocatedAsShown: number | null
  /** Instants from which the cloud shows it as active and as synchronised; at once when left out. */
  readonly activeFrom?: string
  readonly syncedFrom?: string
  readonly terminatedAt?: string
  readonly autoRenew?: boolean
}

export type DemoLicence = {
  readonly userId: string
  readonly subscriptionId: string
  readonly assignationDate: string
  readonly doneByUserId: string
}

export type DemoPastLicence = DemoLicence & { readonly endDate: string; readonly endedByUserId: string }

export type InvitationStatus = 'pending' | 'accepted' | 'auto-accepted' | 'declined' | 'canceled' | 'failed'

export type DemoJoinInvitation = {
  readonly id: string
  readonly companyId: string
  readonly invitedUserLoginEmail: string
  readonly invitedToBeCompanyAdmin: boolean
  readonly invitingAdminId: string
  readonly invitationDate: string
  readonly requestedNotificationLanguage: string
  readonly status: InvitationStatus
  readonly declinationDate: string | null
  readonly invitedToBeBpAdmin?: boolean
  readonly acceptationDate?: string
  /** The invitation date when left out. */
  readonly lastNotificationDate?: string
}

export type DemoJoinRequest = {
  readonly id: string
  readonly requestingUserId: string
  readonly requestingUserLoginEmail: string
  readonly requestedCompanyId: string
  readonly requestingDate: string
  readonly status: InvitationStatus
  readonly acceptationDate?: string
  readonly declinationDate?: string
}

/** A partner's invitation to a company, or a company's request to a partner, to be managed by it. */
export type DemoBpLink = {
  readonly id: string
  readonly kind: 'invitation' | 'request'
  /** The partner: inviting, or requested. */
  readonly bpCompanyId: string
  /** The company to be managed: invited, or requesting. */
  readonly companyId: string
  readonly toBeBpIr: boolean
  readonly adminId: string
  readonly date: string
  readonly lastNotificationDate: string
  readonly requestedNotificationLanguage: string
  readonly status: InvitationStatus
  readonly acceptationDate: string | null
  readonly declinationDate: string | null
}

export type DemoSite = {
  readonly id: string
  readonly companyId: string
  readonly name: string
  readonly status: 'active' | 'alerting' | 'hold' | 'terminated'
  readonly isCentrex: boolean
}

export type DemoSystem = {
  readonly id: string
  /** Null for a system that the distributor shares between customers (bpId is set instead). */
  readonly companyId: string | null
  readonly bpId: string | null
  readonly siteId: readonly string[]
  readonly name: string
  readonly pbxId: string
  /** A secret: the activation code until the first connection, the tail of a hash afterwards. */
  readonly jid_pbxagent_password: string
  readonly type: 'oxo' | 'oxe' | 'third_party' | 'undefined'
  readonly country: string
  readonly version: string
  readonly status: 'created' | 'activating' | 'activated'
  readonly pbxMainBundlePrefix: readonly string[]
  readonly usePbxMainBundlePrefix: boolean
  readonly isShared: boolean
  readonly isCentrex: boolean
  /** Fields that no rule of the cloud reads: pbxNationalPrefix, serverPingTimeout and the like. */
  readonly more?: Readonly<Record<string, unknown>>
  readonly creationDate: string
  readonly statusUpdatedDate: string
  readonly channels: { readonly conf: boolean; readonly csta: boolean; readonly http: boolean; readonly xmpp: boolean }
  readonly connectionHistory: readonly {
    readonly eventType: 'connected' | 'disconnected'
    readonly eventDate: string
  }[]
  /** The customers' number ranges on a shared system (M101). */
  readonly companyPrefixes: readonly { readonly companyPrefix: string; readonly companyId: string }[]
}

export type DemoPhoneNumber = {
  readonly id: string
  readonly systemId: string
  readonly userId: string | null
  readonly shortNumber: string
  readonly internalNumber: string
  readonly number: string | null
  readonly numberE164: string | null
  readonly country: string
  readonly companyPrefix: string | null
  readonly isMonitored: boolean
  /** Fields that no rule of the cloud reads: type, deviceType, deviceName, firstName, lastName. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type DemoInvoice = {
  readonly companyId: string
  readonly invoiceNumber: string
  readonly invoiceDate: string
  readonly dueDate: string
  readonly currency: 'EUR' | 'USD'
  /** Tax inclusive, plain decimal with two fraction digits. */
  readonly amountTotal: string
  readonly billingPeriod: string
  readonly filepath: string
}

export type DemoConsumptionFile = {
  readonly companyId: string
  /** 'YYYY-MM' */
  readonly billingPeriod: string
  readonly invoiceType: 'services' | 'conference'
  readonly invoiceCreationDate: string
  readonly filepath: string
}
