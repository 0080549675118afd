import { describe, expect, it } from 'vitest'
import { dayOption } from '../../electron/host/cli/day-option.ts'

describe('a date on the command line', () => {
  it.each([
    ['begin', '2017-10-01', '2017-10-01T00:00:00.000Z'],
    ['end', '2017-10-01', '2017-10-01T23:59:59.999Z'],
    ['end', '2016-02-29', '2016-02-29T23:59:59.999Z'],
    ['begin', '2017-10-01T12:00+02:00', '2017-10-01T10:00:00.000Z'],
    ['end', '2017-10-01T12:00:30Z', '2017-10-01T12:00:30.000Z'],
  ] as const)('%s of %s is %s', (edge, text, instant) => {
    expect(dayOption(edge)(text)).toBe(instant)
  })
  it.each(['', 'yesterday', '2017-02-29', '2017-13-01', '2017-1-1', '01/10/2017', '2017-10-01T25:00Z', '2017-10-01T12:00', '2017-10-01 12:00Z'])(
    'refuses %j', (text) => {
      expect(() => dayOption('end')(text)).toThrow('YYYY-MM-DD')
    },
  ) // prettier-ignore
})
