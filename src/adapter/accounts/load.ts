import type { Account } from '../../decide/decision.js'
import { type Bag, bag } from './bag.js'
import { foldName } from './companyName.js'
import type { Host } from './host.js'
import { type IdMap, idMap } from './idMap.js'
import { type NameIndex, nameIndex, nameWords } from './nameIndex.js'
import type { Settings } from './options.js'
import { pause } from './pause.js'
import { readHosts } from './readHosts.js'
import { type TextTable, textTable } from './textTable.js'

/** An account, or a part of it, that the index leaves out. */
export interface AccountProblem {
  /** The number of the account in the order in which it came, from 0. */
  readonly index: number
  /** No text `id`; an id that another account has; a domain where anybody can have an address; a domain that is none. The first two are left out whole. */
  readonly code: 'noId' | 'duplicateId' | 'freeMail' | 'badDomain'
  readonly message: string
}

export interface Loaded<A> {
  readonly accounts: readonly A[]
  readonly domains: TextTable
  /** For each domain twice the numbers of its accounts; plus one where it is only the registrable domain of what the account names. */
  readonly byDomain: Bag
  readonly names: TextTable
  readonly byName: Bag
  readonly similar: NameIndex
  readonly parents: IdMap<A>
  /** What the index takes beside the accounts themselves. */
  readonly bytes: number
  readonly problems: readonly AccountProblem[]
}

/** Problems that are told; a list with more is not the one that was meant. */
const told = 1000
/** What takes next to nothing for each goes in longer slices. */
const built = 10_000

/** Reads the accounts in slices, so that the event loop is never held up for long. */
export async function load<Lead, A extends Account>(
  given: Iterable<A> | AsyncIterable<A>,
  settings: Settings<Lead, A>,
): Promise<Loaded<A>> {
  const accounts: A[] = []
  const problems: AccountProblem[] = []
  const [domains, names, words] = [textTable(), textTable(), textTable()]
  const [byDomain, byName, wordsOf] = [bag(domains), bag(names), nameWords(words)]
  const ids = idMap<true>()
  const parentIds = idMap<true>()
  let read = 0
  const complain = (code: AccountProblem['code'], message: string): void => {
    if (problems.length < told) problems.push({ index: read, code, message })
  }
  const take = (account: A): void => {
    const fault = faultOf(account, ids)
    if (fault !== undefined) {
      complain(...fault)
      return
    }
    ids.set(account.id, true)
    const number = accounts.push(account) - 1
    const { websites = [], emails = [], names: called = [], parent } = settings.accountFacts(account)
    if (parent !== undefined) parentIds.set(parent, true)
    readHosts({ websites, emails }, settings.freeMail, account.id, (host) => addHost(host, number), complain)
    for (const name of called)
      for (const { key } of foldName(name)) {
        const before = names.size
        byName.add(names.add(key), number)
        if (names.size > before) wordsOf.add(key)
      }
  }
  const addHost = ({ name, domain }: Host, number: number): void => {
    byDomain.add(domains.add(name), number * 2)
    if (name !== domain) byDomain.add(domains.add(domain), number * 2 + 1)
  }
  /** @returns whether a slice ends here */
  const next = (account: A): boolean => {
    take(account)
    read += 1
    if (read % settings.sliceSize !== 0) return false
    settings.onProgress(read)
    return true
  }

  if (Symbol.asyncIterator in given) {
    for await (const account of given) if (next(account)) await pause()
  } else for (const account of given) if (next(account)) await pause()
  if (read % settings.sliceSize !== 0 || read === 0) settings.onProgress(read)
  const parents = idMap<A>()
  if (parentIds.size > 0)
    for (const [number, account] of accounts.entries()) {
      if (parentIds.has(account.id)) parents.set(account.id, account)
      if (number % built === built - 1) await pause()
    }
  const similar = await nameIndex(names, wordsOf, built)
  const bytes = [domains, byDomain, names, byName, words, similar].reduce((sum, part) => sum + part.bytes, accounts.length * 8)
  return { accounts, domains, byDomain, names, byName, similar, parents, problems, bytes }
}

export function faultOf(account: Account, ids: Pick<IdMap<true>, 'has'>): readonly [AccountProblem['code'], string] | undefined {
  if (typeof account !== 'object' || account === null || typeof account.id !== 'string' || account.id === '')
    return ['noId', 'It has no text `id`, and is left out.']
  return ids.has(account.id) ? ['duplicateId', `Another account has the id ${account.id}; this one is left out.`] : undefined
}
