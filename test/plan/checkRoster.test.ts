import { describe, expect, test } from 'vitest'
import { checkRoster } from '../../src/plan/checkRoster.js'
import { type RepFields, repFields } from '../../src/rep.js'
import { rejectedLeads } from '../hostileLeads.js'

const mapped: RepFields = { ...repFields, active: 'enabled', capacity: 'maxOpen', manager: 'boss', backup: 'standIn', timeZone: null }

describe('checkRoster', () => {
  type Row = readonly [roster: unknown, code: string, path: readonly (string | number)[], fields?: RepFields]
  const bad: readonly Row[] = [
    ...[undefined, () => []].map((roster): Row => [roster, 'notJson', []]),
    ...[null, {}, 'x', 5, { reps: [] }].map((roster): Row => [roster, 'wrongType', []]),
    ...[null, 'ana', 5, []].map((rep): Row => [[{ id: 'a' }, rep], 'wrongType', [1]]),
    [[{}], 'missingField', [0, 'id']],
    [[{ name: 'ana' }], 'missingField', [0, 'id']],
    ...['', ' ', 5, null, {}, ['a']].map((id): Row => [[{ id }], 'wrongType', [0, 'id']]),
    [[{ id: '__proto__' }], 'reservedName', [0, 'id']],
    [[{ id: 'x'.repeat(201) }], 'tooMuch', [0, 'id']],
    [[{ id: 'a' }, { id: 'b' }, { id: 'a' }], 'duplicateName', [2, 'id']],
    [[{ id: '\u00fc' }, { id: 'u\u0308' }], 'duplicateName', [1, 'id']],
    ...['true', 1, [], {}].map((active): Row => [[{ id: 'a', active }], 'wrongType', [0, 'active']]),
    ...[-1, 1.5, '5', true, [], 2 ** 53].map((capacity): Row => [[{ id: 'a', capacity }], 'wrongType', [0, 'capacity']]),
    ...['', 5, true, ['b']].flatMap((id) =>
      (['manager', 'backup'] as const).map((role): Row => [[{ id: 'a', [role]: id }], 'wrongType', [0, role]]),
    ),
    ...['', 5, 'Mars/Olympus', {}].map((timeZone): Row => [[{ id: 'a', timeZone }], 'wrongType', [0, 'timeZone']]),
    ...[5, 'many', [], true].map((limits): Row => [[{ id: 'a', limits }], 'wrongType', [0, 'limits']]),
    ...[-1, 1.5, '5', null, 2 ** 53].map((perDay): Row => [[{ id: 'a', limits: { perDay } }], 'wrongType', [0, 'limits', 'perDay']]),
    [[{ id: 'a', limits: { perMonth: 5 } }], 'unknownField', [0, 'limits', 'perMonth']],
    [[{ id: 'a', maxOpen: 'x' }], 'wrongType', [0, 'maxOpen'], mapped],
    [[{ id: 'a', enabled: 'no' }], 'wrongType', [0, 'enabled'], mapped],
    [[{ id: 'a', x: Number.NaN }], 'notJson', [0, 'x']],
    [[JSON.parse('{"id":"a","__proto__":{}}')], 'reservedName', [0, '__proto__']],
  ]
  test.each(bad.map((row) => [JSON.stringify(row) ?? 'nothing', row] as const))('%s', (_, [roster, code, path, fields = repFields]) => {
    const result = checkRoster(roster, fields)
    expect('issues' in result && result.issues.map((issue) => ({ code: issue.code, path: issue.path }))).toEqual([{ code, path }])
  })

  test.each(rejectedLeads.map((row) => [row.name, row] as const))('hostile: %s', (_, { make, code, path }) => {
    const result = checkRoster([make()], repFields)
    const found = 'issues' in result ? result.issues : []
    expect(found.length).toBeGreaterThan(0)
    // A roster may be larger than a lead: what is only too much for a lead is no rep for other reasons.
    if (code !== 'tooMuch')
      expect(found.map((issue) => ({ code: issue.code, path: issue.path }))).toContainEqual({ code, path: [0, ...path] })
  })

  test('a field that is something else in this roster can be mapped to none', () => {
    const reps = [{ id: 'a', timeZone: 'the blue one', limits: 'none' }]
    const refused = checkRoster(reps, repFields)
    expect('issues' in refused && refused.issues.map(({ hint }) => hint)).toEqual([
      expect.stringContaining('"repFields": { "timeZone": null }'),
      expect.stringContaining('Write { … }.'),
    ])
    expect(checkRoster(reps, { ...repFields, timeZone: null, limits: null })).toEqual({ reps })
    expect(checkRoster([{ id: 'a', limits: { open: 5, perHour: 0 }, timeZone: 'Asia/Kathmandu' }], repFields)).toHaveProperty('reps')
  })

  test('all issues at once', () => {
    const result = checkRoster([{ id: 'a', active: 1, capacity: -1 }, 5, { id: 'a' }], repFields)
    expect('issues' in result && result.issues.map(({ path }) => path)).toEqual([[0, 'active'], [0, 'capacity'], [1], [2, 'id']])
  })

  test('reps are frozen copies; null in a conventional field is absence', () => {
    const roster = [
      { id: 'a', active: null, capacity: null, manager: null, backup: null, team: null, skills: ['x'] },
      { id: 'b', active: false, capacity: 0, manager: 'a' },
    ]
    const result = checkRoster(roster, repFields)
    if ('issues' in result) throw new Error(JSON.stringify(result.issues))
    expect(result.reps).toEqual([{ id: 'a', team: null, skills: ['x'] }, roster[1]])
    expect([result.reps, result.reps[0], result.reps[0]?.skills].every(Object.isFrozen)).toBe(true)
    expect(roster[0]).toHaveProperty('active', null)
    expect(checkRoster([], repFields)).toEqual({ reps: [] })
    expect(checkRoster([{ id: 'a', enabled: false, active: 'any' }], mapped)).toEqual({
      reps: [{ id: 'a', enabled: false, active: 'any' }],
    })
  })
})
