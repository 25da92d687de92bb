import type { Account } from '../../decide/decision.js'
import { byDomain } from './byDomain.js'
import { byName } from './byName.js'
import { type Candidate, countFor } from './candidate.js'
import type { Evidence } from './evidence.js'
import type { CompanyFacts } from './facts.js'
import type { Deciding } from './options.js'
import { type Parents, withOwner } from './parents.js'
import { type ShownHost, shownHosts } from './shown.js'
import { byScore, type NearMiss, scoreOf } from './suggest.js'

/** What was found for a lead. */
export interface AccountMatch<A> {
  readonly account?: A
  readonly by?: 'domain' | 'name'
  /** 1: the same host; 0.97: the same registrable domain; 0.85 to 0.95: the same name and so much beside it; 0: no match. */
  readonly score: number
  readonly evidence: readonly Evidence[]
  /** Several accounts have the lead's name and are as good as each other: none of them is matched. */
  readonly tied: boolean
  /** Other accounts that come near, the best first. */
  readonly nearMisses: readonly NearMiss<A>[]
}

/** Where accounts are looked up by what a lead shows: an index in memory, or what was fetched from a table. */
export interface Source<A> {
  /** Accounts that name the host itself. */
  atHost(name: string): readonly A[]
  /** Accounts that name a host below this registrable domain. */
  below(domain: string): readonly A[]
  /** Accounts with a name of this key; of a great many, `most` will do. */
  called(key: string, most: number): readonly A[]
  readonly parents: Parents<A>
  /** Accounts with similar names. */
  similar(facts: CompanyFacts, hosts: readonly ShownHost[]): readonly NearMiss<A>[]
}

/**
 * Decides whose lead it is. The same for every source, so that a table answers as the index does.
 *
 * @param bare without near-misses
 */
export function found<Lead, A extends Account>(
  facts: CompanyFacts,
  source: Source<A>,
  settings: Deciding<Lead, A>,
  bare: boolean,
): AccountMatch<A> {
  const hosts = shownHosts(facts, settings.freeMail)
  const domains = byDomain(source, settings, hosts, facts, bare)
  const best = domains[0]?.candidates[0]
  if (bare && best !== undefined) return matched('domain', best, source, settings, [])
  const named = byName(source, settings, facts, hosts)
  const match = best ?? named.match
  const near = bare
    ? []
    : nearMisses(
        domains.flatMap(({ candidates }) => candidates),
        named.candidates,
        match,
      )
  if (match === undefined) {
    const similar = bare ? [] : source.similar(facts, hosts)
    return { score: 0, evidence: [], tied: named.tied, nearMisses: listed([...near, ...similar], settings) }
  }
  return matched(best === undefined ? 'name' : 'domain', match, source, settings, near)
}

function matched<Lead, A extends Account>(
  by: 'domain' | 'name',
  { account, evidence }: Candidate<A>,
  { parents }: Source<A>,
  settings: Deciding<Lead, A>,
  near: readonly NearMiss<A>[],
): AccountMatch<A> {
  const owned = withOwner(account, parents, settings.accountFacts)
  return {
    account: owned.account,
    by,
    score: scoreOfMatch(by, evidence),
    evidence: [...evidence, ...owned.evidence],
    tied: false,
    nearMisses: listed(near, settings),
  }
}

function scoreOfMatch(by: 'domain' | 'name', evidence: readonly Evidence[]): number {
  if (by === 'domain') return evidence.some(({ kind }) => kind === 'domain') ? 1 : 0.97
  return Math.min(0.95, Math.round((0.8 + 0.05 * countFor(evidence)) * 100) / 100)
}

/** What matches by a domain or a name as well, but for the match itself. */
function nearMisses<A>(domains: readonly Candidate<A>[], names: readonly Candidate<A>[], match: Candidate<A> | undefined): NearMiss<A>[] {
  return [
    ...domains.map(({ account, evidence }) => ({ account, score: 0.9, evidence })),
    ...names.map(({ account, evidence }) => ({ account, score: scoreOf(1, evidence), evidence })),
  ].filter(({ account }) => account !== match?.account)
}

/** Each account once, with its best score. */
function listed<Lead, A extends Account>(near: readonly NearMiss<A>[], settings: Deciding<Lead, A>): NearMiss<A>[] {
  const seen = new Set<A>()
  return [...near]
    .sort(byScore)
    .filter(({ account }) => !seen.has(account) && seen.add(account))
    .slice(0, settings.nearMisses)
}
