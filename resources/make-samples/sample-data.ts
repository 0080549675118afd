import { paidContractsAt } from '../../electron/demo-cloud/paid-contracts.ts'
import { trainingTenant } from '../../electron/demo-cloud/tenant/training-tenant.ts'
import type { Decimal } from '../../shared/domain/decimal.ts'
import { decimal, wholeNumber } from '../../shared/domain/decimal.ts'
import { lineAmount, type Money, money, sumMoney, vatOf } from '../../shared/domain/money.ts'

/** One charge of a sample invoice, with what its CDR row says about it. Dates are 'YYYY-MM-DD'. */
export type SampleCharge = {
  readonly title: string
  readonly contractNumber: string
  readonly productName: string
  readonly serviceDetail: string
  readonly servicePlan: string
  readonly commercialReference: string
  readonly companyName: string
  readonly resellerName: string | null
  readonly resellerReference: string | null
  readonly periodStart: string
  readonly periodEnd: string
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  readonly amount: Money
}

export type SampleInvoice = {
  readonly number: string
  readonly date: string
  readonly dueDate: string | null
  readonly charges: readonly SampleCharge[]
  /** Index of the first charge of the second page. */
  readonly secondPageFrom: number
  readonly references: readonly { readonly contractNumber: string; readonly endCustomerName: string }[]
  readonly net: Money
  readonly vat: Money
  readonly total: Money
}

const EUR = 'EUR'
export const DISTRIBUTOR = 'Technology Integrator'
export const DISTRIBUTOR_NUMBER = '78608'

/** Names exactly as the sample invoice prints them (M236, M237, M248), and the buy prices that it proves (M242). */
const OFFERS = {
  Enterprise: {
    title: 'Enterprise subscription',
    productName: 'Rainbow Enterprise Reseller - GA Candidate-Price per user Enterprise',
    serviceDetail: 'Rainbow Enterprise Reseller',
    commercialReference: '3EY95003AA',
    unitPrice: decimal('2.80'),
  },
  Business: {
    title: 'Business subscription',
    productName: 'Rainbow Business Resell - GA Candidate-Price per user Business',
    serviceDetail: 'Rainbow Business Resell',
    commercialReference: '3EY95002AA',
    unitPrice: decimal('1.20'),
  },
} as const

type Owner = Pick<SampleCharge, 'companyName' | 'resellerName' | 'resellerReference'>
type Period = Pick<SampleCharge, 'periodStart' | 'periodEnd'>
const own: Owner = { companyName: DISTRIBUTOR, resellerName: null, resellerReference: null }
const sistemos: Owner = { companyName: 'Sistemos', resellerName: 'Sistemos', resellerReference: 'Ref_IR_01' }
const eventsCommunication: Owner = { companyName: 'Events Communication', resellerName: null, resellerReference: null }

const charge = (
  plan: keyof typeof OFFERS,
  contractNumber: string,
  licences: number,
  owner: Owner,
  period: Period,
): SampleCharge => {
  const offer = OFFERS[plan]
  const quantity = wholeNumber(licences)
  return {
    ...offer,
    servicePlan: plan,
    contractNumber,
    quantity,
    amount: lineAmount(quantity, offer.unitPrice, EUR),
    ...owner,
    ...period,
  }
}

const withTotals = (invoice: Omit<SampleInvoice, 'net' | 'vat' | 'total'>): SampleInvoice => {
  const net = sumMoney(
    invoice.charges.map(({ amount }) => amount),
    EUR,
  )
  const vat = vatOf(net, decimal('0.20'))
  return { ...invoice, net, vat, total: sumMoney([net, vat], EUR) }
}

const july: Period = { periodStart: '2017-07-01', periodEnd: '2017-07-31' }

/** INV00000150 as the training deck prints it (M229-M246). */
export const july2017: SampleInvoice = withTotals({
  number: 'INV00000150',
  date: '2017-07-01',
  dueDate: null,
  charges: [
    charge('Enterprise', 'RB-201706010906', 15, own, july),
    charge('Business', 'RB-201706010905', 12, own, july),
    charge('Enterprise', 'RB-201706010904', 20, sistemos, july),
    charge('Business', 'RB-201706010903', 10, eventsCommunication, july),
  ],
  secondPageFrom: 2,
  references: [{ contractNumber: 'RB-201706010903', endCustomerName: 'Events Communication' }],
})

const october: Period = { periodStart: '2017-10-01', periodEnd: '2017-10-31' }

/** The example conference line: September's minutes, billed with October's licences (M204, M205). */
export const septemberConference: SampleCharge = {
  title: 'Conference usage',
  contractNumber: 'RB-201709010001',
  productName: 'Rainbow Conference Resell - GA Candidate-Price per minute Toll-free',
  serviceDetail: 'Rainbow Conference Resell',
  servicePlan: 'Conference',
  commercialReference: '3EY95004AA',
  companyName: 'High-Tech',
  resellerName: null,
  resellerReference: null,
  periodStart: '2017-09-01',
  periodEnd: '2017-09-30',
  quantity: decimal('372.5'),
  unitPrice: decimal('0.0450'),
  amount: money(1676, EUR),
}

const ORDER = { VAD: 0, IR: 1, EC: 2 } as const

/** INV00000234: the licences that the demo tenant has at the end of September 2017 (M200, M220, M228). */
const octoberInvoice = (): SampleInvoice => {
  const monthly = paidContractsAt(trainingTenant, '2017-09-30')
    .filter(({ model }) => model === 'Monthly')
    .toSorted((a, b) => ORDER[a.companyKind] - ORDER[b.companyKind])
  const charges = monthly.map((contract) => {
    const { offerName, quantity } = contract
    if ((offerName !== 'Business' && offerName !== 'Enterprise') || quantity === null)
      throw new Error(`no sample price for ${offerName}`)
    const { companyName, resellerName, resellerReference } = contract
    return charge(
      offerName,
      contract.contractNumber,
      quantity,
      { companyName, resellerName, resellerReference },
      october,
    )
  })
  const customers = monthly.filter(({ companyKind }) => companyKind === 'EC')
  return withTotals({
    number: 'INV00000234',
    date: '2017-10-02',
    dueDate: '2017-11-01',
    charges: [...charges, septemberConference],
    secondPageFrom: 6,
    references: [...customers, septemberConference].map(({ contractNumber, companyName }) => ({
      contractNumber,
      endCustomerName: companyName,
    })),
  })
}
export const october2017 = octoberInvoice()
