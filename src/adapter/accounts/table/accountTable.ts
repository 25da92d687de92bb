import type { Account } from '../../../decide/decision.js'
import { RoutingError } from '../../../errors.js'
import { fromText, toText } from '../../text.js'
import type { CompanyFacts } from '../facts.js'
import { type AccountMatch, found } from '../found.js'
import { inBatches } from '../inBatches.js'
import type { Settings } from '../options.js'
import { fetched } from './fetched.js'
import { cut, leadKeys } from './keys.js'
import { type PutResult, putAccounts } from './putAccounts.js'
import type { Rows } from './rows.js'
import { type AccountDatabase, kindOf, rowsOf } from './rowsOf.js'
import { type AccountTableOptions, tableSettings } from './tableOptions.js'

export interface AccountTable<Lead, A> {
  /** The accounts port: `createRouter({ accounts: table.port })`. On PostgreSQL leads that arrive together are one query. */
  port(lead: Lead): Promise<A | undefined>
  /** The same match, explained as the index does. Near-misses have the same domain or an equal name; similar names only the index finds. */
  match(lead: Lead): Promise<AccountMatch<A>>
  /** Adds accounts, and replaces those whose id is there. In portions of 500, each in a transaction; what failed can be put again. */
  put(accounts: Iterable<A> | AsyncIterable<A>): Promise<PutResult>
  /** @returns how many of them there were */
  remove(ids: Iterable<string>): Promise<number>
  /** Accounts in the table. */
  count(): Promise<number>
  /** Makes the tables now rather than at the first use. Any number of processes may do so at once. */
  migrate(): Promise<void>
  /** The tables as SQL, for who may make them; then with `migrate: false`. */
  readonly schema: string
}

/**
 * Accounts as a table in SQLite or PostgreSQL, in a database that the host has open and closes. A lead matches by domain or by an equal name exactly
 * as with `accountIndex`. See docs/accounts.md.
 *
 * @param database a database object of better-sqlite3, node:sqlite or @photostructure/sqlite; a `Pool` of `pg`; the `sql` of `postgres`
 * @throws RoutingError `badOptions`; of its calls `storeFailed`, with the driver's error as `cause`
 * @example
 * const table = accountTable<Lead>(new Pool())
 * await table.put([{ id: 'A1', owner: 'ana', domain: 'acme.com' }])
 * const router = createRouter({ plan, roster, store, accounts: table.port })
 */
export function accountTable<Lead = object, A extends Account = Account>(
  database: AccountDatabase,
  options: AccountTableOptions<Lead, A> = {},
): AccountTable<Lead, A> {
  const settings = tableSettings(database, options)
  const rows = rowsOf(database, options.schema ?? 'fairlead')
  let made: Promise<void> | undefined
  const migrate = (): Promise<void> => {
    made = rows.migrate().catch((error) => {
      // The next call tries again.
      made = undefined
      throw error
    })
    return made
  }
  const ready = async (): Promise<void> => (options.migrate === false ? undefined : (made ?? migrate()))
  const matches = async (facts: readonly CompanyFacts[], bare: boolean) => {
    await ready()
    return matchAll(facts, rows, settings, bare)
  }
  const accountsOf = async (facts: readonly CompanyFacts[]) => (await matches(facts, true)).map(({ account }) => account)
  // A query of SQLite costs no way to a server.
  const batched = inBatches(accountsOf, { most: kindOf(database) === 'sqlite' ? 1 : (options.most ?? 256) })
  return {
    // Here, so that what a function of the host's throws is this lead's alone.
    port: async (lead) => batched(settings.leadFacts(lead)),
    async match(lead) {
      const [match] = await matches([settings.leadFacts(lead)], false)
      return match as AccountMatch<A>
    },
    async put(accounts) {
      await ready()
      return putAccounts(accounts, rows, settings)
    },
    async remove(ids) {
      const list = listOf(ids)
      await ready()
      let removed = 0
      for (let from = 0; from < list.length; from += removedTogether) removed += await rows.remove(list.slice(from, from + removedTogether))
      return removed
    },
    async count() {
      await ready()
      return rows.count()
    },
    migrate,
    schema: rows.schema,
  }
}

const removedTogether = 1000

function listOf(ids: Iterable<string>): string[] {
  const list = typeof ids === 'object' && ids !== null && Symbol.iterator in ids ? [...ids] : undefined
  if (list === undefined || list.some((id) => typeof id !== 'string'))
    throw new RoutingError('badOptions', { detail: "`remove` takes a list of ids: ['A1'].", path: ['ids'] })
  return [...new Set(list.map(toText))]
}

/** One query for all of them, and another where accounts without an owner have some above them. */
async function matchAll<Lead, A extends Account>(
  facts: readonly CompanyFacts[],
  rows: Rows,
  settings: Settings<Lead, A>,
  bare: boolean,
): Promise<readonly AccountMatch<A>[]> {
  const keys = cut(facts.flatMap((one) => leadKeys(one, settings.freeMail)))
  const source = fetched(keys.length === 0 ? [] : await rows.at(keys), settings)
  const matches = facts.map((one) => found(one, source, settings, bare))
  const above = new Set(matches.flatMap(({ account }) => (account === undefined ? [] : parentOf(account, settings))))
  if (above.size === 0) return matches
  const held = await rows.above([...above])
  const parents = new Map(held.map(({ id, account }) => [fromText(id), JSON.parse(account) as A]))
  return facts.map((one) => found(one, { ...source, parents }, settings, bare))
}

function parentOf<Lead, A extends Account>(account: A, { accountFacts }: Settings<Lead, A>): string[] {
  if (typeof account.owner === 'string' && account.owner !== '') return []
  const { parent } = accountFacts(account)
  return parent === undefined ? [] : [toText(parent)]
}
