import { calendarAvailability } from '../../../src/adapter/calendar/index.js'
import { allOf, rosterAvailability, rosterCalendar } from '../../../src/door/availability.js'
import {
  type Availability,
  createRouter,
  isRoutingError,
  memoryStore,
  type Rep,
  type Routed,
  type RouterOptions,
} from '../../../src/index.js'
import { chanceOf, waitOf } from '../../fairness/chance.js'
import { countedSalts, handClock } from '../../router/team.js'
import { calendars } from './calendars.js'
import { createEvents } from './events.js'
import { after, type Days, daysOf } from './presence.js'
import { DAY, HOUR, MINUTE, planOf, reps, START, tables } from './team.js'

export interface Scene {
  readonly days: number
  readonly seed: number
  readonly plan?: ReturnType<typeof planOf>
  readonly presence?: ReturnType<typeof presenceOf>
  readonly options?: Partial<RouterOptions>
  /** How often is swept, beside the beginnings of shifts. Default: every half hour. */
  readonly sweepMs?: number
}

/** What a run left behind, beside what the store has. */
export interface Run {
  readonly store: NonNullable<RouterOptions['store']>
  /** Every lead that was sent, by its key. */
  readonly sent: ReadonlyMap<string, { readonly region: string; readonly at: number }>
  readonly sweeps: ReadonlySet<number>
  readonly sweepMs: number
  readonly end: number
  /** How often somebody was asked about. */
  readonly asked: number
  /** Of these, for leads that were new. */
  readonly askedByNew: number
}

/** The roster's fields and the calendars together. */
export function presenceOf(
  parts: { readonly roster?: Availability; readonly calendar?: Availability } = {},
): ReturnType<typeof allOf<Rep>> {
  const byCalendar = calendarAvailability<Rep>({
    calendar: ({ id }) => {
      const text = calendars[id]
      return text === undefined ? undefined : { text }
    },
    timeZone: ({ timeZone }) => timeZone as string,
    busy: true,
    // Longer than a busy machine takes to read what is at hand.
    waitMs: 60_000,
  })
  return allOf<Rep>(parts.roster ?? rosterAvailability({ holidays: tables }), parts.calendar ?? byCalendar)
}

/** Who is there for what nobody else takes hands nothing back. */
const rooms = ['mia', 'desk']

/** Lives through so many days: leads come, owners act while they are there, sweeps find what is due. */
export async function live({
  days,
  seed,
  plan = planOf(),
  presence = presenceOf(),
  options = {},
  sweepMs = HOUR / 2,
}: Scene): Promise<Run> {
  const clock = handClock(START)
  const store = memoryStore()
  // No leads on the last two days: whatever waits must find its place.
  const end = START + (days + 2) * DAY
  let [asked, askedByNew] = [0, 0]
  const availability: Availability = (rep, context) => {
    asked += 1
    return presence(rep, context)
  }
  const router = createRouter({
    ...{
      plan,
      roster: reps,
      store,
      clock,
      salt: countedSalts(),
      portTimeoutMs: 60_000,
      workCalendar: rosterCalendar({ holidays: tables }),
    },
    ...options,
    availability,
  })
  const sent = new Map<string, { readonly region: string; readonly at: number }>()
  const sweeps = new Set<number>()
  const draws = { arrival: chanceOf(seed, 1), life: chanceOf(seed, 2) }
  const events = createEvents()

  /** An act of an owner at a time at which the owner is there; whoever has lost the lead by then finds the door closed. */
  const act = (rep: string, from: number, workMs: number, doIt: () => Promise<unknown>): void => {
    const at = after((daysOf.get(rep) as Days).there, from, workMs)
    events.add(at, () =>
      doIt().catch((error: unknown) => {
        if (!isRoutingError(error) || !['staleEpoch', 'closedLead', 'noOwner'].includes(error.code)) throw error
      }),
    )
  }
  const owned = (routed: Routed): void => {
    if (routed.kind !== 'assigned') return
    const { lead, rep, epoch } = routed
    const lot = draws.life()
    if (lot < 0.1) return
    const delay = waitOf(draws.life) * (lot < 0.25 ? 5 * HOUR : 40 * MINUTE)
    const life = (2 + waitOf(draws.life) * 7) * DAY
    if (lot > 0.93 && !rooms.includes(rep)) {
      act(rep, clock.now, delay, async () => owned(await router.decline(lead, { epoch })))
      return
    }
    act(rep, clock.now, delay, async () => {
      await router.contacted(lead, { epoch })
      act(rep, clock.now + life, MINUTE, () => router[lot < 0.5 ? 'converted' : 'disqualified'](lead, { epoch }))
    })
  }

  for (const [index, { at, region }] of arrivals(days, draws.arrival).entries())
    events.add(at, async () => {
      const id = `L${index}`
      sent.set(id, { region, at: clock.now })
      const before = asked
      const routed = await router.route({ id, region })
      askedByNew += asked - before
      owned(routed)
    })
  const sweep = async (): Promise<void> => {
    sweeps.add(clock.now)
    const { placed, escalated } = await router.sweep()
    for (const routed of [...placed, ...escalated]) owned(routed)
  }
  const starts = [...daysOf.values()].flatMap(({ works }) => works.map(([from]) => from)).filter((from) => from > START && from < end)
  const regular = Array.from({ length: Math.floor((end - START) / sweepMs) }, (_, index) => START + (index + 1) * sweepMs)
  for (const at of new Set([...regular, ...(sweepMs < HOUR ? starts : [])])) events.add(at, sweep)
  await events.run(end, (at) => {
    clock.now = at
  })
  return { store, sent, sweeps, sweepMs, end, asked, askedByNew }
}

/** About forty a day, fewer at weekends, mostly at the office hours of the region. */
function arrivals(days: number, draw: () => number): { readonly at: number; readonly region: string }[] {
  return Array.from({ length: days }, (_, day) => {
    const weekend = new Date(START + day * DAY).getUTCDay() % 6 === 0
    return Array.from({ length: Math.round((weekend ? 14 : 44) + 12 * draw()) }, () => {
      const region = draw() < 0.5 ? 'emea' : 'amer'
      const hour = draw() < 0.15 ? 24 * draw() : (region === 'emea' ? 6 : 13) + 11 * draw()
      return { at: START + day * DAY + Math.floor(hour * HOUR), region }
    })
  }).flat()
}
