import type { Account } from '../../decide/decision.js'
import { otherDomain } from './byName.js'
import { countFor, formsDiffer, speaksAgainst } from './candidate.js'
import { fold, foldName } from './companyName.js'
import { comparePlaces, type Evidence } from './evidence.js'
import type { CompanyFacts } from './facts.js'
import type { Loaded } from './load.js'
import type { Settings } from './options.js'
import type { ShownHost } from './shown.js'

/** An account that was not matched, though something speaks for it. */
export interface NearMiss<A> {
  readonly account: A
  /** From 0 to 1; above 0.8 only for another match by domain or by name. */
  readonly score: number
  readonly evidence: readonly Evidence[]
}

/** Accounts that are compared. */
const compared = 300
/** What the similarity of a name is worth, and the most that places can add. */
const [worth, most] = [0.7, 0.1]

/** Accounts with similar names, the best first. A lead without a name is known by the label of its domain: `acme` of `acme.io`. */
export function suggest<Lead, A extends Account>(
  loaded: Loaded<A>,
  settings: Settings<Lead, A>,
  facts: CompanyFacts,
  hosts: readonly ShownHost[],
): NearMiss<A>[] {
  const given = (facts.names ?? []).flatMap(foldName)
  const names = given.length > 0 ? given : hosts.slice(0, 1).flatMap(({ host }) => foldName(fold(host.label)))
  const found = new Map<number, NearMiss<A>>()
  let left = compared
  // The names come with the most similar first: once enough accounts are better than any of the rest could be, it is over.
  const isOver = (similarity: number): boolean => {
    const better = [...found.values()].filter(({ score }) => score > worth * similarity + most)
    return similarity < settings.minSimilarity || left <= 0 || better.length >= settings.nearMisses
  }
  for (const asked of names)
    for (const { name, similarity } of loaded.similar.similar(asked, Math.max(settings.nearMisses * 2, 8))) {
      if (isOver(similarity)) break
      const numbers = loaded.byName.valuesOf(name).slice(0, left)
      left -= numbers.length
      for (const number of numbers) {
        const account = loaded.accounts[number] as A
        const theirs = settings.accountFacts(account)
        const evidence: Evidence[] = [
          { kind: 'similarName', speaks: 'for', text: `similar name ${loaded.names.textOf(name)}` },
          ...comparePlaces(facts, theirs),
          ...(formsDiffer(names, theirs) ? [{ kind: 'form', speaks: 'against', text: 'another legal form' } as const] : []),
          ...otherDomain(hosts, theirs),
        ]
        const score = scoreOf(similarity, evidence)
        if (score > (found.get(number)?.score ?? 0)) found.set(number, { account, score, evidence })
      }
    }
  return [...found.values()].sort(byScore)
}

export function byScore<A extends Account>(one: NearMiss<A>, other: NearMiss<A>): number {
  return other.score - one.score || (one.account.id < other.account.id ? -1 : 1)
}

/** Similarity, moved a little by what else is known. Never above 0.8. */
export function scoreOf(similarity: number, evidence: readonly Evidence[]): number {
  const against =
    (speaksAgainst(evidence, 'country') ? 0.12 : 0) +
    (speaksAgainst(evidence, 'otherDomain') ? 0.08 : 0) +
    (speaksAgainst(evidence, 'state') ? 0.05 : 0) +
    (speaksAgainst(evidence, 'form') ? 0.03 : 0)
  const score = worth * similarity + Math.min(most, 0.04 * countFor(evidence)) - against
  return Math.round(Math.max(0, Math.min(0.8, score)) * 1000) / 1000
}
