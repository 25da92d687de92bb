import { describe, expect, test } from 'vitest'
import { workCalendar, workingHours } from '../../src/door/availability.js'
import { createRouter, memoryStore } from '../../src/index.js'
import { errorOf } from '../../src/testing/storeContractCase.js'

const at = (text: string): number => Date.parse(text)
const iso = (instant: number | undefined): string | undefined => (instant === undefined ? undefined : new Date(instant).toISOString())
const berlin = { timeZone: 'Europe/Berlin', week: { 'mon-fri': ['09:00-12:30', '13:30-18:00'] } }

describe('a week of shifts', () => {
  // Clocks go forward on Sunday, 29 March 2026, at 01:00 UTC.
  const nights = workCalendar({ timeZone: 'Europe/Berlin', week: { 'mon-sun': '22:00-06:00' } })
  test.each([
    ['2026-03-27T21:00:00Z', true, '2026-03-27T21:00:00.000Z'],
    ['2026-03-28T04:59:59Z', true, '2026-03-28T04:59:59.000Z'],
    ['2026-03-28T05:00:00Z', false, '2026-03-28T21:00:00.000Z'],
    ['2026-03-29T03:59:59Z', true, '2026-03-29T03:59:59.000Z'],
    ['2026-03-29T04:00:00Z', false, '2026-03-29T20:00:00.000Z'],
  ])('over the change of clocks: at %s open is %s, next open %s', (moment, open, next) => {
    expect([nights.open(at(moment)), iso(nights.nextOpen(at(moment)))]).toEqual([open, next])
  })

  test('a night is an hour shorter when clocks go forward, an hour longer when they go back', () => {
    expect(nights.between(at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z'))).toBe(7 * 3_600_000)
    expect(nights.between(at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z'))).toBe(9 * 3_600_000)
  })

  test('four hours of working time from Friday afternoon end on Monday', () => {
    expect(iso(workCalendar(berlin).after(at('2026-03-27T15:00:00Z'), 4 * 3_600_000))).toBe('2026-03-30T09:00:00.000Z')
  })

  test('holidays take away the shifts that begin on them; single dates have hours of their own', () => {
    const calendar = workCalendar(
      { ...berlin, dates: { '2026-12-25': '10:00-11:00' } },
      { '2026-12-24': 'Christmas Eve', '2026-12-25': 'Christmas' },
    )
    expect(calendar.holiday(at('2026-12-24T10:00:00Z'))).toBe('Christmas Eve')
    expect(iso(calendar.nextOpen(at('2026-12-24T08:00:00Z')))).toBe('2026-12-25T09:00:00.000Z')
    const night = workCalendar({ timeZone: 'UTC', week: { 'mon-sun': '22:00-06:00' } }, { '2026-12-25': 'Christmas' })
    expect(['2026-12-25T05:00:00Z', '2026-12-25T23:00:00Z', '2026-12-26T05:00:00Z'].map((text) => night.open(at(text)))).toEqual([
      true,
      false,
      false,
    ])
  })

  test('no hours at all: never open, and that is told', () => {
    const never = workCalendar({ timeZone: 'UTC', week: {} })
    expect([never.nextOpen(0), never.after(0, 1), never.open(0), never.between(0, 1e12)]).toEqual([undefined, undefined, false, 0])
  })
})

test.each([
  ['an unknown zone', { timeZone: 'Europe/Berln', week: {} }, ['timeZone']],
  ['no week', { timeZone: 'UTC' }, ['week']],
  ['a day that is none', { timeZone: 'UTC', week: { monday: '09:00-17:00' } }, ['week', 'monday']],
  ['a day twice', { timeZone: 'UTC', week: { 'mon-fri': '09:00-17:00', tue: [] } }, ['week', 'tue']],
  ['no time', { timeZone: 'UTC', week: { mon: ['09:00-12:00', '25:00-26:00'] } }, ['week', 'mon', 1]],
  ['nothing of a shift', { timeZone: 'UTC', week: { mon: '09:00-09:00' } }, ['week', 'mon']],
  ['overlap', { timeZone: 'UTC', week: { mon: ['09:00-12:00', '11:00-13:00'] } }, ['week', 'mon']],
  ['no date', { timeZone: 'UTC', week: {}, dates: { '2026-02-30': [] } }, ['dates', '2026-02-30']],
  ['an unknown field', { timeZone: 'UTC', week: {}, zone: 'UTC' }, ['zone']],
  ['no object', 'always', []],
])('bad hours are refused, with the place: %s', async (_, hours, path) => {
  const error = await errorOf(async () => workCalendar(hours as never))
  expect(error).toMatchObject({ code: 'badOptions', issues: [{ path }] })
})

test('a holiday that is no date is refused', async () => {
  expect(await errorOf(async () => workCalendar(berlin, { Christmas: '25' }))).toMatchObject({
    issues: [{ path: ['holidays', 'Christmas'] }],
  })
})

describe('through the router', () => {
  const reps = [
    { id: 'ana', hours: berlin, region: 'DE' },
    { id: 'bob', hours: { timeZone: 'America/New_York', week: { 'mon-fri': '09:00-17:00' } }, region: 'US' },
  ]
  const germany = { '2026-10-05': 'Bridge day' }
  const route = async (now: string, roster = reps as readonly ((typeof reps)[number] | { id: string; region: string; hours: never })[]) => {
    const router = createRouter({
      plan: {
        fairlead: 1,
        name: 'p',
        // A roster whose hours cannot be read would be refused.
        repFields: { hours: null },
        rules: [{ name: 'all', to: {}, by: 'roundRobin' }],
        otherwise: { to: { id: 'fallback' } },
      } as const,
      roster: [...roster, { id: 'fallback', region: 'none' }],
      store: memoryStore(),
      availability: workingHours<{ id: string; hours?: (typeof reps)[number]['hours']; region?: string }>({
        hours: (rep) => rep.hours ?? (rep.id === 'fallback' ? { timeZone: 'UTC', week: {} } : undefined),
        holidays: ({ region }) => (region === 'DE' ? germany : undefined),
      }),
      clock: () => at(now),
    })
    return router.route({ id: 'L1' })
  }

  test('whoever is at work gets it; the others have a reason and an end', async () => {
    expect(await route('2026-10-06T08:00:00Z')).toMatchObject({ kind: 'assigned', rep: 'ana' })
    const evening = await route('2026-10-06T18:00:00Z')
    expect(evening).toMatchObject({ kind: 'assigned', rep: 'bob' })
    expect(JSON.stringify(evening.trace)).toContain('outside working hours')
    expect(JSON.stringify(evening.trace)).toContain(`${at('2026-10-07T07:00:00Z')}`)
    const holiday = await route('2026-10-05T14:00:00Z')
    expect(holiday).toMatchObject({ rep: 'bob' })
    expect(JSON.stringify(holiday.trace)).toContain('Bridge day')
  })

  test('hours that cannot be read are a failed question, never silently free', async () => {
    const broken = [{ id: 'ana', region: 'DE', hours: { timeZone: 'Nowhere', week: {} } as never }, reps[1] as (typeof reps)[number]]
    const routed = await route('2026-10-06T14:00:00Z', broken)
    expect(routed).toMatchObject({ rep: 'bob' })
    expect(JSON.stringify(routed.trace)).toContain('availabilityFailed')
  })
})
