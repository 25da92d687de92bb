import type { Account } from '../../decide/decision.js'
import { better, type Candidate, countFor } from './candidate.js'
import { foldName } from './companyName.js'
import { comparePlaces, type Evidence } from './evidence.js'
import type { CompanyFacts } from './facts.js'
import { namesUp } from './host.js'
import type { Loaded } from './load.js'
import type { Settings } from './options.js'
import type { ShownHost } from './shown.js'

/** Accounts with one host, the best first. */
export interface DomainMatch<A> {
  readonly shown: ShownHost
  readonly candidates: readonly Candidate<A>[]
}

/** What each of the hosts leads to, for those that lead anywhere. `first`: the first of them will do. */
export function byDomain<Lead, A extends Account>(
  { accounts, domains, byDomain: held }: Loaded<A>,
  { accountFacts }: Settings<Lead, A>,
  hosts: readonly ShownHost[],
  facts: CompanyFacts,
  first: boolean,
): DomainMatch<A>[] {
  const found: DomainMatch<A>[] = []
  for (const shown of hosts) {
    const at = lookUp(domains, held, shown)
    if (at === undefined) continue
    const kind = at.exact ? 'domain' : 'registrable'
    const candidates = at.numbers.map((number): Candidate<A> => {
      const account = accounts[number] as A
      const proof: Evidence = { kind, speaks: 'for', text: `domain ${at.name} from the lead's ${shown.from}` }
      // Nothing else is asked of the only one: a domain beats all other evidence.
      if (first && at.numbers.length === 1) return { account, facts: {}, evidence: [proof], rank: [] }
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
function lookUp<A>(domains: Loaded<A>['domains'], held: Loaded<A>['byDomain'], { host }: ShownHost) {
  for (const name of namesUp(host)) {
    const numbers = numbersAt(name, 0)
    if (numbers.length > 0) return { name, exact: true, numbers }
  }
  const numbers = numbersAt(host.domain, 1)
  return numbers.length > 0 ? { name: host.domain, exact: false, numbers } : undefined

  function numbersAt(name: string, part: 0 | 1): number[] {
    const at = domains.numberOf(name)
    return at < 0
      ? []
      : held
          .valuesOf(at)
          .filter((value) => value % 2 === part)
          .map((value) => value >>> 1)
  }
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
