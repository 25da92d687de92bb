import { RoutingError } from '../../errors.js'
import { isSchemaName, quoted } from '../schemaName.js'
import { records } from './migrations/step1Records.js'
import { delivery } from './migrations/step2Delivery.js'
import { transaction } from './migrations/step3Transaction.js'
import { limits } from './migrations/step4Limits.js'
import { plans } from './migrations/step5Plans.js'
import { persons } from './migrations/step6Persons.js'
import { literal } from './wire.js'

/** A step of the schema, as SQL for a schema of this (quoted) name. */
export type Migration = (schema: string) => string

/** The schema, as the steps that lead to it. A step that was ever released stays as it is; changes are appended. */
export const migrations: readonly Migration[] = [records, delivery, transaction, limits, plans, persons]

/** Holds off other processes that migrate the same schema, until the transaction's end. */
export function migrationLock(schema: string): string {
  return `select pg_advisory_xact_lock(hashtextextended(${literal(`fairlead:${schema}`)}, 0))`
}

/** From a database without anything to version `steps`: what each step runs, version row included. */
export function stepText(schema: string, index: number, step: Migration): string {
  const s = quoted(schema)
  const version =
    index === 0
      ? `create table ${s}.schema_version (version integer not null); insert into ${s}.schema_version values (1)`
      : `update ${s}.schema_version set version = ${index + 1}`
  return `${step(s)}${version};`
}

/**
 * The schema as SQL text, for a role that may create it where the application's own may not: `psql -1 -f` it, then open the store with `migrate: false`.
 *
 * @param options.schema the name of the schema, as in `postgresStore`. Default `fairlead`
 * @param options.from the version the database has already (`select version from fairlead.schema_version`). Default 0: none
 * @throws RoutingError `badOptions` for another name, and for a version that there is not
 */
export function printMigrations(options: { readonly schema?: string; readonly from?: number } = {}): string {
  const { schema = 'fairlead', from = 0 } = options
  if (!isSchemaName(schema)) {
    throw new RoutingError('badOptions', {
      detail: '`schema` takes 1 to 63 bytes, without `$`, `?` and control characters.',
      path: ['schema'],
    })
  }
  if (!Number.isSafeInteger(from) || from < 0 || from > migrations.length) {
    throw new RoutingError('badOptions', {
      detail: `\`from\` takes a version, a whole number from 0 to ${migrations.length}.`,
      path: ['from'],
    })
  }
  const steps = migrations.map((step, index) => `-- version ${index + 1}\n${stepText(schema, index, step)}`).slice(from)
  return [
    `-- fairlead: schema ${quoted(schema)}, from version ${from} to ${migrations.length}. Run it in one transaction.`,
    `${migrationLock(schema)};`,
    ...(from === 0 ? [`create schema if not exists ${quoted(schema)};`] : []),
    ...steps,
    '',
  ].join('\n')
}
