import type { Failure } from '../../../shared/contract/failure.ts'
import type { MadeFile, QuoteSettings } from '../../../shared/contract/quotes.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { makePdf } from './paper/make-pdf.ts'
import { paperDocument } from './paper/paper-document.ts'
import type { Paper } from './paper/paper.ts'
import { damagedLogo } from './settings.ts'

/** What the worker does for quotes: the PDF of a version, or a try whether a logo can be drawn. */
export type QuotePdfTask = { readonly kind: 'quote-pdf'; readonly paper: Paper }
export type LogoTask = { readonly kind: 'quote-logo'; readonly logo: NonNullable<QuoteSettings['logo']> }
export type QuoteTask = QuotePdfTask | LogoTask
export type QuoteAnswer = MadeFile | { readonly drawn: true }

type Context = { readonly resourcesDir: string }

export const quotePdfInWorker = async (
  { paper }: QuotePdfTask,
  context: Context,
): Promise<Result<MadeFile, Failure>> => {
  const bytes = await makePdf(paperDocument(paper), context.resourcesDir)
  return ok({
    fileName: `${paper.number}-v${String(paper.version)}.pdf`,
    mediaType: 'application/pdf',
    base64: Buffer.from(bytes).toString('base64'),
  })
}

/** A picture that only begins like one is found when it is chosen, not when the first quote is sent. */
export const logoInWorker = async ({ logo }: LogoTask, context: Context): Promise<Result<{ drawn: true }, Failure>> => {
  try {
    await makePdf(
      { content: [{ image: logo, fit: [170, 56] }], defaultStyle: { font: 'Roboto' } },
      context.resourcesDir,
    )
    return ok({ drawn: true })
  } catch (error) {
    return fail(damagedLogo(error instanceof Error ? error.message : String(error)))
  }
}
