import { RoutingError } from '../../errors.js'
import { quoted } from '../schemaName.js'
import type { Connection } from './driver.js'
import { type Migration, migrationLock, migrations, stepText } from './migrations.js'
import { within } from './retry.js'

/**
 * Brings the schema up to date: each step in a transaction of its own, after reading the version again under an advisory lock, so that
 * any number of processes may start at once. A schema that is up to date is only read.
 *
 * @param connection rolled back by the caller where this fails
 * @param change false: the schema is only looked at
 * @param answerMs how long the server may take to tell the version; a step may take as long as it needs
 * @throws RoutingError `schemaNewer`; `storeFailed` where it is missing or old and may not be changed, or the database is not in UTF-8
 */
export async function migrate(
  connection: Connection,
  schema: string,
  change: boolean,
  answerMs: number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const [encoding] = await within(answerMs, connection.script('show server_encoding'))
  if (encoding?.server_encoding !== 'UTF8') {
    throw new RoutingError('storeFailed', { detail: `The database is in ${String(encoding?.server_encoding)}; create one in UTF8.` })
  }
  let version = await within(answerMs, versionOf(connection, schema))
  if (version < steps.length && !change) {
    throw new RoutingError('storeFailed', {
      detail: `The schema '${schema}' has version ${version}, this process needs ${steps.length}: run the text of \`printMigrations({ from: ${version} })\`.`,
    })
  }
  while (version < steps.length) version = await step(connection, schema, steps)
  if (version > steps.length) {
    throw new RoutingError('schemaNewer', { detail: `The schema '${schema}' has version ${version}, this process knows ${steps.length}.` })
  }
}

/** The version after it. */
async function step(connection: Connection, schema: string, steps: readonly Migration[]): Promise<number> {
  await connection.script(`${connection.words.begin}${migrationLock(schema)}`)
  const version = await versionOf(connection, schema)
  const next = steps[version]
  if (next !== undefined) {
    // Not `if not exists`: that asks for the right to create schemas also where there is nothing to create.
    const found = await connection.query('select from pg_catalog.pg_namespace where nspname = $1::text', [schema])
    const create = found.length === 0 ? `create schema ${quoted(schema)};` : ''
    await connection.script(`${create}${stepText(schema, version, next)}`)
  }
  await connection.script(connection.words.commit)
  return next === undefined ? version : version + 1
}

/**
 * 0 for a database without a schema of ours.
 *
 * Reads the catalog as a table. `to_regclass` looks into a cache of the session, which waiting for an advisory lock does not refresh: of 160 processes
 * that started at once, 12 did not see the tables that the one before them had made.
 */
async function versionOf(connection: Connection, schema: string): Promise<number> {
  const found = await connection.query(
    `select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1::text and c.relname = 'schema_version'`,
    [schema],
  )
  if (found.length === 0) return 0
  const [row] = await connection.script(`select version from ${quoted(schema)}.schema_version`)
  return Number(row?.version ?? 0)
}
