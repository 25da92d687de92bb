import { quoted } from '../../schemaName.js'
import { looked } from '../byName.js'
import { steps } from '../parents.js'
import { aboveSql, type FoundRow, type Rows } from './rows.js'

/** What the table asks of a `Pool` or a `Client` of `pg`. */
export interface PgQueries {
  query(sql: string, values?: string[]): Promise<{ readonly rows: readonly unknown[] }>
}

/** What the table asks of the `sql` of `postgres` (postgres.js). */
export interface PostgresJsQueries {
  unsafe(sql: string, values?: string[]): PromiseLike<unknown> & { simple(): PromiseLike<unknown> }
}

type Row = { readonly [column: string]: unknown }

/** Two processes that make the tables at the same time would get into each other's way. */
const lock = 7_021_917_003

/** Each call is one statement, with one value: a JSON text. So any connection of the pool will do, also behind PgBouncer. */
export function postgresRows(queries: PgQueries | PostgresJsQueries, name: string): Rows {
  const query = async (text: string, value: unknown): Promise<readonly Row[]> => {
    const values = [JSON.stringify(value)]
    return 'unsafe' in queries
      ? ((await queries.unsafe(text, values)) as readonly Row[])
      : ((await queries.query(text, values)).rows as readonly Row[])
  }
  // Without values several statements are one message, and one transaction.
  const script = async (text: string): Promise<void> =>
    void (await ('unsafe' in queries ? queries.unsafe(text).simple() : queries.query(text)))
  const sql = statements(name)
  return {
    schema: `${sql.createSchema}${sql.tables}`,
    async migrate() {
      for (let attempt = 0; ; attempt += 1) {
        const [seen] = await query(sql.seen, name)
        if (seen?.tables === true) return
        try {
          // Not `if not exists` alone: that asks for the right to create schemas also where there is nothing to create.
          await script(`select pg_advisory_xact_lock(${lock});${seen?.schema === true ? '' : sql.createSchema}${sql.tables}`)
          return
        } catch (error) {
          // The store may have made the schema at the same moment.
          if (attempt > 0) throw error
        }
      }
    },
    async put(accounts) {
      const keys = accounts.flatMap(({ id, keys }) => keys.map((key) => ({ ...key, id })))
      await query(sql.put, { accounts: accounts.map(({ id, parent, account }) => ({ id, parent, account })), keys })
    },
    remove: async (ids) => Number((await query(sql.remove, ids))[0]?.total),
    count: async () => Number((await query(sql.count, null))[0]?.total),
    at: async (keys) => (await query(sql.at, keys)) as unknown as readonly FoundRow[],
    above: async (ids) => (await query(sql.above, ids)) as unknown as readonly FoundRow[],
  }
}

function statements(name: string) {
  const schema = quoted(name)
  const [accounts, keys] = [`${schema}.fairlead_accounts`, `${schema}.fairlead_account_keys`]
  return {
    createSchema: `create schema if not exists ${schema};\n`,
    tables: `create table if not exists ${accounts} (
  id text primary key,
  parent text,
  account text not null
);
create table if not exists ${keys} (
  kind text not null,
  key text not null,
  id text not null,
  primary key (kind, key, id)
);
create index if not exists fairlead_account_keys_of on ${keys} (id);
`,
    seen: `with given as (select $1::text::json #>> '{}' as name)
      select exists (select from pg_catalog.pg_namespace n join given on n.nspname = given.name) as schema,
        (select count(*) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace join given on n.nspname = given.name
         where c.relname in ('fairlead_accounts', 'fairlead_account_keys', 'fairlead_account_keys_of')) = 3 as tables`,
    // Keys change only under the lock of their account's row (`kept`): of two that put one account at the same time, the later one's keys are all there.
    // A key of the earlier one may be left; accounts are compared by what they say themselves.
    put: `with given as (select $1::text::json as all_of_it),
      wanted as (select distinct w.kind, w.key, w.id
        from given, json_to_recordset(given.all_of_it -> 'keys') as w (kind text, key text, id text)),
      kept as (insert into ${accounts} as a (id, parent, account)
        select g.id, g.parent, g.account
        from given, json_to_recordset(given.all_of_it -> 'accounts') as g (id text, parent text, account text) order by g.id
        on conflict (id) do update set parent = excluded.parent, account = excluded.account returning a.id),
      gone as (delete from ${keys} k using kept where k.id = kept.id
        and not exists (select from wanted w where w.kind = k.kind and w.key = k.key and w.id = k.id))
      insert into ${keys} (kind, key, id) select w.kind, w.key, w.id from kept join wanted w on w.id = kept.id on conflict do nothing`,
    remove: `with gone as (delete from ${accounts} where id in (select json_array_elements_text($1::text::json)) returning id),
      keyless as (delete from ${keys} k using gone where k.id = gone.id)
      select count(*) as total from gone`,
    count: `select count(*) as total from ${accounts} where $1::text is not null`,
    at: `select w.kind, w.key, a.id, a.account from json_to_recordset($1::text::json) as w (kind text, key text)
      cross join lateral (select k.id from ${keys} k where k.kind = w.kind and k.key = w.key
        limit case w.kind when 'name' then ${looked + 1} end) found
      join ${accounts} a on a.id = found.id`,
    above: aboveSql(accounts, 'json_array_elements_text($1::text::json) as given (value)', steps),
  }
}
