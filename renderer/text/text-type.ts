import type { en } from './en/index.ts'

/** The shape of every language: a key that is missing or too many is a type error. */
export type Text = typeof en

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`
}[keyof T & string]

/** Every text by its path, such as 'shell.nav.invoices'. */
export type TextKey = Keys<Text>
