export type { SqliteDatabase, SqliteStatement, SqliteValue } from '../sqliteDatabase.js'
export { type SqliteOptions, sqliteStore } from './sqliteStore.js'
