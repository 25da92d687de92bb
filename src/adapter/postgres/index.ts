export type { Executor, PgClient, PgPool, PostgresJs, PostgresJsQuery, PostgresJsReserved, PostgresPool } from './driver.js'
export { fromDrizzle, fromKnex, fromKysely } from './handles.js'
export { printMigrations } from './migrations.js'
export { type PostgresOptions, type PostgresStore, postgresStore } from './postgresStore.js'
