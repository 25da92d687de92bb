import type { SqliteDatabase, SqliteValue } from '../../sqliteDatabase.js'
import { looked } from '../byName.js'
import { steps } from '../parents.js'
import { aboveSql, type FoundRow, type Rows } from './rows.js'

const schema = `create table if not exists fairlead_accounts (
  id text primary key not null,
  parent text,
  account text not null
) strict;
create table if not exists fairlead_account_keys (
  kind text not null,
  key text not null,
  id text not null,
  primary key (kind, key, id)
) strict, without rowid;
create index if not exists fairlead_account_keys_of on fairlead_account_keys (id);
`

const sql = {
  put: `insert into fairlead_accounts (id, parent, account) values (?, ?, ?)
    on conflict (id) do update set parent = excluded.parent, account = excluded.account`,
  forget: 'delete from fairlead_account_keys where id = ?',
  add: 'insert or ignore into fairlead_account_keys (kind, key, id) values (?, ?, ?)',
  find: 'select 1 as found from fairlead_accounts where id = ?',
  remove: 'delete from fairlead_accounts where id = ?',
  count: 'select count(*) as total from fairlead_accounts',
  at: `select k.kind, k.key, a.id, a.account from fairlead_account_keys k join fairlead_accounts a on a.id = k.id
    where k.kind = ? and k.key = ? limit ?`,
  above: aboveSql('fairlead_accounts', 'json_each(?)', steps),
}

/** Each call is done in one go, so that nothing of the host's comes between the statements of a transaction. */
export function sqliteRows(database: SqliteDatabase): Rows {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  const statement = (text: string) => {
    const held = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, held)
    return held
  }
  const run = (text: string, ...values: SqliteValue[]): void => void statement(text).run(...values)
  const all = (text: string, ...values: SqliteValue[]) => statement(text).all(...values) as readonly FoundRow[]
  return {
    schema,
    migrate: async () => void database.exec(schema),
    put: async (accounts) =>
      together(database, () => {
        for (const { id, parent, account, keys } of accounts) {
          run(sql.put, id, parent, account)
          run(sql.forget, id)
          for (const { kind, key } of keys) run(sql.add, kind, key, id)
        }
      }),
    remove: async (ids) =>
      together(database, () => {
        let removed = 0
        for (const id of ids) {
          if (all(sql.find, id).length > 0) removed += 1
          run(sql.remove, id)
          run(sql.forget, id)
        }
        return removed
      }),
    count: async () => Number((statement(sql.count).get() as { readonly total: unknown }).total),
    at: async (keys) => keys.flatMap(({ kind, key }) => all(sql.at, kind, key, kind === 'name' ? looked + 1 : -1)),
    above: async (ids) => all(sql.above, JSON.stringify(ids)),
  }
}

/** A savepoint is a transaction where none is open, and a part of the host's where one is. */
function together<Result>(database: SqliteDatabase, work: () => Result): Result {
  database.exec('savepoint fairlead_accounts')
  try {
    const result = work()
    database.exec('release fairlead_accounts')
    return result
  } catch (error) {
    try {
      database.exec('rollback to fairlead_accounts')
      database.exec('release fairlead_accounts')
    } catch {
      // After some errors SQLite has rolled back itself; the first error is the one to report.
    }
    throw error
  }
}
