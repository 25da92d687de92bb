import { AssertionError } from 'node:assert'
import { analyseSubject } from '../analysis/analyseSubject.js'
import { confirmerOf } from '../analysis/confirm.js'
import { type Subject, subjectOfPlan } from '../analysis/subject.js'
import type { Account } from '../decide/decision.js'
import { RoutingError } from '../errors.js'
import type { JsonObject, LeadKey } from '../lead.js'
import { checkRoster } from '../plan/checkRoster.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import { OTHERWISE, type Plan } from '../plan/document.js'
import { leadKey } from '../plan/leadKey.js'
import type { LeadInputOf, RepInputOf, RuleNameOf } from '../plan/types.js'
import type { Rep } from '../rep.js'

export interface CoverageOptions<P extends Plan = Plan> {
  /** Leads written by hand, or drawn: `fc.sample(leadsOf(fc, plan), { numRuns: 500, seed: 1 })`. */
  readonly leads: Iterable<LeadInputOf<P>>
  /** The roster. With it a rule is reached where it gives a lead to somebody; without it, where it is the first to match. */
  readonly reps?: readonly RepInputOf<P>[]
  /** The account of a lead, by the lead's key. */
  readonly accounts?: { readonly [lead: LeadKey]: Account }
  /** Rules that need not be reached. */
  readonly except?: readonly (RuleNameOf<P> | 'otherwise')[]
}

/**
 * Asserts that leads reach every rule of a plan, and `otherwise`, while everybody is there and has room.
 *
 * @returns how many leads each of them got
 * @throws AssertionError that names the rules that no lead reached, each with the reason where the analysis knows one
 * @throws RoutingError `badPlan`, `badRoster`
 */
export function assertCoverage<const P extends Plan>(
  plan: P,
  { leads, reps, accounts = {}, except = [] }: CoverageOptions<P>,
): { readonly [rule: string]: number } {
  const compiled = compilePlan(plan)
  const names = [...compiled.rules.map(({ name }) => name), OTHERWISE]
  const strange = except.find((name) => !names.includes(name))
  if (strange !== undefined) throw failure(`\`except\` names '${strange}', which is no rule. There are: ${names.join(', ')}.`)
  const subject = subjectOfPlan(compiled, reps === undefined ? undefined : rosterOf(reps, compiled))
  const { see } = confirmerOf(subject)
  const counts = new Map(names.map((name) => [name, 0]))
  let tried = 0
  for (const lead of leads) {
    tried += 1
    const rule = see(withAccount(lead as JsonObject, compiled, accounts))?.example.rule ?? OTHERWISE
    counts.set(rule, (counts.get(rule) ?? 0) + 1)
  }
  const missed = names.filter((name) => counts.get(name) === 0 && !(except as readonly string[]).includes(name))
  if (missed.length > 0) throw failure([`of ${tried} leads none reached:`, ...missed.map((name) => lineOf(name, subject))].join('\n  '))
  return Object.fromEntries(counts)
}

function withAccount(
  lead: JsonObject,
  plan: CompiledPlan,
  accounts: { readonly [lead: LeadKey]: Account },
): { readonly lead: JsonObject; readonly account?: JsonObject } {
  const found = leadKey(plan, lead)
  if ('issues' in found)
    throw failure(`the lead ${JSON.stringify(lead)} has no usable key: ${found.issues.map(({ message }) => message).join(' ')}`)
  return Object.hasOwn(accounts, found.key) ? { lead, account: accounts[found.key] as unknown as JsonObject } : { lead }
}

const budget = 100_000

/** Whether the plan is to blame, or the leads. */
function lineOf(name: string, subject: Subject): string {
  analyses.set(subject, analyses.get(subject) ?? analyseSubject(subject, { budget }).findings)
  const why = analyses
    .get(subject)
    ?.find(({ rule, code }) => rule === name && ['contradiction', 'shadowed', 'nobodyEligible', 'noWeight'].includes(code))
  return why === undefined ? `'${name}'` : `'${name}': ${why.message}`
}

const analyses = new WeakMap<Subject, ReturnType<typeof analyseSubject>['findings']>()

function rosterOf(reps: readonly unknown[], { repFields }: CompiledPlan): readonly Rep[] {
  const checked = checkRoster(reps, repFields)
  if ('issues' in checked) throw new RoutingError('badRoster', { issues: checked.issues })
  return checked.reps
}

function failure(message: string): AssertionError {
  return new AssertionError({ message: `assertCoverage: ${message}`, operator: 'assertCoverage' })
}
