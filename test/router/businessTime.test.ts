import { describe, expect, test } from 'vitest'
import { workCalendar } from '../../src/door/availability.js'
import { createRouter, isRoutingError, memoryStore, type Plan, type Rep, type RoutingError } from '../../src/index.js'
import { chain, planOf, reps } from './escalating.js'
import { handClock, signed } from './team.js'

const hours = { 'mon-fri': '09:00-17:00' }
const berlin = workCalendar({ timeZone: 'Europe/Berlin', week: hours })
const chicago = workCalendar({ timeZone: 'America/Chicago', week: hours })
const steps = [
  { after: { hours: 2 }, time: 'business', notify: ['slack'] },
  { after: { hours: 2 }, time: 'business', to: 'backup' },
  { after: { hours: 1 }, time: 'business', to: 'manager' },
] as const

/** When each step of a lead that came on a Friday was due, with these calendars. */
async function dues(came: string, calendarOf: (rep: Rep) => ReturnType<typeof workCalendar> | undefined) {
  const store = memoryStore()
  const clock = handClock(Date.parse(came))
  const router = createRouter({ plan: planOf(steps), roster: reps, store, clock, workCalendar: calendarOf })
  await router.route({ id: 'L1', region: 'eu' })
  const found: string[] = []
  for (let minute = 0; minute < 5 * 24 * 60; minute += 15) {
    const { fired, escalated } = await router.sweep(clock.now + minute * 60_000)
    for (const { due } of [...fired, ...escalated.flatMap((one) => (one.kind === 'assigned' ? (one.escalated ?? []) : []))])
      found.push(new Date(due).toISOString())
  }
  return { dues: found, decision: (await store.lead({ key: 'L1' }))?.decision }
}

describe('steps count the working time of whoever has the lead', () => {
  test('over a weekend on which clocks go forward, and over an ocean', async () => {
    // Friday 16:00 in Berlin: an hour is left. On Sunday clocks go from +01:00 to +02:00.
    const { dues: found } = await dues('2026-03-27T15:00:00Z', ({ id }) => (id === 'bob' ? chicago : berlin))
    expect(found).toEqual([
      // Ana, Monday 10:00 in Berlin.
      '2026-03-30T08:00:00.000Z',
      // Ana, Monday 12:00 in Berlin. It goes to Bob, in Chicago: 05:00.
      '2026-03-30T10:00:00.000Z',
      // Bob, Monday 10:00 in Chicago.
      '2026-03-30T15:00:00.000Z',
    ])
  })

  test('who has no calendar always works', async () => {
    expect((await dues('2026-03-27T15:00:00Z', () => undefined)).dues).toEqual([
      '2026-03-27T17:00:00.000Z',
      '2026-03-27T19:00:00.000Z',
      '2026-03-27T20:00:00.000Z',
    ])
  })

  test.each([
    ['never opens', () => workCalendar({ timeZone: 'Europe/Berlin', week: {} }), 'it never opens'],
    [
      'throws',
      () => {
        throw new Error('no such zone.')
      },
      'no such zone',
    ],
    ['tells no time', () => ({ ...berlin, after: () => Number.NaN }), 'it told no time'],
    ['goes back in time', () => ({ ...berlin, after: (at: number) => at - 1 }), 'it told no time'],
  ] as const)('a calendar that %s: elapsed time, and a note', async (_, calendarOf, why) => {
    const { dues: found, decision } = await dues('2026-03-27T15:00:00Z', calendarOf)
    expect(found).toEqual(['2026-03-27T17:00:00.000Z', '2026-03-27T19:00:00.000Z', '2026-03-27T20:00:00.000Z'])
    // The last owner has no step left: the note is with the decision before. So look at a chain that has just begun.
    expect(decision?.kind).toBe('assigned')
    const store = memoryStore()
    const router = createRouter({ plan: planOf(steps), roster: reps, store, workCalendar: calendarOf })
    const routed = await router.route({ id: 'L1', region: 'eu' })
    expect(routed.trace.notes).toEqual([
      {
        about: 'calendar',
        code: 'calendarFailed',
        message: `The working time of ana cannot be reckoned, and elapsed time counts: ${why}.`,
      },
    ])
  })
})

test('a router that does not know when reps work refuses a plan that counts their time', async () => {
  const plan: Plan = { ...planOf(steps), otherwise: { to: {}, escalate: [{ after: { hours: 1 }, time: 'business', to: 'manager' }] } }
  const issuesOf = async (act: () => unknown): Promise<RoutingError['issues']> => {
    try {
      await act()
    } catch (error) {
      if (isRoutingError(error)) return error.issues
    }
    return []
  }
  const paths = [
    ['rules', 0, 'escalate', 0, 'time'],
    ['rules', 0, 'escalate', 1, 'time'],
    ['rules', 0, 'escalate', 2, 'time'],
    ['otherwise', 'escalate', 0, 'time'],
  ]
  const options = { roster: reps, store: memoryStore() }
  expect((await issuesOf(() => createRouter({ ...options, plan }))).map(({ path }) => path)).toEqual(paths)
  const router = createRouter({ ...options, plan: planOf(chain) })
  expect((await issuesOf(() => router.publish(plan, signed))).map(({ path }) => path)).toEqual(paths)
})
