import type { Account } from '../../decide/decision.js'
import { better, type Candidate, compareNames, countFor, isRelated, speaksAgainst, speaksFor } from './candidate.js'
import { type CompanyName, foldName } from './companyName.js'
import { comparePlaces, type Evidence } from './evidence.js'
import type { AccountFacts, CompanyFacts } from './facts.js'
import type { Source } from './found.js'
import { hostOfWebsite } from './host.js'
import type { Deciding } from './options.js'
import type { ShownHost } from './shown.js'

/** Accounts of one name that are looked at; a name that more of them bear tells nobody apart. */
export const looked = 1000

export interface NameMatch<A> {
  readonly match?: Candidate<A>
  /** The match among them. */
  readonly candidates: readonly Candidate<A>[]
  /** Several accounts are as good as each other. */
  readonly tied: boolean
}

/**
 * Accounts with the lead's name. One of them is a match where something else speaks for it, nothing that counts against it, and no other
 * account is as good, unless both are one company or one group.
 */
export function byName<Lead, A extends Account>(
  source: Source<A>,
  settings: Deciding<Lead, A>,
  facts: CompanyFacts,
  hosts: readonly ShownHost[],
): NameMatch<A> {
  const names = (facts.names ?? []).flatMap(foldName)
  const seen = new Set<A>()
  const candidates: Candidate<A>[] = []
  let crowded = false
  for (const { key } of names) {
    const accounts = source.called(key, looked + 1)
    crowded ||= accounts.length > looked
    for (const account of accounts.slice(0, looked)) {
      if (seen.has(account)) continue
      seen.add(account)
      candidates.push(candidateOf(account, settings.accountFacts(account), names, key, facts, hosts))
    }
  }
  candidates.sort(better)
  const [best, second] = candidates.filter(({ evidence }) => mayAssign(evidence, settings.minEvidence))
  if (best === undefined || crowded) return { candidates, tied: crowded }
  const tied = second?.rank.every((step, index) => step === best.rank[index]) === true && !isRelated(best, second)
  return tied ? { candidates, tied } : { match: best, candidates, tied }
}

function candidateOf<A extends Account>(
  account: A,
  theirs: AccountFacts,
  names: readonly CompanyName[],
  key: string,
  facts: CompanyFacts,
  hosts: readonly ShownHost[],
): Candidate<A> {
  const { sameForm, sameOrder, otherForm } = compareNames(names, theirs, key)
  const evidence: Evidence[] = [
    { kind: 'name', speaks: 'for', text: `name ${key}` },
    ...comparePlaces(facts, theirs),
    ...(otherForm ? [{ kind: 'form', speaks: 'against', text: 'another legal form' } as const] : []),
    ...otherDomain(hosts, theirs),
  ]
  return { account, facts: theirs, evidence, rank: [sameForm ? 1 : 0, sameOrder ? 1 : 0, countFor(evidence)] }
}

/** The lead shows a domain of its own, and the account has others. `acme.de` and `acme.com` may well be one company. */
export function otherDomain(hosts: readonly ShownHost[], { websites = [] }: AccountFacts): Evidence[] {
  if (hosts.length === 0 || websites.length === 0) return []
  const theirs = websites.flatMap((website) => hostOfWebsite(website)?.host ?? [])
  if (theirs.length === 0 || theirs.some(({ label }) => hosts.some(({ host }) => host.label === label))) return []
  return [{ kind: 'otherDomain', speaks: 'against', text: `domain ${hosts[0]?.host.domain}, not ${theirs[0]?.domain}` }]
}

/** Postal code and phone are close enough to outweigh another domain or state; nothing outweighs another country or legal form. */
function mayAssign(evidence: readonly Evidence[], needed: number): boolean {
  if (countFor(evidence) < needed || speaksAgainst(evidence, 'country') || speaksAgainst(evidence, 'form')) return false
  const close = speaksFor(evidence, 'postalCode') || speaksFor(evidence, 'phone')
  return close || !(speaksAgainst(evidence, 'state') || speaksAgainst(evidence, 'otherDomain'))
}
