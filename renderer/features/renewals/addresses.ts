/** The subscription with its panel open, where its number can be changed. */
export const subscriptionAddress = ({
  companyId,
  subscriptionId,
}: {
  readonly companyId: string
  readonly subscriptionId: string
}): string => `/companies/${encodeURIComponent(companyId)}/subscriptions?select=${encodeURIComponent(subscriptionId)}`

/** A new quote with what is used as the new number; none is below 1. */
export const quoteAddress = ({
  companyId,
  subscriptionId,
  allocated,
}: {
  readonly companyId: string
  readonly subscriptionId: string
  readonly allocated: number
}): { readonly path: string; readonly query: Readonly<Record<string, string>> } => ({
  path: '/quotes/new',
  query: { companyId, subscriptionId, quantity: String(Math.max(1, allocated)) },
})
