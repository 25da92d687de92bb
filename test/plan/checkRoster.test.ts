import { describe, expect, test } from 'vitest'
import { checkRoster } from '../../src/plan/checkRoster.js'
import { type RepFields, repFields } from '../../src/rep.js'
import { rejectedLeads } from '../hostileLeads.js'

const mapped: RepFields = { ...repFields, active: 'enabled', capacity: 'maxOpen', manager: 'boss', backup: 'standIn' }

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
    ...[5, 'Europe/Berln', '', []].map((timeZone): Row => [[{ id: 'a', timeZone }], 'wrongType', [0, 'timeZone']]),
    ...[40, 'always', true, []].map((hours): Row => [[{ id: 'a', timeZone: 'UTC', hours }], 'wrongType', [0, 'hours']]),
    [[{ id: 'a', hours: { mon: '09:00-17:00' } }], 'wrongType', [0, 'timeZone']],
    [[{ id: 'a', holidays: ['DE'] }], 'wrongType', [0, 'timeZone']],
    [[{ id: 'a', timeZone: 'UTC', hours: { mon: '9-17' } }], 'wrongType', [0, 'hours', 'mon']],
    [[{ id: 'a', timeZone: 'UTC', hours: { mon: '09:00-12:00;13-17' } }], 'wrongType', [0, 'hours', 'mon']],
    [[{ id: 'a', timeZone: 'UTC', hours: { week: { mon: ['09:00-17:00', 7] } } }], 'wrongType', [0, 'hours', 'week', 'mon', 1]],
    [[{ id: 'a', timeZone: 'UTC', hours: { week: {}, dates: { Christmas: [] } } }], 'wrongType', [0, 'hours', 'dates', 'Christmas']],
    [[{ id: 'a', timeZone: 'UTC', hours: { week: {}, mon: '09:00-17:00' } }], 'wrongType', [0, 'hours', 'mon']],
    [[{ id: 'a', timeZone: 'UTC', hours: { timeZone: 'Nowhere', week: {} } }], 'wrongType', [0, 'hours', 'timeZone']],
    ...[25, true, {}].map((holidays): Row => [[{ id: 'a', timeZone: 'UTC', holidays }], 'wrongType', [0, 'holidays']]),
    [[{ id: 'a', timeZone: 'UTC', holidays: ['DE', 5] }], 'wrongType', [0, 'holidays', 1]],
    ...[true, 'until noon', {}].map((away): Row => [[{ id: 'a', away }], 'wrongType', [0, 'away']]),
    [[{ id: 'a', away: [5] }], 'wrongType', [0, 'away', 0]],
    [[{ id: 'a', away: [{ from: '2026-07-20' }] }], 'wrongType', [0, 'away', 0, 'from']],
    [[{ id: 'a', away: [{ from: 2, until: 2 }] }], 'wrongType', [0, 'away', 0, 'until']],
    [[{ id: 'a', away: [{}, { reason: 5 }] }], 'wrongType', [0, 'away', 1, 'reason']],
    [[{ id: 'a', away: [{ to: 5 }] }], 'wrongType', [0, 'away', 0, 'to']],
    [[{ id: 'a', shifts: 40 }], 'wrongType', [0, 'shifts'], { ...repFields, hours: 'shifts' }],
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

  test('a field about time that is something else has its remedy in the hint', () => {
    const hint = (rep: object): string => {
      const result = checkRoster([{ id: 'a', ...rep }], repFields)
      return 'issues' in result ? (result.issues[0]?.hint ?? '') : 'none'
    }
    const remedies = [{ hours: 40 }, { hours: { perWeek: 40 }, timeZone: 'UTC' }, { away: true }, { holidays: 25 }, { timeZone: 1 }]
    expect(remedies.map((rep) => /"repFields": \{ "(\w+)": null \}/.exec(hint(rep))?.[1])).toEqual([
      'hours',
      'hours',
      'away',
      'holidays',
      'timeZone',
    ])
    expect(hint({ timeZone: 'UTC', hours: { mon: '9-17' } })).not.toContain('repFields')
    const free = { ...repFields, hours: null, away: null, holidays: null, timeZone: null }
    const roster = [{ id: 'a', hours: 40, away: true, holidays: 25, timeZone: 1 }]
    expect(checkRoster(roster, free)).toEqual({ reps: roster })
  })

  test('good times', () => {
    const roster = [
      { id: 'a', timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-12:30;13:30-18:00' }, holidays: 'DE;company' },
      {
        id: 'b',
        hours: { timeZone: 'UTC', week: {} },
        holidays: ['DE'],
        away: [{ from: 1, until: '2026-01-01T00:00:00Z', reason: 'x' }, {}],
      },
    ]
    expect(checkRoster(roster, repFields)).toEqual({ reps: roster })
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
