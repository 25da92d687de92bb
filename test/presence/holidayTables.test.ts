import { expect, test } from 'vitest'
import { holidayTables } from '../../src/door/availability.js'
import { errorOf } from '../../src/testing/storeContractCase.js'

const christmas = { '2026-12-25': 'Christmas Day' }

test('tables go together by their names; the first names a date that two have', () => {
  const tables = holidayTables({ DE: christmas, company: { '2026-12-24': 'Closed', '2026-12-25': 'Party' } })
  expect(tables.names).toEqual(['DE', 'company'])
  expect(tables.of(['DE', 'company'])).toEqual({ '2026-12-24': 'Closed', '2026-12-25': 'Christmas Day' })
  expect(tables.of(['company', 'DE'])).toEqual({ '2026-12-24': 'Closed', '2026-12-25': 'Party' })
  expect(tables.of([])).toEqual({})
})

test('the same list gives the same object, and nobody can change it', () => {
  const given = { ...christmas }
  const tables = holidayTables({ DE: given, AT: christmas })
  expect(tables.of(['DE', 'AT'])).toBe(tables.of(['DE', 'AT']))
  expect(tables.of(['DE', 'AT'])).not.toBe(tables.of(['AT', 'DE']))
  expect(Object.isFrozen(tables.of(['DE']))).toBe(true)
  given['2026-12-25'] = 'another'
  expect(tables.of(['DE'])).toEqual(christmas)
})

test.each([
  [['FR'], 'No table of holidays is called "FR".'],
  [['DE', 'toString'], 'No table of holidays is called "toString".'],
])('a table that is not there is an error that names those that are: %j', async (names, message) => {
  const tables = holidayTables({ DE: christmas, company: {} })
  expect(await errorOf(async () => tables.of(names))).toMatchObject({
    code: 'badOptions',
    issues: [{ code: 'unknownHolidays', message, hint: 'There are: DE, company.' }],
  })
})

test.each<[unknown, string[]]>([
  [null, []],
  [['DE'], []],
  [{ DE: 5 }, ['DE']],
  [{ DE: { Christmas: '25' } }, ['DE', 'Christmas']],
  [{ DE: { '2026-02-30': 'x' } }, ['DE', '2026-02-30']],
  [{ DE: { '2026-12-25': 5 } }, ['DE', '2026-12-25']],
  [{ 'DE;AT': {} }, ['DE;AT']],
])('bad tables are refused with their place: %j', async (tables, path) => {
  expect(await errorOf(async () => holidayTables(tables as never))).toMatchObject({ code: 'badOptions', issues: [{ path }] })
})
