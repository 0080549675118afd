import { describe, expect, it } from 'vitest'
import { parseInvoice, readPdfText, type PdfPage } from '../../electron/engine/imports/readers/index.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { proveInvoice, vatRateOf } from '../../shared/domain/invoice-proof.ts'
import { money, moneyText } from '../../shared/domain/money.ts'
import { changed, failureOf, pagesOf, sample, valueOf } from './reader-fixtures.ts'

const eur = (minor: number) => money(minor, 'EUR')
const july = async (): Promise<readonly PdfPage[]> =>
  valueOf(await readPdfText(sample('INV00000150.pdf'), 'INV00000150.pdf'))
const invoiceOf = (pages: readonly PdfPage[]) => valueOf(parseInvoice(pages, 'INV00000150.pdf'))

describe('INV00000150 from its PDF', () => {
  it('M230, M232-M234: reads the header, dates day first, blank references as null', async () => {
    expect(invoiceOf(await july()).header).toEqual({
      number: 'INV00000150',
      date: '2017-07-01',
      customerNumber: '78608',
      currency: 'EUR',
      amount: eur(14928),
      orderBy: ['Technology Integrator', '85 Crown Street', 'LONDON'],
      invoicedTo: ['Technology Integrator', '85 Crown Street', 'LONDON'],
      vatNumber: null,
      poNumber: null,
      place: { kind: 'pdf', page: 1, line: 3 },
    })
  })
  it('M229, M236-M239, M248, M251: reads the four contract blocks with their printed places', async () => {
    const { lines, subtotals } = invoiceOf(await july())
    const enterprise = {
      title: 'Enterprise subscription',
      productName: 'Rainbow Enterprise Reseller - GA Candidate-Price per user Enterprise',
      periodStart: '2017-07-01',
      periodEnd: '2017-07-31',
      unitPrice: decimal('2.80'),
    }
    const business = {
      ...enterprise,
      title: 'Business subscription',
      productName: 'Rainbow Business Resell - GA Candidate-Price per user Business',
      unitPrice: decimal('1.20'),
    }
    expect(lines).toEqual([
      {
        ...enterprise,
        position: 1,
        contractNumber: 'RB-201706010906',
        quantity: decimal('15'),
        amount: eur(4200),
        place: { kind: 'pdf', page: 1, line: 16 },
      },
      {
        ...business,
        position: 2,
        contractNumber: 'RB-201706010905',
        quantity: decimal('12'),
        amount: eur(1440),
        place: { kind: 'pdf', page: 1, line: 20 },
      },
      {
        ...enterprise,
        position: 3,
        contractNumber: 'RB-201706010904',
        quantity: decimal('20'),
        amount: eur(5600),
        place: { kind: 'pdf', page: 2, line: 5 },
      },
      {
        ...business,
        position: 4,
        contractNumber: 'RB-201706010903',
        quantity: decimal('10'),
        amount: eur(1200),
        place: { kind: 'pdf', page: 2, line: 9 },
      },
    ])
    expect(subtotals.map(({ contractNumber, amount }) => [contractNumber, moneyText(amount)])).toEqual([
      ['RB-201706010906', '42.00'],
      ['RB-201706010905', '14.40'],
      ['RB-201706010904', '56.00'],
      ['RB-201706010903', '12.00'],
    ])
  })
  it('M240: reads the totals, "VTA" included', async () => {
    expect(invoiceOf(await july()).totals).toEqual({
      discount: eur(0),
      net: eur(12440),
      vat: eur(2488),
      total: eur(14928),
      place: { kind: 'pdf', page: 2, line: 13 },
    })
  })
  it('M245: reads which contract is which end customer, with a blank ID', async () => {
    expect(invoiceOf(await july()).references).toEqual([
      {
        contractNumber: 'RB-201706010903',
        endCustomerName: 'Events Communication',
        endCustomerId: null,
        place: { kind: 'pdf', page: 2, line: 17 },
      },
    ])
  })
  it('M240, M241: its arithmetic is proved, at a VAT rate of 20 %', async () => {
    const invoice = invoiceOf(await july())
    expect(proveInvoice(invoice)).toEqual([])
    expect(vatRateOf(invoice.totals.net, invoice.totals.vat)).toEqual(decimal('0.20'))
  })
  it('M204, M220, M228: INV00000234 bills September conferences with October licences, and proves', async () => {
    const invoice = invoiceOf(valueOf(await readPdfText(sample('INV00000234.pdf'), 'INV00000234.pdf')))
    expect(invoice.header.date).toBe('2017-10-02')
    expect(invoice.lines).toHaveLength(10)
    expect(invoice.lines.at(-1)).toMatchObject({
      periodStart: '2017-09-01',
      quantity: decimal('372.5'),
      unitPrice: decimal('0.045'),
      amount: eur(1676),
    })
    expect([invoice.totals.net, invoice.totals.vat, invoice.totals.total].map(moneyText)).toEqual([
      '342.76',
      '68.55',
      '411.31',
    ])
    expect(proveInvoice(invoice)).toEqual([])
  })
})

describe('one wrong digit', () => {
  const cases = [
    ['€42.00', '€43.00', 'line-amount', 1, '43.00', '42.00', 'the amount of a line and its subtotal'],
    ['€2.80', '€2.90', 'line-amount', 1, '42.00', '43.50', 'the unit price of both Enterprise lines'],
    ['€24.88', '€24.98', 'vat', null, '24.98', '24.88', 'the VAT'],
    ['€124.40', '€125.40', 'net', null, '125.40', '124.40', 'the net'],
  ] as const
  for (const [from, to, what, position, printed, computed, where] of cases)
    it(`M240: in ${where} is found where it stands`, async () => {
      const findings = proveInvoice(invoiceOf(changed(await july(), from, to)))
      const [first] = findings
      expect(first).toMatchObject({ code: 'ARITHMETIC', what, position })
      expect([first && moneyText(first.printed), first && moneyText(first.computed)]).toEqual([printed, computed])
      expect(new Set(findings.map((finding) => finding.what))).toEqual(new Set([what]))
    })
  it('in a subtotal alone names the contract, in a quantity the line', async () => {
    const pages = await july()
    const subtotal = proveInvoice(invoiceOf(changed(pages, 'Subtotal_Amount: €56.00', 'Subtotal_Amount: €65.00')))
    expect(subtotal).toMatchObject([
      { what: 'subtotal', position: null, contractNumber: 'RB-201706010904', printed: eur(6500), computed: eur(5600) },
    ])
    const invoice = invoiceOf(pages)
    const lines = invoice.lines.map((line) => (line.position === 3 ? { ...line, quantity: decimal('21') } : line))
    expect(proveInvoice({ ...invoice, lines })).toMatchObject([
      { what: 'line-amount', position: 3, contractNumber: 'RB-201706010904' },
    ])
  })
  it('in the total is found although the header repeats it', async () => {
    const findings = proveInvoice(invoiceOf(changed(await july(), '€149.28', '€194.28')))
    expect(findings).toMatchObject([{ what: 'total', printed: eur(19428), computed: eur(14928) }])
  })
})

describe('other invoices', () => {
  it('M230: names the labels that are missing, and does not call a letter an invoice', async () => {
    const pages = await july()
    const noNumber = parseInvoice(changed(pages, 'Invoice N° :', 'Document'), 'x.pdf')
    expect(failureOf(noNumber)).toEqual({
      code: 'PDF_NOT_AN_INVOICE',
      params: { file: 'x.pdf', missing: 'Invoice N°' },
    })
    const noTotals = parseInvoice(changed(changed(pages, 'VTA:', '-'), 'Net Payable:', '-'), 'x.pdf')
    expect(failureOf(noTotals).params.missing).toBe('Net Payable, VTA / VAT')
    const letter = parseInvoice(pagesOf([['Dear Sir,'], ['please find our offer.']]), 'x.pdf')
    expect(failureOf(letter).params.missing).toBe(
      'Invoice N°, Date, Currency, Contrat N°, Net Payable, VTA / VAT, Total',
    )
  })
  it('V04, V05, V08: reads French and German labels with decimal commas', () => {
    const localised = (labels: Record<'number' | 'date' | 'contract' | 'subtotal' | 'net' | 'vat' | 'total', string>) =>
      pagesOf([
        [`${labels.number} : INV00000900`, `${labels.date} : 31/07/2017`],
        ['Enterprise subscription'],
        [`${labels.contract}: RB-201706010906`],
        ['Rainbow Enterprise', '01/07/2017 - 31/07/2017', '1 500', '2,80 €', '4 200,00 €'],
        ['', '', '', '', `${labels.subtotal}: 4 200,00 €`],
        ['', '', '', `${labels.net}:`, '4 200,00 €'],
        ['', '', '', `${labels.vat}:`, '840,00 €'],
        ['', '', '', `${labels.total}:`, '5 040,00 €'],
      ])
    for (const labels of [
      {
        number: 'Facture N°',
        date: 'Date',
        contract: 'Contrat N°',
        subtotal: 'Sous-total',
        net: 'Net à payer',
        vat: 'TVA 20 %',
        total: 'Total TTC',
      },
      {
        number: 'Rechnungsnummer',
        date: 'Rechnungsdatum',
        contract: 'Vertragsnummer',
        subtotal: 'Zwischensumme',
        net: 'Nettobetrag',
        vat: 'MwSt. (20%)',
        total: 'Gesamtbetrag',
      },
      {
        number: 'Factura N°',
        date: 'Fecha',
        contract: 'Contrato N°',
        subtotal: 'Subtotal',
        net: 'Neto a pagar',
        vat: 'IVA',
        total: 'Total',
      },
      {
        number: 'Fattura N°',
        date: 'Data',
        contract: 'Contratto N°',
        subtotal: 'Subtotale',
        net: 'Netto a pagare',
        vat: 'IVA',
        total: 'Totale',
      },
    ]) {
      const invoice = invoiceOf(localised(labels))
      expect(invoice.header).toMatchObject({ number: 'INV00000900', date: '2017-07-31', currency: 'EUR' })
      expect(invoice.lines[0]).toMatchObject({
        contractNumber: 'RB-201706010906',
        quantity: decimal('1500'),
        amount: eur(420000),
      })
      expect(invoice.subtotals).toHaveLength(1)
      expect(proveInvoice(invoice)).toEqual([])
    }
  })
  it('joins a product name that wraps, above or below its figures, but not the title of the next block', () => {
    const pages = pagesOf([
      ['Invoice N° : INV1', 'Date : 01/07/2017', 'Currency: EUR'],
      ['Enterprise subscription'],
      ['Contrat N°: RB-201706010906'],
      ['Rainbow Enterprise Reseller -', '01/07/2017 - 31/07/2017', '15', '€2.80', '€42.00'],
      ['GA Candidate'],
      ['', '', '', '', 'Subtotal_Amount: €42.00'],
      ['Business subscription'],
      ['Contrat N°: RB-201706010905'],
      ['Rainbow Business'],
      ['', '01/07/2017 - 31/07/2017', '12', '€1.20', '€14.40'],
      ['', '', '', '', 'Subtotal_Amount: €14.40'],
      ['', '', '', 'Net Payable:', '€56.40'],
      ['', '', '', 'VTA:', '€11.28'],
      ['', '', '', 'Total:', '€67.68'],
    ])
    const close = pages.map((page) => ({ ...page, lines: page.lines.map((line, i) => ({ ...line, y: i * 12 })) }))
    const { lines } = invoiceOf(close)
    expect(lines.map(({ title, productName }) => [title, productName])).toEqual([
      ['Enterprise subscription', 'Rainbow Enterprise Reseller - GA Candidate'],
      ['Business subscription', 'Rainbow Business'],
    ])
  })
  it('reports progress by page and stops when cancelled', async () => {
    const seen: string[] = []
    const progress = { onProgress: (done: number, total: number) => void seen.push(`${String(done)}/${String(total)}`) }
    await readPdfText(sample('INV00000150.pdf'), 'x.pdf', progress)
    expect(seen).toEqual(['1/2', '2/2'])
    const cancelled = await readPdfText(sample('INV00000150.pdf'), 'x.pdf', { cancelled: () => true })
    expect(failureOf(cancelled).code).toBe('CANCELLED')
  })
})
