import type { Key } from './keys.js'

/** What a database does for the table. Ids and accounts are texts as they are stored (see `toText`). */
export interface Rows {
  /** The tables as SQL, for who may make them. */
  readonly schema: string
  migrate(): Promise<void>
  /** All of them or none. An account that is there is replaced. */
  put(accounts: readonly StoredAccount[]): Promise<void>
  /** @returns how many there were */
  remove(ids: readonly string[]): Promise<number>
  count(): Promise<number>
  /** The accounts at each key; of a name at most `looked + 1`. */
  at(keys: readonly Key[]): Promise<readonly FoundRow[]>
  /** These accounts, and those above them. */
  above(ids: readonly string[]): Promise<readonly Pick<FoundRow, 'id' | 'account'>[]>
}

export interface StoredAccount {
  readonly id: string
  readonly parent: string | null
  readonly account: string
  readonly keys: readonly Key[]
}

export interface FoundRow extends Key {
  readonly id: string
  readonly account: string
}

/** How far to go up from an account: as far as `withOwner` does. */
export const aboveSql = (accounts: string, given: string, steps: number): string => `
  with recursive above (id, step) as (
    select value, 1 from ${given}
    union
    select a.parent, above.step + 1 from above join ${accounts} a on a.id = above.id where a.parent is not null and above.step < ${steps}
  )
  select id, account from ${accounts} where id in (select id from above)`
