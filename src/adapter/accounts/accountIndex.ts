import type { Account } from '../../decide/decision.js'
import { type AccountMatch, found, type Source } from './found.js'
import { type AccountProblem, type Loaded, load } from './load.js'
import { type AccountIndexOptions, type Settings, settingsOf } from './options.js'
import { withOwner } from './parents.js'
import { straight } from './straight.js'
import { suggest } from './suggest.js'

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
  const source = sourceOf(loaded, settings)
  return {
    port: (lead) => {
      const account = straight(loaded, settings.freeMail, settings.firstAddress(lead))
      if (account === undefined) return found(settings.leadFacts(lead), source, settings, true).account
      // Of accounts that stand alone not even the owner is looked at.
      return loaded.parents.size === 0 ? account : withOwner(account, loaded.parents, settings.accountFacts).account
    },
    match: (lead) => found(settings.leadFacts(lead), source, settings, false),
    size: loaded.accounts.length,
    problems: loaded.problems,
    bytes: loaded.bytes,
  }
}

function sourceOf<Lead, A extends Account>(loaded: Loaded<A>, settings: Settings<Lead, A>): Source<A> {
  const { accounts, domains, byDomain, names, byName, parents } = loaded
  /** @param part 0: of those that name the host itself; 1: of those that name one below */
  const atHost = (name: string, part: 0 | 1): A[] => {
    const at = domains.numberOf(name)
    if (at < 0) return []
    const values = byDomain.valuesOf(at).filter((value) => value % 2 === part)
    return values.map((value) => accounts[value >>> 1] as A)
  }
  return {
    atHost: (name) => atHost(name, 0),
    below: (domain) => atHost(domain, 1),
    called(key, most) {
      const at = names.numberOf(key)
      const numbers = at < 0 ? [] : byName.valuesOf(at).slice(0, most)
      return numbers.map((number) => accounts[number] as A)
    },
    parents,
    similar: (facts, hosts) => suggest(loaded, settings, facts, hosts),
  }
}
