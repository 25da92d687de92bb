import type { Account } from '../../decide/decision.js'
import { type CompanyName, foldName } from './companyName.js'
import type { Evidence } from './evidence.js'
import type { AccountFacts } from './facts.js'

/** An account that may be the lead's, with what speaks for it and against it. */
export interface Candidate<A> {
  readonly account: A
  readonly facts: AccountFacts
  readonly evidence: readonly Evidence[]
  /** How good the match is, in steps that nothing outweighs: the first that differs decides. */
  readonly rank: readonly number[]
}

export function countFor(evidence: readonly Evidence[]): number {
  return evidence.filter(({ kind, speaks }) => speaks === 'for' && !naming.has(kind)).length
}

export function speaksAgainst(evidence: readonly Evidence[], kind: Evidence['kind']): boolean {
  return evidence.some((one) => one.kind === kind && one.speaks === 'against')
}

export function speaksFor(evidence: readonly Evidence[], kind: Evidence['kind']): boolean {
  return evidence.some((one) => one.kind === kind && one.speaks === 'for')
}

const naming: ReadonlySet<Evidence['kind']> = new Set(['domain', 'registrable', 'name', 'similarName', 'form', 'otherDomain', 'parent'])

/** By rank; then the most recently active, the highest tier, and at last the id, so that the order of the accounts is nothing. */
export function better<A extends Account>(one: Candidate<A>, other: Candidate<A>): number {
  const ranked = one.rank.map((step, index) => (other.rank[index] ?? 0) - step).find((difference) => difference !== 0)
  if (ranked !== undefined) return ranked
  const active = (other.facts.lastActiveAt ?? Number.NEGATIVE_INFINITY) - (one.facts.lastActiveAt ?? Number.NEGATIVE_INFINITY)
  // Of two without a time the difference is no number.
  if (active !== 0 && !Number.isNaN(active)) return active
  const tier = (one.facts.tier ?? Number.POSITIVE_INFINITY) - (other.facts.tier ?? Number.POSITIVE_INFINITY)
  if (tier !== 0 && !Number.isNaN(tier)) return tier
  return one.account.id < other.account.id ? -1 : 1
}

/** How the best of the account's names goes with the lead's: the words in the same order, and the legal forms. */
export function compareNames(lead: readonly CompanyName[], account: AccountFacts, key: string) {
  const pairs = (account.names ?? [])
    .flatMap(foldName)
    .filter((name) => name.key === key)
    .flatMap((theirs) => lead.filter((ours) => ours.key === key).map((ours) => ({ ours, theirs })))
  return {
    sameOrder: pairs.some(({ ours, theirs }) => ours.words === theirs.words),
    sameForm: pairs.some(({ ours, theirs }) => ours.form !== undefined && ours.form === theirs.form),
    otherForm: pairs.length > 0 && pairs.every(({ ours, theirs }) => !fits(ours.form, theirs.form)),
  }
}

export function formsDiffer(lead: readonly CompanyName[], account: AccountFacts): boolean {
  const theirs = (account.names ?? []).flatMap(foldName)
  return theirs.length > 0 && theirs.every(({ form }) => lead.every((ours) => !fits(ours.form, form)))
}

function fits(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

/** Accounts of one company that is in the list several times, or of one group. */
export function isRelated<A extends Account>(one: Candidate<A>, other: Candidate<A>): boolean {
  const [a, b] = [one.facts, other.facts]
  if (a.parent === other.account.id || b.parent === one.account.id || (a.parent !== undefined && a.parent === b.parent)) return true
  return (a.websites ?? []).some((website) => b.websites?.includes(website) === true)
}
