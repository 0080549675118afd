export { logoInWorker, quotePdfInWorker, type LogoTask, type QuoteAnswer, type QuotePdfTask } from './pdf.ts'
export { compareQuote, getQuote, listQuotes } from './queries.ts'
export { createQuotes, type Quotes } from './quotes.ts'
