import type { Place } from '../../shared/domain/evidence.ts'
import type { Translate } from '../text/index.ts'

/** A place in words: page and line, sheet and row, or what the row is from. */
export const placeText = (place: Place, t: Translate): string => {
  switch (place.kind) {
    case 'pdf':
      return t('place.pdf', { page: place.page, line: place.line })
    case 'sheet':
      return t('place.sheet', { sheet: place.sheet, row: place.row })
    case 'history':
      return t('place.history')
    case 'price':
      return t('place.price', { list: place.priceListId, reference: place.commercialReference })
    case 'register':
      return t('place.register', { number: place.invoiceNumber })
  }
}
