const SPACE = /\s/g

/** The join key of invoice, CDR and estate (M244): as printed, but in capitals and without white space. */
export const contractKey = (contractNumber: string): string => contractNumber.replace(SPACE, '').toUpperCase()
