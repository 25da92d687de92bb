import type { Account } from '../../decide/decision.js'
import { better, type Candidate, countFor } from './candidate.js'
import { foldName } from './companyName.js'
import { comparePlaces, type Evidence } from './evidence.js'
import type { CompanyFacts } from './facts.js'
import type { Source } from './found.js'
import { namesUp } from './host.js'
import type { Deciding } from './options.js'
import type { ShownHost } from './shown.js'

/** Accounts with one host, the best first. */
export interface DomainMatch<A> {
  readonly shown: ShownHost
  readonly candidates: readonly Candidate<A>[]
}

/** What each of the hosts leads to, for those that lead anywhere. `first`: the first of them will do. */
export function byDomain<Lead, A extends Account>(
  source: Source<A>,
  { accountFacts }: Deciding<Lead, A>,
  hosts: readonly ShownHost[],
  facts: CompanyFacts,
  first: boolean,
): DomainMatch<A>[] {
  const found: DomainMatch<A>[] = []
  for (const shown of hosts) {
    const at = lookUp(source, shown)
    if (at === undefined) continue
    const kind = at.exact ? 'domain' : 'registrable'
    const candidates = at.accounts.map((account): Candidate<A> => {
      const proof: Evidence = { kind, speaks: 'for', text: `domain ${at.name} from the lead's ${shown.from}` }
      // Nothing else is asked of the only one: a domain beats all other evidence.
      if (first && at.accounts.length === 1) return { account, facts: {}, evidence: [proof], rank: [] }
      const theirs = accountFacts(account)
      const evidence = [proof, ...sameName(facts, theirs), ...comparePlaces(facts, theirs)]
      return { account, facts: theirs, evidence, rank: [agreement(evidence)] }
    })
    found.push({ shown, candidates: candidates.sort(better) })
    if (first) break
  }
  return found
}

/** The accounts that name the host or the next thing above it; else those that share its registrable domain. */
function lookUp<A>(source: Source<A>, { host }: ShownHost) {
  for (const name of namesUp(host)) {
    const accounts = source.atHost(name)
    if (accounts.length > 0) return { name, exact: true, accounts }
  }
  const accounts = source.below(host.domain)
  return accounts.length > 0 ? { name: host.domain, exact: false, accounts } : undefined
}

function sameName({ names = [] }: CompanyFacts, theirs: CompanyFacts): Evidence[] {
  const keys = new Set(names.flatMap(foldName).map(({ key }) => key))
  const same = (theirs.names ?? []).find((name) => foldName(name).some(({ key }) => keys.has(key)))
  return same === undefined ? [] : [{ kind: 'name', speaks: 'for', text: `name ${same.slice(0, 80)}` }]
}

function agreement(evidence: readonly Evidence[]): number {
  const named = evidence.some(({ kind }) => kind === 'name') ? 1 : 0
  return named + countFor(evidence) - evidence.filter(({ speaks }) => speaks === 'against').length
}
