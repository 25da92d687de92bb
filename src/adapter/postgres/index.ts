export type { Executor, PgClient, PgPool, PostgresJs, PostgresJsQuery, PostgresJsTransaction, PostgresPool } from './driver.js'
export { type DrizzleTransaction, fromDrizzle, fromKnex, fromKysely } from './handles.js'
export { printMigrations } from './migrations.js'
export { type PostgresOptions, type PostgresStore, postgresStore } from './postgresStore.js'
