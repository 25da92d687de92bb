import type { Executor, Row } from './driver.js'

/** One for each transaction, however often it is wrapped: calls inside one transaction stand in one line. */
const executors = new WeakMap<object, Executor>()

function once(transaction: object, make: () => Executor): Executor {
  const executor = executors.get(transaction) ?? make()
  executors.set(transaction, executor)
  return executor
}

/** What `db.transaction` of Drizzle hands over. */
export interface DrizzleTransaction<Sql> {
  execute(query: Sql): PromiseLike<unknown>
  transaction<Result>(work: (inner: DrizzleTransaction<Sql>) => Promise<Result>): Promise<Result>
}

/**
 * A transaction of Drizzle, for `tx` of the router.
 *
 * @param transaction what `db.transaction` hands over
 * @param sql the `sql` of `drizzle-orm`
 */
export function fromDrizzle<Sql>(
  transaction: DrizzleTransaction<Sql>,
  sql: { raw(text: string): Sql; param(value: unknown): unknown; join(parts: never[]): Sql },
): Executor {
  return once(transaction, () => ({
    async query(text, values) {
      const parts = placed(text, values, sql.raw, sql.param)
      try {
        return rowsOf(await transaction.execute(sql.join(parts as never[])))
      } catch (error) {
        // Drizzle wraps the driver's error in one that has no code and tells the values, that is, personal data.
        throw error instanceof Error && error.cause instanceof Error ? error.cause : error
      }
    },
    // Its way to a savepoint, since that of `postgres` beneath it is no statement.
    nested: (work) => transaction.transaction((inner) => work(fromDrizzle(inner, sql))),
  }))
}

/**
 * A transaction of Kysely, for `tx` of the router.
 *
 * @param transaction what `db.transaction().execute` hands over
 * @param compiled the `CompiledQuery` of `kysely`
 */
export function fromKysely<Query>(
  transaction: { executeQuery(query: Query): Promise<{ readonly rows: readonly unknown[] }> },
  compiled: { raw(sql: string, parameters: unknown[]): Query },
): Executor {
  return once(transaction, () => ({
    query: async (sql, values) => rowsOf(await transaction.executeQuery(compiled.raw(sql, [...values]))),
  }))
}

/**
 * A transaction of Knex, for `tx` of the router.
 *
 * @param transaction what `knex.transaction` hands over
 */
export function fromKnex(transaction: { raw(sql: string, bindings: readonly (string | null)[]): PromiseLike<unknown> }): Executor {
  return once(transaction, () => ({
    async query(sql, values) {
      const bindings: (string | null)[] = []
      const marked = sql.replace(/\$(\d+)/g, (_, index: string) => {
        bindings.push(values[Number(index) - 1] ?? null)
        return '?'
      })
      return rowsOf(await transaction.raw(marked, bindings))
    },
  }))
}

/** The statement in parts: its text as `raw` makes it, its values as `param` does. */
function placed<Part>(
  text: string,
  values: readonly unknown[],
  raw: (text: string) => Part,
  param: (value: unknown) => unknown,
): readonly unknown[] {
  return text.split(/\$(\d+)/).map((part, index) => (index % 2 === 0 ? raw(part) : param(values[Number(part) - 1] ?? null)))
}

/** `pg` and its builders answer with `rows`, `postgres` and its builders with the rows. */
function rowsOf(answer: unknown): readonly Row[] {
  return (Array.isArray(answer) ? answer : ((answer as { rows?: unknown }).rows ?? [])) as readonly Row[]
}
