import { expect, test } from 'vitest'
import { allOf, awayBook, holidayTables, lastSeen, rosterAvailability, rosterCalendar, workingHours } from '../../src/door/availability.js'
import { errorOf } from '../../src/testing/storeContractCase.js'

const clock = () => 0
const tables = holidayTables({ DE: {} })
const seen = { at: () => 0, within: { hours: 1 }, never: 'away' }

test.each<[string, (...options: never[]) => unknown, readonly unknown[], readonly (readonly (string | number)[])[]]>([
  ['the tables themselves', rosterCalendar, [tables], [['names'], ['of']]],
  ['tables that were not made', rosterCalendar, [{ holidays: { DE: {} } }], [['holidays']]],
  ['the tables themselves', rosterAvailability, [tables], [['names'], ['of']]],
  ['a misspelled option', rosterAvailability, [{ holiday: tables }], [['holiday']]],
  ['a field that reps do not have', rosterAvailability, [{ repFields: { hour: 'shifts' } }], [['repFields']]],
  ['a name that is none', rosterCalendar, [{ repFields: { hours: 5 } }], [['repFields']]],
  ['no options', rosterCalendar, [null], []],
  ['no clock', awayBook, [{}], [['clock']]],
  ['no options', awayBook, [], []],
  ['a misspelled option', awayBook, [{ clock, onchange: () => {} }], [['onchange']]],
  ['no listener', awayBook, [{ clock, onChange: 5 }], [['onChange']]],
  ['no options', lastSeen, [], []],
  ['nobody to ask', lastSeen, [{ ...seen, at: 5 }], [['at']]],
  ['a misspelled option', lastSeen, [{ ...seen, whitin: 5 }], [['whitin']]],
  ['no hours', workingHours, [{}], [['hours']]],
  ['holidays for all', workingHours, [{ hours: () => undefined, holidays: {} }], [['holidays']]],
  ['no checks', allOf, [5, undefined], [[0], [1]]],
  ['a list of checks', allOf, [[rosterAvailability()]], [[0]]],
  ['an object without a question', allOf, [rosterAvailability(), {}], [[1]]],
])('%s: %o', async (_, make, options, paths) => {
  const error = await errorOf(async () => make(...(options as never[])))
  expect(error).toMatchObject({ code: 'badOptions' })
  expect((error as { issues: { path: unknown }[] }).issues.map((issue) => issue.path)).toEqual(paths)
})

test('a whole `repFields` of a plan is taken; `undefined` is as if it were not there', () => {
  const repFields = { active: 'enabled', hours: 'shifts', away: null } as const
  const calendarOf = rosterCalendar({ holidays: undefined, repFields } as never)
  expect(calendarOf({ id: 'ana', timeZone: 'UTC', shifts: { mon: '09:00-17:00' } })?.open(Date.parse('2026-01-05T12:00:00Z'))).toBe(true)
  expect(workingHours({ hours: () => undefined, holidays: undefined } as never)({ id: 'ana' }, { now: 0 })).toBe(true)
})

test.each([{ untill: 5 }, { reasn: 'x' }, 5, null])('a time away with what it does not have: %j', async (period) => {
  const book = awayBook({ clock })
  expect(await errorOf(async () => book.away('ana', period as never))).toMatchObject({ code: 'badOptions' })
  expect(book.entries()).toEqual([])
})

test.each([undefined, 5, ''])('nobody is away: %j', async (rep) => {
  const book = awayBook({ clock })
  const expected = { code: 'badOptions', issues: [{ path: ['rep'] }] }
  expect(await errorOf(async () => book.away(rep as never))).toMatchObject(expected)
  expect(await errorOf(async () => book.back(rep as never))).toMatchObject(expected)
})
