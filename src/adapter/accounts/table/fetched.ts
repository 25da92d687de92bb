import type { Account } from '../../../decide/decision.js'
import { looked } from '../byName.js'
import type { Source } from '../found.js'
import type { Deciding } from '../options.js'
import { accountKeys, type Key, placeOf } from './keys.js'
import type { FoundRow } from './rows.js'

interface Held<A> {
  readonly account: A
  /** What the account says now, in full: a row may be older than the account, and its key is cut. */
  readonly keys: ReadonlySet<string>
}

/** What was fetched for some leads, as something to look up. */
export function fetched<Lead, A extends Account>(rows: readonly FoundRow[], settings: Deciding<Lead, A>): Source<A> {
  const byId = new Map<string, Held<A>>()
  const places = new Map<string, Held<A>[]>()
  for (const { kind, key, id, account } of rows) {
    const held = byId.get(id) ?? heldOf(account, settings)
    byId.set(id, held)
    const place = placeOf({ kind, key })
    const list = places.get(place)
    if (list === undefined) places.set(place, [held])
    else list.push(held)
  }
  const at = (kind: Key['kind'], key: string): A[] => {
    const list = places.get(placeOf({ kind, key })) ?? []
    // Not all of them were fetched: which of these are old is nothing then, there are too many.
    const crowded = kind === 'name' && list.length > looked
    return list.filter(({ keys }) => crowded || keys.has(`${kind} ${key}`)).map(({ account }) => account)
  }
  return {
    atHost: (name) => at('host', name),
    below: (domain) => at('domain', domain),
    called: (key, most) => at('name', key).slice(0, most),
    parents: new Map(),
    similar: () => [],
  }
}

function heldOf<Lead, A extends Account>(text: string, { accountFacts, freeMail }: Deciding<Lead, A>): Held<A> {
  const account = JSON.parse(text) as A
  const keys = accountKeys(accountFacts(account), freeMail, account.id, () => undefined)
  return { account, keys: new Set(keys.map(({ kind, key }) => `${kind} ${key}`)) }
}
