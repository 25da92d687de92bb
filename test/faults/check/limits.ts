import { subjectOf } from '../../../src/decide/decide.js'
import type { Json } from '../../../src/lead.js'
import type { Limits } from '../../../src/plan/document.js'
import type { Rep, RepId } from '../../../src/rep.js'
import type { AssignedEvent, ClaimedEvent, EscalatedEvent, Event } from '../../../src/state/event.js'
import type { StoredLead, Takes } from '../../../src/state/record.js'
import { sortedJson } from './story.js'
import type { PastWorld } from './world.js'

/** Counts once more what limits count, by the moments of the trail and a calendar of its own. */
export interface Counted {
  /** Whether a limit beside that of open leads keeps the rep from a lead of this rule. */
  reached(rep: RepId, rule: string, world: PastWorld, at: number): boolean
  /** What is wrong with what a lead is said to take. @param lead missing where it was erased: then its weight is taken as it comes */
  takesFault(
    event: AssignedEvent | ClaimedEvent | EscalatedEvent,
    rule: string | undefined,
    world: PastWorld,
    at: number,
    lead?: StoredLead,
  ): string | undefined
  apply(event: Event, at: number): void
}

const units = { perHour: 'hour', perDay: 'day', perWeek: 'week' } as const

export function createCounted(): Counted {
  /** rep and counter -> the moments of what counts. What counts as open leaves again. */
  const moments = new Map<string, { readonly at: number }[]>()
  const of = (rep: RepId, counter: string): { readonly at: number }[] => {
    const id = JSON.stringify([rep, counter])
    const known = moments.get(id) ?? []
    moments.set(id, known)
    return known
  }
  const within = (rep: RepId, counter: string, zone: string, at: number): number => {
    const unit = counter.split(' ')[0] as string
    return of(rep, counter).filter((one) => unit === 'open' || windowOf(unit, one.at, zone) === windowOf(unit, at, zone)).length
  }
  return {
    reached: (id, rule, world, at) => {
      const { zone, own, ofRule } = limitsOf(id, rule, world)
      const full = ([field, counter, limits]: readonly [keyof Limits, string, Limits | undefined]): boolean =>
        limits?.[field] !== undefined && within(id, counter, zone, at) >= (limits[field] as number)
      return countersOf(rule).some(([field, counter, whose]) => full([field, counter, whose === 'rule' ? ofRule : own]))
    },
    takesFault: ({ rep, takes }, rule, world, at, lead) => {
      const { zone, own, ofRule } = limitsOf(rep, rule, world)
      const counters: { [counter: string]: string } = {}
      for (const [field, counter, whose] of countersOf(rule ?? '')) {
        if ((whose === 'rule' ? ofRule : own)?.[field] === undefined) continue
        counters[counter] = field === 'open' ? '' : windowOf(units[field], at, zone)
      }
      const weight = lead === undefined ? (takes?.weight ?? 1) : subjectOf(world.plan, lead.key, lead.intake).effort
      const right: Takes = { ...(weight === 1 ? {} : { weight }), ...(Object.keys(counters).length === 0 ? {} : { counters }) }
      const texts = [takes ?? {}, right].map((one) => sortedJson(one as unknown as Json))
      return texts[0] === texts[1] ? undefined : `it takes ${texts[0]} of ${rep}, and should take ${texts[1]}`
    },
    apply: (event, at) => {
      if ('takes' in event && event.takes !== undefined)
        for (const counter of Object.keys(event.takes.counters ?? {})) of(event.rep, counter).push({ at })
      if ('frees' in event && event.frees !== undefined) {
        const from = 'from' in event ? event.from : event.rep
        for (const counter of Object.keys(event.frees.counters ?? {})) of(from as RepId, counter).pop()
      }
    },
  }
}

function countersOf(rule: string): readonly (readonly [keyof Limits, string, 'rep' | 'rule'])[] {
  const rates = Object.entries(units) as [keyof typeof units, string][]
  return [
    ...rates.map(([field, unit]) => [field, unit, 'rep'] as const),
    ['open', `open ${rule}`, 'rule'],
    ...rates.map(([field, unit]) => [field, `${unit} ${rule}`, 'rule'] as const),
  ]
}

function limitsOf(id: RepId, rule: string | undefined, { plan, reps, rule: find }: PastWorld) {
  const rep: Rep = reps.find((one) => one.id === id) ?? { id }
  const { limits, timeZone } = plan.repFields
  const own = limits === null ? undefined : (rep[limits] as Limits | undefined)
  const zone = timeZone === null ? 'UTC' : String(rep[timeZone] ?? 'UTC')
  return { own, ofRule: rule === undefined ? undefined : find(rule)?.limits, zone }
}

/** By the calendar of the host. Of an hour that clocks repeat it knows one: runs stay away from those. */
function windowOf(unit: string, at: number, zone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  const date = shown.slice(0, 10)
  if (unit === 'day') return date
  if (unit === 'hour') return `${date}T${shown.slice(11, 13)}`
  const day = new Date(`${date}T00:00:00Z`)
  // The Thursday of its week says the year, and how many Thursdays the year has had says the week.
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const first = Date.UTC(day.getUTCFullYear(), 0, 1)
  return `${day.getUTCFullYear()}-W${String(Math.ceil(((day.getTime() - first) / 86_400_000 + 1) / 7)).padStart(2, '0')}`
}
