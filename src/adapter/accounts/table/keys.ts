import { foldName } from '../companyName.js'
import type { AccountFacts, CompanyFacts } from '../facts.js'
import { namesUp } from '../host.js'
import type { AccountProblem } from '../load.js'
import { readHosts } from '../readHosts.js'
import { shownHosts } from '../shown.js'

/** By what an account is found: a host that it names, the registrable domain of such a host, a folded name. */
export interface Key {
  readonly kind: 'host' | 'domain' | 'name'
  readonly key: string
}

/** An index of PostgreSQL takes no more than 2,700 bytes. What is found by the beginning of a key is compared as a whole. */
const longest = 400
/** A lead with more is no lead of a company, and would be a question as large as somebody wants. */
const mostOfLead = 1000

export function placeOf({ kind, key }: Key): string {
  return `${kind} ${key.slice(0, longest)}`
}

/** As they stand in the table. */
export function cut(keys: Iterable<Key>): Key[] {
  const places = new Map<string, Key>()
  for (const one of keys) places.set(placeOf(one), { kind: one.kind, key: one.key.slice(0, longest) })
  return [...places.values()]
}

/** In full, each once. */
export function accountKeys(
  facts: AccountFacts,
  freeMail: ReadonlySet<string>,
  id: string,
  complain: (code: AccountProblem['code'], message: string) => void,
): Key[] {
  const keys: Key[] = []
  const add = ({ name, domain }: { readonly name: string; readonly domain: string }): void => {
    keys.push({ kind: 'host', key: name })
    if (name !== domain) keys.push({ kind: 'domain', key: domain })
  }
  readHosts(facts, freeMail, id, add, complain)
  for (const name of facts.names ?? []) for (const { key } of foldName(name)) keys.push({ kind: 'name', key })
  return keys
}

export function leadKeys(facts: CompanyFacts, freeMail: ReadonlySet<string>): Key[] {
  const keys: Key[] = []
  for (const { host } of shownHosts(facts, freeMail)) {
    for (const name of namesUp(host)) keys.push({ kind: 'host', key: name })
    keys.push({ kind: 'domain', key: host.domain })
  }
  for (const name of facts.names ?? []) for (const { key } of foldName(name)) keys.push({ kind: 'name', key })
  return keys.slice(0, mostOfLead)
}
