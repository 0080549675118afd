import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CdrRow, ServiceCdrRow } from '../../shared/domain/cdr.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import type { Invoice } from '../../shared/domain/invoice.ts'
import { lineAmount, money } from '../../shared/domain/money.ts'
import { reconcile, type ReconcileInput } from '../../shared/domain/reconcile/index.ts'
import type { ExpectedContract } from '../../shared/domain/reconciliation.ts'
import { seedCdr, seedInput, seedInvoice } from '../support/reconcile-seed.ts'

const plans = [
  { name: 'Business', reference: '3EY95002AA', price: decimal('1.20') },
  { name: 'Enterprise', reference: '3EY95003AA', price: decimal('2.80') },
] as const

type Case = {
  readonly invoice: Invoice
  readonly rows: readonly ServiceCdrRow[]
  readonly expected: readonly ExpectedContract[]
}

/** Contracts that reconcile: each with 1 to 500 licences on the invoice, in the CDR and in the estate. */
const build = (contracts: readonly (readonly [licences: number, plan: number])[]): Case => {
  const [line] = seedInvoice.lines
  const [row] = seedCdr
  const [known] = seedInput.expected ?? []
  if (!line || !row || !known) throw new Error('the sample is empty')
  const all = contracts.map(([licences, at], index) => {
    const plan = plans[at % 2] ?? plans[0]
    const quantity = { units: licences, scale: 0 }
    return {
      plan,
      quantity,
      index,
      contractNumber: `RB-2017060${String(10_000 + index)}`,
      amount: lineAmount(quantity, plan.price, 'EUR'),
    }
  })
  return {
    invoice: {
      ...seedInvoice,
      references: [],
      lines: all.map(({ plan, quantity, index, contractNumber, amount }) => ({
        ...line,
        position: index + 1,
        contractNumber,
        quantity,
        unitPrice: plan.price,
        amount,
        place: { kind: 'pdf', page: 1, line: index + 1 },
      })),
    },
    rows: all.map(({ plan, quantity, index, contractNumber, amount }) => ({
      ...row,
      contractNumber,
      endCustomerName: `Customer ${index}`,
      servicePlan: plan.name,
      commercialReference: plan.reference,
      quantity,
      unitPrice: plan.price,
      amount,
      place: { kind: 'sheet', sheet: 'RB-SERV', row: index + 3 },
    })),
    expected: all.map(({ plan, quantity, index, contractNumber }) => ({
      ...known,
      contractNumber,
      companyName: `Customer ${index}`,
      offerName: plan.name,
      commercialReference: plan.reference,
      quantity,
    })),
  }
}

const cases = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(1)), { minLength: 1, maxLength: 30 })
  .map(build)

const run = ({ invoice, rows, expected }: Omit<Case, 'rows'> & { readonly rows: readonly CdrRow[] }) => {
  const input: ReconcileInput = { ...seedInput, register: null, invoice, expected, cdr: { rows, evidence: 'cdr' } }
  return reconcile(input)
}

const sum = (minors: readonly number[]): bigint => minors.reduce((total, minor) => total + BigInt(minor), 0n)

type Mutation = 'quantity' | 'price' | 'amount' | 'dropped' | 'doubled'
const mutations = fc.constantFrom<Mutation>('quantity', 'price', 'amount', 'dropped', 'doubled')

/** The mutated rows and, by other means than the code's, what the line must differ by in cents. */
const mutate = (
  rows: readonly ServiceCdrRow[],
  at: number,
  mutation: Mutation,
  by: number,
): { readonly rows: readonly ServiceCdrRow[]; readonly difference: number } => {
  const row = rows[at]
  if (!row) throw new Error('no row to mutate')
  const [licences, cents] = [row.quantity.units, row.unitPrice.units]
  const replaced = (change: Partial<ServiceCdrRow>) => rows.with(at, { ...row, ...change })
  switch (mutation) {
    case 'quantity':
      return { rows: replaced({ quantity: { units: licences + by, scale: 0 } }), difference: -by * cents }
    case 'price':
      return { rows: replaced({ unitPrice: { units: cents + by, scale: 2 } }), difference: -by * licences }
    case 'amount':
      return { rows: replaced({ amount: money(row.amount.minor + by, 'EUR') }), difference: -by }
    case 'dropped':
      return { rows: rows.toSpliced(at, 1), difference: licences * cents }
    case 'doubled': {
      const copy: ServiceCdrRow = { ...row, place: { kind: 'sheet', sheet: 'RB-SERV', row: 1000 + at } }
      return { rows: [...rows, copy], difference: -licences * cents }
    }
  }
}

const byAnything = fc.integer({ min: -100, max: 100 }).filter((by) => by !== 0)

describe('reconcile (F06)', () => {
  it('a matching invoice, CDR and estate have no difference and no finding', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const result = run(each)
        expect(result.findings).toEqual([])
        expect(result.difference.minor).toBe(0)
        expect(result.lines.every(({ status }) => status === 'matched')).toBe(true)
      }),
    )
  })

  it('V34: a mutation of one CDR row changes exactly that line, by quantity x price', () => {
    fc.assert(
      fc.property(cases, fc.nat(), mutations, byAnything, (each, seed, mutation, by) => {
        const at = seed % each.rows.length
        const before = run(each)
        const mutated = mutate(each.rows, at, mutation, by)
        const after = run({ ...each, rows: mutated.rows })
        expect(after.lines.filter((_, index) => index !== at)).toEqual(before.lines.filter((_, index) => index !== at))
        expect(after.lines[at]?.difference.minor).toBe(mutated.difference)
        expect(after.lines[at]?.status).toBe(mutation === 'doubled' ? 'duplicate' : 'differs')
        expect(after.lines[at]?.differsFrom).toEqual(['cdr'])
        expect(after.difference.minor).toBe(mutated.difference)
        expect(after.findings.length).toBeGreaterThan(0)
        expect(after.findings.every((found) => found.contractNumber === after.lines[at]?.contractNumber)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('many mutations together: the line differences add up to the difference, in any order of rows and contracts', () => {
    const scripts = fc.array(fc.tuple(fc.nat(), mutations, byAnything), { maxLength: 8 })
    fc.assert(
      fc.property(cases, scripts, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (each, script, keys) => {
        const rows = script.reduce<readonly ServiceCdrRow[]>(
          (before, [seed, mutation, by]) =>
            before.length === 0 ? before : mutate(before, seed % before.length, mutation, by).rows,
          each.rows,
        )
        const result = run({ ...each, rows })
        expect(BigInt(result.difference.minor)).toBe(sum(result.lines.map(({ difference }) => difference.minor)))
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((item, index) => ({ item, key: keys[index] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item)
        expect(run({ ...each, rows: shuffled(rows), expected: shuffled(each.expected) })).toEqual(result)
      }),
      { numRuns: 300 },
    )
  })
})
