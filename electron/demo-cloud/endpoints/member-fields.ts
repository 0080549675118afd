import type { Body } from '../http/body.ts'
import type { DemoUser } from '../tenant/types.ts'
import { COUNTRY, EMAIL } from './company-fields.ts'

const LANGUAGE = /^[a-z]{2}(-[A-Z]{2})?$/
const moreTexts = ['title', 'jobTitle', 'timezone', 'visibility', 'accountType'] as const

const present = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const records = (body: Body, name: string): unknown => {
  const value = body.fields[name]
  if (value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'object'))) return value
  body.reject(name, `Invalid ${name}`)
  return undefined
}

/** The fields of a member, but for rights, address and password, which have rules of their own. */
export const readMember = (body: Body): Partial<DemoUser> => {
  const more = present({
    ...Object.fromEntries(moreTexts.map((name) => [name, body.text(name, { max: 255 })])),
    isInitialized: body.flag('isInitialized'),
    timeToLive: body.integer('timeToLive', -1),
    authenticationType: body.oneOf('authenticationType', ['DEFAULT', 'RAINBOW', 'SAML']),
    emails: records(body, 'emails'),
  })
  return present({
    firstName: body.has('firstName') ? body.required('firstName', { max: 255 }) : undefined,
    lastName: body.has('lastName') ? body.required('lastName', { max: 255 }) : undefined,
    country: body.has('country') ? body.required('country', { pattern: COUNTRY }) : undefined,
    language: body.has('language') ? body.required('language', { pattern: LANGUAGE }) : undefined,
    isActive: body.flag('isActive'),
    loginEmail: body.has('loginEmail') ? body.required('loginEmail', { pattern: EMAIL, max: 320 }) : undefined,
    more: Object.keys(more).length > 0 ? more : undefined,
  })
}
