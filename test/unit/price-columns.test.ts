import { describe, expect, it } from 'vitest'
import { currenciesInTitle, currencyCode, priceField, pricePeriod } from '../../shared/domain/parsing/price-columns.ts'

describe('column titles of a price list', () => {
  it.each([
    ['commercialReference', ['Reference', 'RÉFÉRENCE', 'Artikel-Nr.', 'Referencia comercial', 'Riferimento']],
    ['offerName', ['Designation', 'Offer', 'Désignation', 'Bezeichnung', 'Designación', 'Descrizione']],
    ['unitPrice', ['Unit price', 'Prix unitaire', 'Einzelpreis', 'Precio unitario', 'Prezzo unitario']],
    ['unitPrice', ['Unit price (EUR excl. VAT)', 'Prix unitaire HT €', 'Preis pro Nutzer und Monat', 'Prix mensuel']],
    ['unitPrice', ['Price per user/month', 'Precio sin IVA', 'Prix d’achat', "Prix d'achat"]],
    ['currency', ['Currency', 'Devise', 'Währung', 'Moneda', 'Valuta']],
    ['per', ['Period', 'Billing', 'Période', 'Abrechnung', 'Facturación', 'Fatturazione', 'per']],
    ['invoiceNames', ['Alias', 'Name on invoice', 'Rechnungstext', 'Nombre en factura']],
    [null, ['', 'EUR', 'net', 'Quantity', 'Total price', 'Old unit price', 'Comment']],
  ] as const)('are read in five languages as %s', (field, titles) => {
    expect(titles.map((title) => [title, priceField(title)])).toEqual(titles.map((title) => [title, field]))
  })
})

describe('what a price is for', () => {
  it.each([
    [
      'user-month',
      ['monthly', 'per user and month', 'mensuel', 'Par utilisateur et par mois', 'monatlich', 'mes', 'Mensile'],
    ],
    ['term', ['3 years', '3Y', 'PrePaid', '36 months', '1 an', '5 Jahre', 'Laufzeit', '3 años', '1 anno', 'prépayé']],
    ['minute', ['per minute', 'Minute', 'minuto', 'pro Min.', 'al minuto']],
    // A yearly price of a term of three years would be a third of it.
    [
      'unknown',
      ['', 'yearly', 'per year', 'year', 'once', 'per TB', '3 years, billed monthly', 'month or minute', '17'],
    ],
  ] as const)('is %s, and unknown where it is not clear (X21)', (per, texts) => {
    expect(texts.map((text) => [text, pricePeriod(text)])).toEqual(texts.map((text) => [text, per]))
  })
})

describe('currencies', () => {
  it('are ISO codes, their signs and the Euro in words', () => {
    expect(['EUR', 'eur ', '€', 'Euros', '$', 'CHF', 'Taler', 'XYZ', ''].map(currencyCode)).toEqual([
      'EUR', 'EUR', 'EUR', 'EUR', 'USD', 'CHF', null, null, null,
    ]) // prettier-ignore
  })

  it('are found in titles, but not in words', () => {
    expect(currenciesInTitle('Unit price (EUR)')).toEqual(['EUR'])
    expect(currenciesInTitle('Prix € / $')).toEqual(['EUR', 'USD'])
    expect(currenciesInTitle('PRICE FOR ALL EUROPE')).toEqual([])
  })
})
