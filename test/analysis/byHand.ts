import type { Finding } from '../../src/analysis/finding.js'
import type { Json, JsonObject } from '../../src/lead.js'
import { truth } from '../condition/oracle.js'
import { reps as allReps, type SmallPlan, worldOf } from './smallWorld.js'

/**
 * The specification of the analysis: every lead of a small world is tried, with the naive reading of conditions. Shares no code with the
 * library. What a finding claims about all leads is compared with all leads.
 */

const lists = new Map([
  ['one', new Set(['DE'])],
  ['none', new Set<string>()],
])

interface RuleText {
  readonly name: string
  readonly when?: JsonObject
  readonly to: JsonObject
  readonly by?: Json
}

/** One lead, and what the rules make of it. */
interface Tried {
  /** No list in a field that no condition asks as a list. */
  readonly usual: boolean
  readonly tier: string | undefined
  readonly conditions: { readonly x: boolean; readonly y: boolean }
  readonly holds: readonly boolean[]
  readonly takes: readonly boolean[]
  readonly otherwise: boolean
}

const tried = new WeakMap<SmallPlan, readonly Tried[]>()
const worlds = new Map<string, ReturnType<typeof worldOf>>()

function tryAll(small: SmallPlan): readonly Tried[] {
  const known = tried.get(small) ?? tryEach(small)
  tried.set(small, known)
  return known
}

function tryEach({ fields, plan, reps }: SmallPlan): readonly Tried[] {
  const key = fields.join()
  const world = worlds.get(key) ?? worldOf(fields)
  worlds.set(key, world)
  const asksLists = /"has(Any|All)?":/.test(JSON.stringify(plan))
  const segments = (plan.segments as { readonly tier: { readonly x: JsonObject; readonly y: JsonObject } } | undefined)?.tier
  const rules = plan.rules as unknown as readonly RuleText[]
  const otherwise = plan.otherwise as unknown as RuleText
  const tryOne = (lead: JsonObject, usual: boolean): Tried => {
    const x = segments !== undefined && truth(segments.x, lead, { lists }) === true
    const y = segments !== undefined && truth(segments.y, lead, { lists }) === true
    const tier = x ? 'x' : y ? 'y' : undefined
    const view: JsonObject = tier === undefined ? lead : { ...lead, tier }
    const holds = rules.map(({ when }) => when === undefined || truth(when, view, { lists }) === true)
    const takes = rules.map((rule, index) => holds[index] === true && hasTaker(rule, view, reps))
    return { usual, tier, conditions: { x, y }, holds, takes, otherwise: hasTaker({ ...otherwise, by: null }, view, reps) }
  }
  return [
    ...world.usual.map((lead) => tryOne(lead, asksLists || !Array.isArray(lead.tags))),
    ...world.unusual.map((lead) => tryOne(lead, false)),
  ]
}

function hasTaker({ to, by }: Pick<RuleText, 'to' | 'by'>, view: JsonObject, reps: SmallPlan['reps']): boolean {
  if ('queue' in to || reps === undefined) return true
  return reps.some((rep) =>
    'active' in rep && rep.active === false
      ? false
      : (by == null || ('quota' in rep && rep.quota !== undefined)) && selects(to, rep as JsonObject, view),
  )
}

function selects(to: JsonObject, rep: JsonObject, view: JsonObject): boolean {
  const join = to.id as JsonObject | undefined
  if (join === undefined || join.orElse === undefined) return truth(to, rep, { lists, lead: view }) === true
  const named = (view.c as JsonObject | undefined | null)?.d
  return (Array.isArray(named) ? named : [named]).some((id) => {
    const meant = allReps.find((one) => one.id === id)
    const there = meant !== undefined && 'active' in meant && meant.active === false ? 'DE' : meant?.id
    return there === rep.id
  })
}

const dependsOnJoin = ({ to }: RuleText): boolean => JSON.stringify(to).includes('"same"')

/** How a claim about leads stands: some usual lead shows it, only leads with lists do, or none. */
function level(tried: readonly Tried[], claim: (one: Tried) => boolean): 'usual' | 'lists' | 'none' {
  let lists = false
  for (const one of tried) {
    if (!claim(one)) continue
    if (one.usual) return 'usual'
    lists = true
  }
  return lists ? 'lists' : 'none'
}

/** The findings that there have to be, as `code place`, with a mark where only leads with lists are the exception. */
function expectedOf(small: SmallPlan): { readonly exact: readonly string[]; readonly overlaps: ReadonlyMap<string, readonly string[]> } {
  const all = tryAll(small)
  const rules = small.plan.rules as unknown as readonly RuleText[]
  const certain = rules.map((rule) => small.reps !== undefined || !dependsOnJoin(rule))
  const exact: string[] = []
  if (small.plan.segments !== undefined) {
    const [x, y] = [level(all, ({ tier }) => tier === 'x'), level(all, ({ tier }) => tier === 'y')]
    for (const [value, found] of [['x', x] as const, ['y', y] as const])
      if (found !== 'usual') exact.push(`unreachableSegment ${value}${found === 'lists' ? ' lists' : ''}`)
  }
  const alive = rules.map((rule, index) => {
    const held = level(all, ({ holds }) => holds[index] === true)
    if (held === 'lists') exact.push(`contradiction ${rule.name} lists`)
    if (held === 'none') {
      exact.push(`contradiction ${rule.name}`)
      return false
    }
    const taken = level(all, ({ takes }) => takes[index] === true)
    if (taken === 'none') {
      exact.push(`nobody ${rule.name}`)
      return false
    }
    const first = level(all, ({ takes }) => takes[index] === true && !takes.some((one, place) => place < index && one && certain[place]))
    if (first === 'none') exact.push(`shadowed ${rule.name}`)
    if (first === 'lists' && taken === 'usual') exact.push(`shadowed ${rule.name} lists`)
    return first !== 'none'
  })
  const falls = ({ takes }: Tried): boolean => !takes.some((one, place) => one && certain[place])
  if (level(all, falls) !== 'none') exact.push('fallsToOtherwise')
  if (small.reps !== undefined && !('queue' in (small.plan.otherwise as unknown as RuleText).to)) {
    if (level(all, ({ otherwise }) => otherwise) === 'none') exact.push('fallbackEmpty')
    else if (level(all, (one) => falls(one) && !one.otherwise) !== 'none') exact.push('fallbackMisses')
  }
  const overlaps = new Map<string, readonly string[]>()
  rules.forEach((later, index) => {
    if (later.when === undefined || !alive[index]) return
    const found = rules.slice(0, index).filter((earlier, place) => {
      if (!alive[place] || earlier.when === undefined || JSON.stringify(earlier.to) === JSON.stringify(later.to)) return false
      return level(all, ({ takes }) => takes[place] === true && takes[index] === true) === 'usual'
    })
    if (found.length > 0)
      overlaps.set(
        later.name,
        found.map(({ name }) => name),
      )
  })
  return { exact, overlaps }
}

/** The findings in the same words. */
export function foundIn(findings: readonly Finding[]): {
  readonly exact: readonly string[]
  readonly overlaps: ReadonlyMap<string, readonly string[]>
} {
  const exact: string[] = []
  const overlaps = new Map<string, string[]>()
  for (const { code, severity, rule, path, others = [], example } of findings) {
    if (code === 'overlap') overlaps.set(rule as string, [...(overlaps.get(rule as string) ?? []), others[0] as string])
    if (code === 'contradiction') exact.push(`${code} ${rule}${severity === 'warning' ? ' lists' : ''}`)
    if (code === 'shadowed') exact.push(`${code} ${rule}${others.length === 0 ? ' lists' : ''}`)
    if (code === 'nobodyEligible' || code === 'noWeight') exact.push(`nobody ${rule}`)
    if (code === 'unreachableSegment')
      exact.push(`${code} ${path[2]}${example !== undefined && isOnlyLists(path[2], findings) ? ' lists' : ''}`)
    if (code === 'fallsToOtherwise' || code === 'fallbackEmpty' || code === 'fallbackMisses' || code === 'undecided') exact.push(code)
  }
  return { exact, overlaps }
}

function isOnlyLists(value: string | number | undefined, findings: readonly Finding[]): boolean {
  return findings.some(({ code, path, message }) => code === 'unreachableSegment' && path[2] === value && message.startsWith('Only leads'))
}

/** Where findings and specification differ; empty where they do not. */
export function differences(small: SmallPlan, findings: readonly Finding[]): readonly string[] {
  const expected = expectedOf(small)
  const found = foundIn(findings)
  const missing = expected.exact.filter((one) => !found.exact.includes(one)).map((one) => `not found: ${one}`)
  const wrong = found.exact.filter((one) => !expected.exact.includes(one)).map((one) => `wrong: ${one}`)
  const names = new Set([...expected.overlaps.keys(), ...found.overlaps.keys()])
  const overlaps = [...names].flatMap((name) => {
    const [there, told] = [expected.overlaps.get(name) ?? [], found.overlaps.get(name) ?? []]
    const isRight = told.length === Math.min(3, there.length) && told.every((one) => there.includes(one))
    return isRight ? [] : [`overlaps of ${name}: ${told.join()} in place of ${there.join()}`]
  })
  return [...missing, ...wrong, ...overlaps]
}
