import { badRequest, json, notFound, outOfScope, type Answer } from '../http/answer.ts'
import type { Query } from '../http/query.ts'
import type { Role } from '../tenant/types.ts'
import { get, type Route, type RouteRequest } from '../http/route.ts'
import type { Caller } from '../session.ts'
import type { Store } from '../store/store.ts'

/** Gives the bytes of a sample file by its plain name, such as INV00000150.pdf; null when there is none. */
export type SampleFiles = (name: string) => Promise<Uint8Array | null>

type InvoicingRow = {
  readonly companyId: string
  readonly billingPeriod: string
  readonly invoiceType: 'services' | 'conference'
  readonly fileType: 'INV' | 'CDR'
  readonly invoiceCreationDate: string
  readonly filepath: string
}

const BASE = 'api/rainbow/invoicing/v1.0/invoices'
const roles: readonly Role[] = ['bp_finance', 'admin']

const contentTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
}

const rowsOf = (store: Store): readonly InvoicingRow[] => [
  ...store.consumptionFiles().map((file): InvoicingRow => ({ ...file, fileType: 'CDR' })),
  ...store.invoices().map((invoice): InvoicingRow => ({
    companyId: invoice.companyId,
    billingPeriod: invoice.billingPeriod,
    invoiceType: 'services',
    fileType: 'INV',
    invoiceCreationDate: `${invoice.invoiceDate}T04:20:00.000Z`,
    filepath: invoice.filepath,
  })),
]

/** Finance sees its company's invoices and consumption files, plain administration the consumption files only. */
const visibleTo = (caller: Caller, row: InvoicingRow): boolean =>
  row.companyId === caller.company.id && (row.fileType === 'CDR' || caller.user.roles.includes('bp_finance'))

const period = (query: Query): string | null => {
  const year = query.integer('year', 0, 2000)
  const month = query.integer('month', 0, 1)
  return year === 0 || month === 0 ? null : `${year}-${String(month).padStart(2, '0')}`
}

export const invoicingRoutes = (store: Store, files: SampleFiles): readonly Route[] => {
  const download = async (row: InvoicingRow | undefined, asked: string): Promise<Answer> => {
    const name = row?.filepath.split('/').at(-1)
    const bytes = name === undefined ? null : await files(name)
    if (bytes === null || name === undefined) return notFound('File', asked)
    const type = contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return {
      status: 200,
      headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
      body: { bytes },
    }
  }

  const ofMonth =
    (invoiceType: InvoicingRow['invoiceType']) =>
    ({ caller, query }: RouteRequest): Answer | Promise<Answer> => {
      const companyId = query.id('companyId') ?? caller.company.id
      const billingPeriod = period(query)
      if (query.issues.length > 0) return badRequest(query.issues)
      if (billingPeriod === null) {
        return badRequest([{ param: 'year, month', msg: 'The year and month are required', value: '' }])
      }
      if (companyId !== caller.company.id) return outOfScope(companyId)
      const row = rowsOf(store).find(
        (one) =>
          one.fileType === 'CDR' &&
          one.companyId === companyId &&
          one.invoiceType === invoiceType &&
          one.billingPeriod === billingPeriod,
      )
      return download(row, `of ${invoiceType} in ${billingPeriod}`)
    }

  return [
    // A bare array, without envelope and paging.
    get(BASE, roles, ({ caller, query }) => {
      const companyId = query.id('companyId') ?? caller.company.id
      const billingPeriod = query.text('billingPeriod')
      const invoiceType = query.oneOf('invoiceType', ['services', 'conference'])
      const fileType = query.oneOf('fileType', ['INV', 'CDR'])
      const wrongPeriod = billingPeriod !== null && !/^\d{4}-(0[1-9]|1[0-2])$/.test(billingPeriod)
      const issues = wrongPeriod
        ? [
            ...query.issues,
            { param: 'billingPeriod', msg: 'Invalid billingPeriod: expected YYYY-MM', value: billingPeriod },
          ]
        : query.issues
      if (issues.length > 0) return badRequest(issues)
      if (companyId !== caller.company.id) return outOfScope(companyId)
      return json(
        rowsOf(store).filter(
          (row) =>
            visibleTo(caller, row) &&
            (billingPeriod === null || row.billingPeriod === billingPeriod) &&
            (invoiceType === null || row.invoiceType === invoiceType) &&
            (fileType === null || row.fileType === fileType),
        ),
      )
    }),
    get(`${BASE}/services`, roles, ofMonth('services')),
    get(`${BASE}/conference`, roles, ofMonth('conference')),
    // Only what the register names is looked up: a path never reaches the file system.
    get(`${BASE}/*filepath`, roles, ({ caller, params }) => {
      const filepath = params.filepath ?? ''
      const row = rowsOf(store).find((one) => one.filepath === filepath)
      return row && !visibleTo(caller, row) ? outOfScope(row.companyId) : download(row, filepath)
    }),
  ]
}
