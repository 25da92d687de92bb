import { countIn } from '../counters.js'
import type { Instant } from '../lead.js'
import type { CompiledRule } from '../plan/compilePlan.js'
import type { Limits } from '../plan/document.js'
import type { Rep } from '../rep.js'
import type { Load, Takes } from '../state/record.js'
import { type WindowUnit, windowAt } from '../time/windows.js'
import type { Skip } from './decision.js'
import { type CompiledRoster, ownLimits, zoneOf } from './roster.js'

/** Where a rep stands within one limit that a counter counts for. */
export interface LimitState {
  readonly per: 'open' | WindowUnit
  /** The rule whose limit it is. Missing: the rep's own. */
  readonly rule?: string
  readonly used: number
  readonly limit: number
  /** For rates: the hour, day or week, such as `2026-11-27`, in the rep's zone, and the first instant of the next one. */
  readonly window?: string
  readonly zone?: string
  readonly until?: Instant
}

/** What limits are counted for. */
type Occasion = { readonly roster: CompiledRoster; readonly now: Instant }

/** The longest window first: where several limits are reached, the first is the one that ends last. */
const rates = [
  ['perWeek', 'week'],
  ['perDay', 'day'],
  ['perHour', 'hour'],
] as const

const words: { readonly [unit in WindowUnit]: string } = { week: 'this week', day: 'today', hour: 'this hour' }

/** Whether anything beside open leads is counted for this rep under this rule. */
export function isCounted(rep: Rep, rule: Pick<CompiledRule, 'limits'> | undefined, { roster }: Pick<Occasion, 'roster'>): boolean {
  return rule?.limits !== undefined || ownLimits(rep, roster.fields) !== undefined
}

/** Where a rep stands within its own rates and within the limits of a rule. Open leads of its own are not among them: the host may count those. */
export function limitStates(
  rep: Rep,
  rule: Pick<CompiledRule, 'name' | 'limits'> | undefined,
  load: Load,
  occasion: Occasion,
): LimitState[] {
  const own = ratesOf(rep, ownLimits(rep, occasion.roster.fields), undefined, load, occasion)
  if (rule?.limits === undefined) return own
  const { open } = rule.limits
  const opened =
    open === undefined
      ? []
      : [{ per: 'open' as const, rule: rule.name, used: countIn(load.counts, nameOf('open', rule.name), ''), limit: open }]
  return [...own, ...opened, ...ratesOf(rep, rule.limits, rule.name, load, occasion)]
}

function ratesOf(rep: Rep, limits: Limits | undefined, rule: string | undefined, load: Load, { roster, now }: Occasion): LimitState[] {
  if (limits === undefined) return []
  const states: LimitState[] = []
  const zone = zoneOf(rep, roster.fields)
  for (const [field, per] of rates) {
    const limit = limits[field]
    if (limit === undefined) continue
    const { name, until } = windowAt(per, now, zone)
    const used = countIn(load.counts, nameOf(per, rule), name)
    states.push({ per, ...(rule === undefined ? {} : { rule }), used, limit, window: name, zone, until })
  }
  return states
}

/** What speaks against one more lead for this rep, by what counters count. */
export function limitSkips(rep: Rep, rule: CompiledRule | undefined, load: Load, occasion: Occasion): Skip[] {
  return limitStates(rep, rule, load, occasion)
    .filter(({ used, limit }) => used >= limit)
    .sort((one, other) => (other.until ?? 0) - (one.until ?? 0))
    .map((state) => skipOf(rep, state))
}

function skipOf(rep: Rep, { per, rule, used, limit, window, zone, until }: LimitState): Skip {
  const by = rule === undefined ? '' : ` by '${rule}'`
  if (per === 'open') return { rep: rep.id, reason: 'atCapacity', detail: `${used} open of ${limit}${by}` }
  const detail = `${used} of ${limit} ${words[per]}${by}, ${window} ${zone}`
  // A limit of 0 does not end with the day.
  return { rep: rep.id, reason: 'atRate', detail, ...(until === undefined || limit === 0 ? {} : { until }) }
}

/**
 * What a lead takes of its owner's capacity: its weight, and one in each counter that some limit needs. Nothing where it weighs 1 and no
 * limit but that of open leads is in force.
 *
 * @param rule by which it came; missing where it came past the rules
 */
export function takesOf(
  rep: Rep,
  rule: Pick<CompiledRule, 'name' | 'limits'> | undefined,
  weight: number,
  { roster, now }: Occasion,
): Takes | undefined {
  const counters: { [counter: string]: string } = {}
  const zone = zoneOf(rep, roster.fields)
  const count = (limits: Limits | undefined, name: string | undefined): void => {
    for (const [field, unit] of rates) if (limits?.[field] !== undefined) counters[nameOf(unit, name)] = windowAt(unit, now, zone).name
  }
  count(ownLimits(rep, roster.fields), undefined)
  if (rule?.limits?.open !== undefined) counters[nameOf('open', rule.name)] = ''
  count(rule?.limits, rule?.name)
  const counted = Object.keys(counters).length > 0
  if (weight === 1 && !counted) return undefined
  return { ...(weight === 1 ? {} : { weight }), ...(counted ? { counters } : {}) }
}

function nameOf(what: 'open' | WindowUnit, rule: string | undefined): string {
  return rule === undefined ? what : `${what} ${rule}`
}
