import { demoId } from '../tenant/demo-id.ts'
import type { DemoCompany } from '../tenant/types.ts'
import { createCompanyNames } from './company-names.ts'
import { GENERATED_FROM, type Generator } from './generator.ts'
import { companySizes } from './sizes.ts'
import { vocabularies, type Vocabulary } from './vocabulary.ts'

/** A company with what the other generators need to know of it. */
export type Planned = {
  readonly company: DemoCompany
  readonly words: Vocabulary
  readonly domain: string
  /** How many members it gets; none while it initialises. */
  readonly members: number
}

const RESELLERS = 0.08
const OF_RESELLERS = 0.2
/** End customers whose first administrator has not joined yet. */
const INITIALISING = 0.03
/** Customers of the distributor that share a PBX with others. */
const CENTREX = 0.02

const sizeOf = (members: number): string => {
  if (members <= 1) return 'self-employed'
  if (members <= 10) return '1-10 employees'
  if (members <= 50) return '11-50 employees'
  if (members <= 200) return '51-200 employees'
  if (members <= 500) return '201-500 employees'
  if (members <= 1000) return '501-1000 employees'
  return members <= 5000 ? '1001-5000 employees' : '5001-10,000 employees'
}

const activities = ['NONE', 'C', 'F', 'G', 'H', 'I', 'J', 'K', 'M', 'Q']

const british = vocabularies.find(({ country }) => country === 'GBR')!

const wordsFor = (draw: number): Vocabulary => {
  let left = draw
  for (const words of vocabularies) {
    if (left < words.share) return words
    left -= words.share
  }
  return vocabularies[0]!
}

type Kind = { readonly type: 'VAD' | 'IR' | 'EC'; readonly bpId: string | null }

const companyOf = (
  { random, id, instant }: Generator,
  planned: Omit<Planned, 'company'> & {
    readonly name: string
    readonly index: number
    readonly from: string | undefined
    /** An end customer that the distributor manages itself. */
    readonly underDistributor: boolean
  },
  { type, bpId }: Kind,
): DemoCompany => {
  const { words, domain, members, name, index } = planned
  const creationDate = type === 'VAD' ? GENERATED_FROM : instant(planned.from)
  const partner = type !== 'EC'
  const premium = partner || random.chance(0.45)
  const mayUpdate = premium && random.chance(0.3)
  const isCentrex = planned.underDistributor && random.chance(CENTREX)
  return {
    id: id('company', creationDate),
    name,
    creationDate,
    statusUpdatedDate: creationDate,
    country: words.country,
    street: null,
    city: random.chance(0.6) ? random.pick(words.cities) : null,
    currency: 'EUR',
    status: members === 0 ? 'initializing' : !partner && random.chance(0.01) ? 'hold' : 'active',
    visibility: random.chance(0.1) ? 'private' : 'public',
    slogan: null,
    description: null,
    website: random.chance(0.4) ? `https://www.${domain}` : null,
    size: sizeOf(members),
    economicActivityClassification: random.pick(activities),
    offerType: premium ? 'premium' : 'freemium',
    isBP: partner,
    bpType: partner ? type : null,
    bpBusinessModel: partner ? 'resell' : null,
    bpHasRightToConnect: true,
    bpHasRightToSell: partner,
    bpApplicantNumber: partner ? String(70_000 + index) : null,
    bpId,
    externalReference: random.chance(0.6) ? `${type}-${String(index).padStart(6, '0')}` : null,
    externalReference2: null,
    supportEmail: random.chance(0.4) ? `support@${domain}` : null,
    adminHasRightToUpdateSubscriptions: mayUpdate,
    adminAllowedUpdateSubscriptionsOps: mayUpdate && random.chance(0.5) ? 'all' : 'increase_only',
    isCentrex,
    companyCallNumber: isCentrex ? String(1000 + index) : null,
    organisationId: null,
    catalogId: demoId('catalog', 'distributors'),
  }
}

/** The distributor first, then its resellers, then end customers of the one and the others. */
export const generateCompanies = (generator: Generator, companies: number): readonly Planned[] => {
  const { random } = generator
  const names = createCompanyNames(random)
  const sizes = companySizes(companies, random)
  const resellerCount = Math.round(companies * RESELLERS)
  const planned: Planned[] = []
  for (let index = resellerCount + 2; index < companies; index += 1) {
    if (!random.chance(INITIALISING)) continue
    sizes[index - 1]! += sizes[index]!
    sizes[index] = 0
  }

  const add = (index: number, type: Kind['type'], parent: DemoCompany | null): void => {
    const words = type === 'VAD' ? british : wordsFor(random.next())
    const named = type === 'VAD' ? { name: 'Technology Integrator', domain: 'tech-integrator.loc' } : names.next(words)
    const members = sizes[index]!
    const facts = { words, members, domain: named.domain }
    const bpId = parent?.id ?? null
    const underDistributor = type === 'EC' && parent?.bpType === 'VAD'
    const more = { name: named.name, index, from: parent?.creationDate, underDistributor }
    const company = companyOf(generator, { ...facts, ...more }, { type, bpId })
    planned.push({ ...facts, company })
  }

  add(0, 'VAD', null)
  const own = planned[0]!.company
  for (let index = 1; index < companies; index += 1) {
    const ofReseller = index > resellerCount && resellerCount > 0 && random.chance(OF_RESELLERS)
    const parent = ofReseller ? planned[random.integer(1, resellerCount)]!.company : own
    add(index, index <= resellerCount ? 'IR' : 'EC', parent)
  }
  return planned
}
