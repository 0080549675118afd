/** What an endpoint answers: a JSON value, or the bytes of a file. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly json: unknown } | { readonly bytes: Uint8Array }
}

export type ValidationIssue = { readonly param: string; readonly msg: string; readonly value: string }

export const json = (value: unknown, status = 200): Answer => ({ status, headers: {}, body: { json: value } })

/** The envelope of one object; login, renew and the invoicing list go without. */
export const single = (data: unknown): Answer => json({ data })

const messages: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/**
 * Rainbow's error body. `errorDetails` comes in three shapes, and clients must take them all: text, an object, or the
 * array of validation issues. `errorDetailsCode` is the status and three more digits.
 */
export const rainbowError = (
  status: number,
  errorDetails: string | Readonly<Record<string, unknown>> | readonly ValidationIssue[],
  detail = '000',
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers,
  body: {
    json: {
      errorCode: status,
      errorMsg: messages[status] ?? 'Error',
      errorDetails,
      errorDetailsCode: Number(`${status}${detail}`),
    },
  },
})

export const badRequest = (issues: readonly ValidationIssue[]): Answer => rainbowError(400, issues)

/** Nothing is wrong with the request; a rule of the cloud does not allow it. */
export const refused = (errorDetails: string | Readonly<Record<string, unknown>>, detail = '000'): Answer =>
  rainbowError(403, errorDetails, detail)

export const conflict = (errorDetails: string | Readonly<Record<string, unknown>>, detail = '000'): Answer =>
  rainbowError(409, errorDetails, detail)

/** A deletion's answer; so do other writes that have nothing to show. */
export const done = (status: string, data?: unknown): Answer => json(data === undefined ? { status } : { status, data })

export const notFound = (what: string, id: string): Answer => rainbowError(404, `${what} ${id} does not exist`)

export const outOfScope = (companyId: string): Answer =>
  rainbowError(403, `The administrator is not in charge of company ${companyId}`, '301')
