import type { Account } from '../../decide/decision.js'
import { byDomain } from './byDomain.js'
import { byName } from './byName.js'
import { type Candidate, countFor } from './candidate.js'
import type { Evidence } from './evidence.js'
import type { CompanyFacts } from './facts.js'
import { type AccountProblem, type Loaded, load } from './load.js'
import { type AccountIndexOptions, type Settings, settingsOf } from './options.js'
import { withOwner } from './parents.js'
import { shownHosts } from './shown.js'
import { straight } from './straight.js'
import { byScore, type NearMiss, scoreOf, suggest } from './suggest.js'

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

export interface AccountIndex<Lead, A> {
  /** The accounts port: `createRouter({ accounts: index.port })`. Only matches, and nothing that is merely similar. */
  port(lead: Lead): A | undefined
  /** The same match, explained, with its near-misses. */
  match(lead: Lead): AccountMatch<A>
  /** Accounts in the index. */
  readonly size: number
  /** What was left out, and why. At most 1,000 are told. */
  readonly problems: readonly AccountProblem[]
  /** What the index takes beside the accounts themselves. */
  readonly bytes: number
}

/**
 * An index of accounts in memory, made for a million of them. A lead matches by the domain of its website or e-mail address, or by an equal
 * name with a second piece of evidence; a similar name is only suggested. See docs/accounts.md.
 *
 * @param accounts kept as they are; a later change of them needs a new index
 * @throws RoutingError `badOptions`
 * @example
 * const index = await accountIndex([{ id: 'A1', owner: 'ana', domain: 'acme.com' }])
 * const router = createRouter({ plan, roster, store, accounts: index.port })
 */
export async function accountIndex<A extends Account, Lead = object>(
  accounts: Iterable<A> | AsyncIterable<A>,
  options: AccountIndexOptions<Lead, A> = {},
): Promise<AccountIndex<Lead, A>> {
  const settings = settingsOf(options)
  const loaded = await load(accounts, settings)
  return {
    port: (lead) => {
      const account = straight(loaded, settings.freeMail, settings.firstAddress(lead))
      if (account === undefined) return found(settings.leadFacts(lead), loaded, settings, true).account
      // Of accounts that stand alone not even the owner is looked at.
      return loaded.parents.size === 0 ? account : withOwner(account, loaded.parents, settings.accountFacts).account
    },
    match: (lead) => found(settings.leadFacts(lead), loaded, settings, false),
    size: loaded.accounts.length,
    problems: loaded.problems,
    bytes: loaded.bytes,
  }
}

/** @param bare without near-misses */
function found<Lead, A extends Account>(
  facts: CompanyFacts,
  loaded: Loaded<A>,
  settings: Settings<Lead, A>,
  bare: boolean,
): AccountMatch<A> {
  const hosts = shownHosts(facts, settings.freeMail)
  const domains = byDomain(loaded, settings, hosts, facts, bare)
  const best = domains[0]?.candidates[0]
  if (bare && best !== undefined) return matched('domain', best, loaded, settings, [])
  const named = byName(loaded, settings, facts, hosts)
  const match = best ?? named.match
  const near = bare
    ? []
    : nearMisses(
        domains.flatMap(({ candidates }) => candidates),
        named.candidates,
        match,
      )
  if (match === undefined) {
    const similar = bare ? [] : suggest(loaded, settings, facts, hosts)
    return { score: 0, evidence: [], tied: named.tied, nearMisses: listed([...near, ...similar], settings) }
  }
  return matched(best === undefined ? 'name' : 'domain', match, loaded, settings, near)
}

function matched<Lead, A extends Account>(
  by: 'domain' | 'name',
  { account, evidence }: Candidate<A>,
  loaded: Loaded<A>,
  settings: Settings<Lead, A>,
  near: readonly NearMiss<A>[],
): AccountMatch<A> {
  const owned = withOwner(account, loaded.parents, settings.accountFacts)
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
function listed<Lead, A extends Account>(near: readonly NearMiss<A>[], settings: Settings<Lead, A>): NearMiss<A>[] {
  const seen = new Set<A>()
  return [...near]
    .sort(byScore)
    .filter(({ account }) => !seen.has(account) && seen.add(account))
    .slice(0, settings.nearMisses)
}
