import type { Account } from '../../../decide/decision.js'
import { RoutingError } from '../../../errors.js'
import { toJson } from '../../../json.js'
import { toText } from '../../text.js'
import { idMap } from '../idMap.js'
import { type AccountProblem, faultOf } from '../load.js'
import type { Settings } from '../options.js'
import { pause } from '../pause.js'
import { accountKeys, cut } from './keys.js'
import type { Rows, StoredAccount } from './rows.js'

/** An account, or a part of it, that the table leaves out. */
export interface AccountTableProblem {
  /** The number of the account in the order in which it came, from 0. */
  readonly index: number
  /** As the index has them, and two more for accounts that are left out whole: no JSON; an id longer than 400 characters. */
  readonly code: AccountProblem['code'] | 'notJson' | 'longId'
  readonly message: string
}

export interface PutResult {
  /** Accounts that are in the table now. */
  readonly put: number
  /** What was left out, and why. At most 1,000 are told. */
  readonly problems: readonly AccountTableProblem[]
}

/** Accounts of one transaction. */
const together = 500
const told = 1000
/** What fits into an index of PostgreSQL beside a key. */
const longestId = 400

/** Writes accounts in portions, each in a transaction of its own, and lets others have their turn in between. */
export async function putAccounts<Lead, A extends Account>(
  accounts: Iterable<A> | AsyncIterable<A>,
  rows: Rows,
  settings: Settings<Lead, A>,
): Promise<PutResult> {
  if (typeof accounts !== 'object' || accounts === null || !(Symbol.iterator in accounts || Symbol.asyncIterator in accounts))
    throw new RoutingError('badOptions', {
      detail: '`put` takes a list of accounts, or anything else that can be gone through.',
      path: ['accounts'],
    })
  const problems: AccountTableProblem[] = []
  const ids = idMap<true>()
  let [read, put] = [0, 0]
  const complain = (code: AccountTableProblem['code'], message: string): void => {
    if (problems.length < told) problems.push({ index: read, code, message })
  }
  const usable = (account: A): A | undefined => {
    const fault: readonly [AccountTableProblem['code'], string] | undefined = faultOf(account, ids) ?? lengthOf(account)
    const copied = fault === undefined ? toJson(account) : undefined
    if (fault !== undefined) complain(...fault)
    if (copied === undefined) return undefined
    if ('value' in copied) return copied.value as A
    complain('notJson', `The account ${account.id} is no plain JSON, and is left out: ${copied.issues[0]?.message}`)
    return undefined
  }
  const stored = (given: A): StoredAccount[] => {
    const account = usable(given)
    if (account === undefined) return []
    ids.set(account.id, true)
    const facts = settings.accountFacts(account)
    const keys = cut(accountKeys(facts, settings.freeMail, account.id, complain))
    const parent = facts.parent === undefined ? null : toText(facts.parent)
    return [{ id: toText(account.id), parent, account: JSON.stringify(account), keys }]
  }
  for await (const some of portions(accounts)) {
    const portion: StoredAccount[] = []
    for (const account of some) {
      portion.push(...stored(account))
      read += 1
    }
    if (portion.length > 0) await rows.put(portion)
    put += portion.length
    await pause()
  }
  return { put, problems }
}

function lengthOf({ id }: Account): readonly ['longId', string] | undefined {
  if (toText(id).length <= longestId) return undefined
  return ['longId', `The id ${id.slice(0, 40)}… is longer than ${longestId} characters; the account is left out.`]
}

async function* portions<A>(accounts: Iterable<A> | AsyncIterable<A>): AsyncGenerator<readonly A[]> {
  let portion: A[] = []
  const full = (account: A): boolean => portion.push(account) === together
  const taken = (): readonly A[] => {
    const some = portion
    portion = []
    return some
  }
  if (Symbol.asyncIterator in accounts) {
    for await (const account of accounts) if (full(account)) yield taken()
  } else for (const account of accounts) if (full(account)) yield taken()
  if (portion.length > 0) yield taken()
}
