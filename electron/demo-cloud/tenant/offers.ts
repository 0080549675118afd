import { demoId } from './demo-id.ts'
import type { DemoOffer } from './types.ts'

type OfferBase = Pick<DemoOffer, 'name' | 'offerReference' | 'sapReference' | 'profileName' | 'model'>

const prepaidDurations: Partial<Record<DemoOffer['model'], number>> = { 'PrePaid 1Y': 12, 'PrePaid 3Y': 36 }

const offer = (base: OfferBase): DemoOffer => {
  const prepaidDuration = prepaidDurations[base.model] ?? null
  const free = base.model === 'Free'
  const demo = base.model === 'Demo'
  const usage = base.model === 'Usage'
  return {
    ...base,
    id: demoId('offer', base.name),
    description: `Rainbow ${base.name} offer`,
    profileId: demoId('profile', base.profileName),
    businessModel: free ? 'none' : usage ? 'usage' : 'nb_users',
    isDefault: free,
    canBeSold: !free && !demo,
    isExclusive: !free && !usage,
    isPrepaid: prepaidDuration !== null,
    prepaidDuration,
    isDemo: demo,
    hasConference: usage,
    // M157 announces the prepaid offers for 27 November 2017 although the history of the 24th uses them (X19).
    creationDate: prepaidDuration === null ? '2017-03-01T08:00:00.000Z' : '2017-11-20T08:00:00.000Z',
  }
}

const row = (
  name: string,
  offerReference: string,
  sapReference: string | null,
  profileName: string,
  model: DemoOffer['model'],
): DemoOffer => offer({ name, offerReference, sapReference, profileName, model })

/** References: M207 (monthly), M212-M215 (prepaid), M216 (conference). Names as on the screens: M147, M159, M139. */
export const offers: readonly DemoOffer[] = [
  row('Essential', 'RB-Essential', '3EY95001AA', 'Essential', 'Free'),
  row('Business', 'RB-Business', '3EY95002AA', 'Business', 'Monthly'),
  row('Enterprise', 'RB-Enterprise', '3EY95003AA', 'Enterprise', 'Monthly'),
  row('Conference', 'RB-Conference', '3EY95004AA', 'Conference', 'Usage'),
  row('Business PrePaid 1 Year', 'RB-Business-PrePaid-1Y', '3EY95101AB', 'Business', 'PrePaid 1Y'),
  row('Business PrePaid 3 Years', 'RB-Business-PrePaid-3Y', '3EY95101AD', 'Business', 'PrePaid 3Y'),
  row('Enterprise PrePaid 1 Year', 'RB-Enterprise-PrePaid-1Y', '3EY95102AB', 'Enterprise', 'PrePaid 1Y'),
  row('Enterprise PrePaid 3 Years', 'RB-Enterprise-PrePaid-3Y', '3EY95102AD', 'Enterprise', 'PrePaid 3Y'),
  row('Business Demo', 'RB-Business-Demo', null, 'Business', 'Demo'),
  row('Enterprise Demo', 'RB-Enterprise-Demo', null, 'Enterprise', 'Demo'),
]

export const offerId = (name: string): string => demoId('offer', name)
