// A lead and the host's own rows in one transaction: with pg, postgres.js, Drizzle, Kysely and Knex. Needs a PostgreSQL server:
// DATABASE_URL=postgres://… npx tsx examples/hostTransactions.ts
import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { createRouter, type Plan, type Router } from 'fairlead'
import { fromDrizzle, fromKnex, fromKysely, postgresStore } from 'fairlead/postgres'
import knex from 'knex'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import postgres from 'postgres'

const plan: Plan = { fairlead: 1, name: 'forms', rules: [], otherwise: { to: { team: 'sales' } } }
const roster = [
  { id: 'ana', team: 'sales' },
  { id: 'bob', team: 'sales' },
]

type Form = { readonly id: string; readonly email: string }

/** Writes the form's row and takes the lead in, in one transaction; `fail` stands for whatever may still go wrong before the commit. */
type Save = (form: Form, router: Router, fail: boolean) => Promise<void>

const insert = 'insert into forms (id, email) values ($1, $2)'

function failIf(fail: boolean): void {
  if (fail) throw new Error('the host changed its mind')
}

const withPg =
  (pool: pg.Pool): Save =>
  async (form, router, fail) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(insert, [form.id, form.email])
      await router.accept(form, { tx: client })
      failIf(fail)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

const withPostgresJs =
  (db: postgres.Sql): Save =>
  async (form, router, fail) => {
    await db.begin(async (sql) => {
      await sql`insert into forms (id, email) values (${form.id}, ${form.email})`
      await router.accept(form, { tx: sql })
      failIf(fail)
    })
  }

const withDrizzle =
  (pool: pg.Pool): Save =>
  async (form, router, fail) => {
    await drizzle(pool).transaction(async (tx) => {
      await tx.execute(drizzleSql`insert into forms (id, email) values (${form.id}, ${form.email})`)
      await router.accept(form, { tx: fromDrizzle(tx, drizzleSql) })
      failIf(fail)
    })
  }

const withKysely =
  (db: Kysely<{ forms: Form }>): Save =>
  async (form, router, fail) => {
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('forms').values(form).execute()
      await router.accept(form, { tx: fromKysely(trx, CompiledQuery) })
      failIf(fail)
    })
  }

const withKnex =
  (db: knex.Knex): Save =>
  async (form, router, fail) => {
    await db.transaction(async (trx) => {
      await trx('forms').insert(form)
      await router.accept(form, { tx: fromKnex(trx) })
      failIf(fail)
    })
  }

export async function main(print: (line: string) => void, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  const kysely = new Kysely<{ forms: Form }>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }) })
  const knexDb = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } })
  try {
    await pool.query('create table if not exists forms (id text primary key, email text not null)')
    const router = createRouter({ plan, roster, store: postgresStore(pool) })
    const ways: readonly (readonly [string, Save])[] = [
      ['pg', withPg(pool)],
      ['postgres.js', withPostgresJs(sql)],
      ['Drizzle', withDrizzle(pool)],
      ['Kysely', withKysely(kysely)],
      ['Knex', withKnex(knexDb)],
    ]
    for (const [name, save] of ways) {
      await save({ id: `${name}-1`, email: 'a@example.com' }, router, false)
      await save({ id: `${name}-2`, email: 'b@example.com' }, router, true).catch((error: Error) => print(`${name}-2: ${error.message}`))
      // After the commit: whichever process sweeps first routes what has been accepted.
      const { accepted } = await router.sweep()
      const { kind, rule } = await router.route({ id: `${name}-1`, email: 'a@example.com' })
      print(`${name}-1: ${accepted.routed} accepted and routed, ${kind} by '${rule}'`)
    }

    // Or decide within the transaction; last, since the lock is held until the commit.
    await sql.begin(async (tx) => {
      await tx`insert into forms (id, email) values ('now', 'c@example.com')`
      const { kind } = await router.route({ id: 'now', email: 'c@example.com' }, { tx })
      print(`now: ${kind} within the transaction`)
    })
    const { rows } = await pool.query('select count(*)::int as forms from forms')
    print(`${rows[0].forms} forms, as many leads with an owner: ${(await router.health()).counts?.accepted.waiting} wait`)
  } finally {
    await Promise.all([pool.end(), sql.end(), kysely.destroy(), knexDb.destroy()])
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log, process.env.DATABASE_URL ?? 'postgres://localhost/postgres')
