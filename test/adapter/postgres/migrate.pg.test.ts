import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { driverOf } from '../../../src/adapter/postgres/driver.js'
import { type PostgresOptions, postgresStore, printMigrations } from '../../../src/adapter/postgres/index.js'
import { migrate } from '../../../src/adapter/postgres/migrate.js'
import { type Migration, migrations } from '../../../src/adapter/postgres/migrations.js'
import { errorOf, look, write } from '../../../src/testing/storeContractCase.js'
import { versionOf as planVersion } from '../../../src/testing/storeContractPlans.js'
import { assignedLead, ledgerAt } from '../../../src/testing/storeContractRecords.js'
import { connected, rows } from '../../postgres/connection.js'
import { closedAfterEach, kinds, openPg } from './pools.js'
import { count, counted, each } from './steps.js'

const latest = migrations.length
const closed = closedAfterEach()
let url: string
let schemas = 0

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

/** Brings a schema to what these steps make of it, as an older or a newer process would. */
async function bringTo(steps: readonly Migration[], schema: string): Promise<void> {
  const { pool, end } = openPg(url, 1)
  const connection = await driverOf(pool).connect()
  try {
    await migrate(connection, schema, true, 60_000, steps)
  } finally {
    // As the store does after a failure.
    await connection.script('rollback')
    connection.release(false)
    await end()
  }
}

const versionOf = (schema: string) => rows(url, `select version from "${schema}".schema_version`)
const freshSchema = () => `schema ${schemas++}`
const storeIn = (schema: string, options: PostgresOptions = {}) => postgresStore(closed(openPg(url, 2)).pool, { schema, ...options })

describe('an older schema', () => {
  test.each(Array.from({ length: latest }, (_, version) => version))('of version %i is brought up, with what is in it', async (version) => {
    const schema = freshSchema()
    const s = `"${schema}"`
    await bringTo(migrations.slice(0, version), schema)
    const lead = assignedLead('L1', { seq: 1 })
    const inserts = [
      // As each version had its tables; a later step must carry this along.
      [
        `insert into ${s}.scopes values ('default', 1, 'h1', 1000)`,
        `insert into ${s}.audit values ('default', 1, 1000, '${lead.subject}', '{"kind":"closed","subject":"${lead.subject}","epoch":1}', '', 'h1')`,
        `insert into ${s}.leads (scope, key, subject, salt, digest, intake, decision, waits, state, rep, epoch, seq, received_at, at) values
           ('default', 'L1', '${lead.subject}', '${lead.salt}', '${lead.digest}', '${JSON.stringify(lead.intake)}', '${JSON.stringify(lead.decision)}',
            '{}', 'assigned', 'ana', 1, 1, 1000, 1000)`,
        `insert into ${s}.ledgers values ('default', 'r', 7, 21, 35, 49)`,
        `insert into ${s}.standings (scope, rotation, rep, credit, last) values ('default', 'r', 'ana', -5, 7)`,
        `insert into ${s}.loads values ('default', 'ana', 1, 2)`,
        `insert into ${s}.documents values ('default', 'd1', 'plan', '{"a":1}')`,
      ],
      [
        `insert into ${s}.accepted (scope, key, content, received_at) values ('default', 'A1', '{"id":"A1"}', 5)`,
        `insert into ${s}.messages (scope, seq, number, subject, channel, about, at)
           values ('default', 1, 0, '${lead.subject}', 'slack', '{"kind":"assigned","epoch":1}', 1000)`,
        `insert into ${s}.timers values ('default', '${lead.subject}', 1, 'call', 0, 2000, '["slack"]', 'set', null)`,
      ],
    ]
    for (const sql of inserts.slice(0, version).flat()) await rows(url, sql)

    const store = storeIn(schema)
    await store.migrate()
    expect(await versionOf(schema)).toEqual([{ version: latest }])
    if (version > 0) {
      expect(await store.lead({ key: 'L1' })).toEqual(lead)
      expect(await store.ledger('r')).toEqual(ledgerAt(7, { ana: [-5, 7] }))
      expect(await store.loads(['ana'])).toEqual({ ana: { open: 1, assigned: 2 } })
      expect(await store.document('d1')).toEqual({ digest: 'd1', kind: 'plan', content: { a: 1 } })
    }
    const delivers = version > 1
    expect((await store.accepted({ now: 9, limit: 9 })).map(({ key }) => key)).toEqual(delivers ? ['A1'] : [])
    expect((await store.due({ now: 2000, limit: 9 })).map(({ key, timer }) => [key, timer.name])).toEqual(delivers ? [['L1', 'call']] : [])
    expect((await store.claim({ now: 2000, leaseMs: 1, limit: 9, channels: ['slack'] })).map(({ id }) => id)).toEqual(
      delivers ? ['1.0'] : [],
    )
    const before = version > 0 ? 1 : 0
    expect(await count(store, 'L2')).toBe(before + 1)
    expect(await store.audit({ after: 0, limit: 9 })).toHaveLength(before + 1)
    expect((await look(store)).plan).toBeUndefined()
    await write(store, { journal: [planVersion(1, 1)] })
    expect((await look(store)).plan).toEqual({ version: 1, digest: 'digest 1' })
  })

  test.each([0, 1, latest - 1])(
    'of version %i is refused with `migrate: false`, by the name of the remedy, which then helps',
    async (version) => {
      const schema = freshSchema()
      await bringTo(migrations.slice(0, version), schema)
      const store = storeIn(schema, { migrate: false })
      const error = await errorOf(() => count(store, 'L1'))
      expect(error).toMatchObject({ name: 'RoutingError', code: 'storeFailed' })
      expect((error as Error).message).toContain(`\`printMigrations({ from: ${version} })\``)
      if (version > 0) expect(await versionOf(schema)).toEqual([{ version }])
      await connected(url, (client) => client.query(`begin; ${printMigrations({ schema, from: version })} commit`))
      expect(await count(store, 'L1')).toBe(1)
    },
  )
})

test('a newer schema is refused, and not touched', async () => {
  const schema = freshSchema()
  const newer: Migration = (s) => `create table ${s}.of_tomorrow ();`
  await bringTo([...migrations, newer], schema)
  for (const change of [true, false]) {
    const store = storeIn(schema, { migrate: change })
    expect(await errorOf(() => count(store, 'L1'))).toMatchObject({ code: 'schemaNewer' })
    expect(await errorOf(() => store.lead({ key: 'L1' }))).toMatchObject({ code: 'schemaNewer' })
  }
  expect(await versionOf(schema)).toEqual([{ version: latest + 1 }])
})

test('a step that fails leaves the version before it, and can be tried again', async () => {
  const schema = freshSchema()
  const steps: Migration[] = [
    (s) => `create table ${s}.one (a int);`,
    (s) => `create table ${s}.two (a int); insert into ${s}.two values ('no');`,
  ]
  expect(await errorOf(() => bringTo(steps, schema))).toMatchObject({ code: '22P02' })
  expect(await versionOf(schema)).toEqual([{ version: 1 }])
  expect(await rows(url, `select tablename from pg_tables where schemaname = '${schema}' order by 1`)).toEqual([
    { tablename: 'one' },
    { tablename: 'schema_version' },
  ])
  await bringTo([steps[0]!, (s) => `create table ${s}.two (a int);`], schema)
  expect(await versionOf(schema)).toEqual([{ version: 2 }])
})

test('a store that failed to migrate tries again at the next call', async () => {
  const schema = freshSchema()
  await rows(url, `create schema "${schema}"; create table "${schema}".scopes ()`)
  const store = storeIn(schema)
  expect(await errorOf(() => count(store, 'L1'))).toMatchObject({ code: 'storeFailed', cause: { code: '42P07' } })
  await rows(url, `drop table "${schema}".scopes`)
  expect(await count(store, 'L1')).toBe(1)
})

/** Everything that a schema consists of, by name. */
async function anatomy(schema: string): Promise<unknown> {
  const queries = [
    `select table_name, column_name, ordinal_position, data_type, is_nullable, column_default, collation_name
     from information_schema.columns where table_schema = '${schema}' order by 1, 3`,
    `select conrelid::regclass::text as "table", conname, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = connamespace where nspname = '${schema}' order by 1, 2`,
    `select tablename, indexname, indexdef from pg_indexes where schemaname = '${schema}' order by 1, 2`,
    `select proname, pg_get_functiondef(p.oid) as definition from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname = '${schema}' order by 1`,
    `select relname, reloptions from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = '${schema}' order by 1`,
    `select version from "${schema}".schema_version`,
  ]
  const found = []
  for (const query of queries) found.push(await rows(url, query))
  return JSON.parse(JSON.stringify(found).replaceAll(schema, 'SCHEMA'))
}

test('the printed text makes what the store makes, whole or in parts', async () => {
  const [own, printed, inParts] = [`made${schemas++}`, `made${schemas++}`, `made${schemas++}`] as const
  await storeIn(own).migrate()
  await connected(url, (client) => client.query(`begin; ${printMigrations({ schema: printed })} commit`))
  await bringTo(migrations.slice(0, 1), inParts)
  await connected(url, (client) => client.query(`begin; ${printMigrations({ schema: inParts, from: 1 })} commit`))
  const made = (await anatomy(own)) as unknown[][]
  expect(made.map((part) => part.length > 0)).toEqual(made.map(() => true))
  expect(await anatomy(printed)).toEqual(made)
  expect(await anatomy(inParts)).toEqual(made)
})

describe.each(kinds)('with $name', ({ open }) => {
  test.each(['Leads', 'with space', '"quoted"', "O'Brien", 'select', 'a.b', '-- no comment', 'schéma', '日本', `${'x'.repeat(63)}`])(
    'a schema may be called %j',
    async (name) => {
      const own = await createDatabase(inject('postgresUrl'))
      const opened = open(own, 2)
      const store = postgresStore(opened.pool, { schema: name })
      await Promise.all([count(store, 'L1'), count(store, 'L2')])
      expect((await counted(store)).turn).toBe(2)
      expect(
        await rows(
          own,
          `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')`,
        ),
      ).toEqual([{ name }])
      const printed = `${name.slice(0, 60)} 2`
      await connected(own, (client) => client.query(`begin; ${printMigrations({ schema: printed })} commit`))
      await count(postgresStore(opened.pool, { schema: printed, migrate: false }), 'L1')
      await opened.end()
      await dropDatabase(own)
    },
  )

  test('two schemas side by side know nothing of each other', async () => {
    const opened = closed(open(url, 4))
    const stores = [freshSchema(), freshSchema()].map((schema) => postgresStore(opened.pool, { schema }))
    await Promise.all(stores.flatMap((store) => ['L1', 'L2', 'L3'].map((name) => count(store, name))))
    for (const store of stores) expect((await counted(store)).turn).toBe(3)
  })
})

test.each(['', 'a$1', 'what?', 'a\nb', 'a\0', 'x'.repeat(64), 'ä'.repeat(32), '\ud800', 7])(
  'a schema may not be called %j',
  async (name) => {
    const pool = new pg.Pool()
    const badOptions = expect.objectContaining({ name: 'RoutingError', code: 'badOptions' })
    expect(() => postgresStore(pool, { schema: name as string })).toThrow(badOptions)
    expect(() => printMigrations({ schema: name as string })).toThrow(badOptions)
  },
)

describe('a role that may create nothing', () => {
  const role = `app_${Math.trunc(performance.timeOrigin)}_${process.pid}`
  let own: string
  const asRole = () => postgresStore(closed(openPg(own.replace(/\/\/[^@]*@/, `//${role}@`), 2)).pool)

  beforeAll(async () => {
    own = await createDatabase(inject('postgresUrl'))
    await rows(own, `create role ${role} login; revoke create on schema public from public`)
  })
  afterAll(async () => {
    await rows(own, `drop owned by ${role}; drop role ${role}`)
    await dropDatabase(own)
  })

  test('is told what to do, and works once a DBA has run the text', async () => {
    const refused = await errorOf(() => asRole().migrate())
    expect(refused).toMatchObject({ code: 'storeFailed', cause: { code: '42501' } })
    expect((refused as Error).message).toContain('printMigrations()')
    await connected(own, (dba) => dba.query(`begin; ${printMigrations()} commit`))
    expect(await errorOf(() => asRole().migrate())).toMatchObject({ code: 'storeFailed', cause: { code: '42501' } })
    // As docs/postgres.md has it.
    await rows(
      own,
      `grant usage on schema fairlead to ${role};
       grant select, insert, update, delete on all tables in schema fairlead to ${role};
       grant execute on all functions in schema fairlead to ${role}`,
    )
    const store = asRole()
    expect(await count(store, 'L1')).toBe(1)
    expect(await store.accept({ key: 'L2', content: {}, receivedAt: 1 })).toBe(true)
    expect(await store.prune({ before: 1 })).toBe(0)
    expect(await counted(store)).toEqual(each('L1'))
  })
})

test.each(['LATIN1', 'SQL_ASCII'])('a database in %s is refused in words', async (encoding) => {
  const name = `fairlead_${encoding.toLowerCase()}_${process.pid}`
  await rows(url, `create database ${name} template template0 encoding '${encoding}' locale 'C'`)
  const own = new URL(url)
  own.pathname = name
  const opened = openPg(own.href, 1)
  try {
    const error = await errorOf(() => count(postgresStore(opened.pool), 'L1'))
    expect(error).toMatchObject({ code: 'storeFailed' })
    expect((error as Error).message).toContain(`The database is in ${encoding}; create one in UTF8.`)
  } finally {
    await opened.end()
    await rows(url, `drop database ${name}`)
  }
})
