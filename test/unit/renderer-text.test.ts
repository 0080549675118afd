import { describe, expect, test } from 'vitest'
import { findingParams } from '../../renderer/ui/finding-params.ts'
import type { Format } from '../../renderer/ui/use-format.ts'
import { languages, type Text, texts } from '../../renderer/text/index.ts'
import { failure, failureCodes } from '../../shared/contract/failure.ts'
import { failureTextEn } from '../../shared/contract/failure-text/en.ts'
import { failureTextFr } from '../../shared/contract/failure-text/fr.ts'
import { failureText } from '../../shared/contract/failure-text/index.ts'
import { findingCodes } from '../../shared/domain/reconciliation.ts'

type Tree = string | { readonly [key: string]: Tree }

const flat = (tree: Tree, path: string): readonly (readonly [string, string])[] =>
  typeof tree === 'string'
    ? [[path, tree]]
    : Object.entries(tree).flatMap(([key, below]) => flat(below, `${path}.${key}`))

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()
const all = (text: Text): ReadonlyMap<string, string> => new Map(flat(text, 'text'))
const english = all(texts.en)

describe.each(languages.filter((language) => language !== 'en'))('the words in %s', (language) => {
  const own = all(texts[language])

  test('are there for every English text and for no other', () => {
    expect([...own.keys()]).toEqual([...english.keys()])
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('have the same placeholders and the same plural forms', () => {
    for (const [key, text] of english) {
      const other = own.get(key) ?? ''
      expect([key, placeholders(other)]).toEqual([key, placeholders(text)])
      expect([key, other.split(' | ').length]).toEqual([key, text.split(' | ').length])
    }
  })
})

describe('failures in words', () => {
  test('each code has the same placeholders in both languages', () => {
    for (const code of failureCodes) {
      for (const part of ['message', 'kept', 'next'] as const)
        expect([code, part, placeholders(failureTextFr[code][part])]).toEqual([
          code,
          part,
          placeholders(failureTextEn[code][part]),
        ])
    }
  })

  test('params are filled in; one that is missing becomes a question mark', () => {
    expect(failureText(failure('PORT_IN_USE', { port: '4000' }), 'en').message).toBe(
      'Port 4000 on this computer is in use.',
    )
    expect(failureText(failure('CDR_MISSING'), 'fr').message).toBe('Il n’y a pas de rapport de consommation pour ?.')
  })
})

describe('findings in words', () => {
  test('every code has a sentence', () => {
    for (const language of languages)
      expect(Object.keys(texts[language].reconciliation.finding).toSorted()).toEqual([...findingCodes].toSorted())
  })

  test('X08: dates are shown in the language, sources by their names, nothing as a dash', () => {
    const format = { date: (date: string) => `<${date}>` } as Format
    const known = (path: string): string | null => (path === 'reconciliation.sourceName.cdr' ? 'CDR' : null)
    const params = { register: '2017-09-01', dueDate: '', in: 'cdr, estate' }
    expect(findingParams({ contractNumber: null, params }, format, known)).toEqual({
      contract: '–',
      register: '<2017-09-01>',
      dueDate: '–',
      in: 'CDR, estate',
    })
  })
})
