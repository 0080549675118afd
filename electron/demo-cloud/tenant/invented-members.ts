import type { MemberFacts } from './members.ts'

/**
 * Where the deck gives only a count of allocated licences, these invented people hold them. Sistemos: M178 counts 5
 * Essential, 10 Business and 17 Enterprise now; M247 shows 2, 2 and 2 in June, hence two joining dates (X10).
 */
const sistemos = (lines: readonly string[], licence: MemberFacts['licence'], early: number): MemberFacts[] =>
  lines.map((name, index) => ({
    company: 'Sistemos',
    name,
    domain: 'sistemos.loc',
    country: 'ESP',
    licence,
    rights: '',
    joined: index < early ? '2017-06-02T08:00:00.000Z' : '2017-09-18T08:00:00.000Z',
    assigned: index < early ? '2017-06-06T08:30:00.000Z' : '2017-09-20T08:30:00.000Z',
    assignedBy: 'lucia.moreno@sistemos.loc',
  }))

const essential = ['Hugo Delgado', 'Marta Iglesias', 'Pablo Serrano', 'Elena Vidal', 'Diego Cano']
const business = [
  'Irene Molina',
  'Javier Ortega',
  'Nuria Campos',
  'Alberto Rubio',
  'Carmen Soler',
  'Rafael Prieto',
  'Silvia Marín',
  'Tomás Herrero',
  'Beatriz Lozano',
  'Óscar Benítez',
]
const enterprise = [
  'Lucía Moreno',
  'Sergio Navarro',
  'Ana Castillo',
  'Jorge Medina',
  'Raquel Fuentes',
  'Manuel Reyes',
  'Patricia Nieto',
  'Adrián Pascual',
  'Cristina Rivas',
  'Fernando Gallego',
  'Laura Esteban',
  'Miguel Carrasco',
  'Teresa Aguilar',
  'Andrés Bravo',
  'Pilar Cortés',
  'Víctor Santana',
  'Inés Montero',
]

const other = (
  company: string,
  name: string,
  joined: string,
  more: Partial<Pick<MemberFacts, 'licence' | 'rights' | 'assigned'>> = {},
): MemberFacts => ({
  company,
  name,
  domain: `${company.toLowerCase().replaceAll(' ', '-')}.loc`,
  country: 'FRA',
  licence: 'Essential',
  rights: '',
  joined,
  assigned: null,
  assignedBy: null,
  ...more,
})

export const inventedMembers: readonly MemberFacts[] = [
  ...sistemos(essential, 'Essential', 2),
  ...sistemos(business, 'Business', 2),
  ...sistemos(enterprise, 'Enterprise', 2).map((m, i): MemberFacts => (i === 0 ? { ...m, rights: 'Admin / Sell' } : m)),
  other('SoundTrack', 'Claire Fontaine', '2017-06-13T09:00:00.000Z', { rights: 'Admin / Sell' }), // M176: Essential 1
  other('Atlantic Networks', 'Yann Le Goff', '2017-08-17T09:00:00.000Z', {
    rights: 'Admin / Sell',
    licence: 'Enterprise',
    assigned: '2017-08-22T09:10:00.000Z',
  }),
  other('Atlantic Networks', 'Maëlle Kerviel', '2017-08-23T09:00:00.000Z', {
    licence: 'Business',
    assigned: '2017-08-23T09:20:00.000Z',
  }),
  other('Atlantic Networks', 'Erwan Tanguy', '2017-08-23T09:05:00.000Z', {
    licence: 'Business',
    assigned: '2017-08-23T09:21:00.000Z',
  }),
  other('Atlantic Networks', 'Solenn Riou', '2017-08-24T09:00:00.000Z'),
  // M175: Interior Designer, Essential 6
  other('Interior Designer', 'Camille Perrin', '2017-06-07T09:00:00.000Z', { rights: 'Administrator' }),
  other('Interior Designer', 'Louis Garnier', '2017-06-08T09:00:00.000Z'),
  other('Interior Designer', 'Manon Dupuis', '2017-06-08T09:10:00.000Z'),
  other('Interior Designer', 'Théo Lambert', '2017-06-09T09:00:00.000Z'),
  other('Interior Designer', 'Jade Moreau', '2017-06-12T09:00:00.000Z'),
  other('Interior Designer', 'Nathan Roche', '2017-06-12T09:30:00.000Z'),
  // M159: Advanced Telephony, Essential 1
  other('Advanced Telephony', 'Olivier Besson', '2017-10-03T09:00:00.000Z', { rights: 'Administrator' }),
  other('Greentree', 'Anne Lemaire', '2017-10-17T09:00:00.000Z', { rights: 'Administrator' }),
  other('Declic', 'Bruno Charpentier', '2017-10-17T10:00:00.000Z', { rights: 'Administrator' }),
]
