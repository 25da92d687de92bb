import pg from 'pg'
import postgres from 'postgres'
import { describe, test, afterAll } from 'vitest'
import { postgresStore } from '/work/main/src/adapter/postgres/index.js'
import { storeContract } from '/work/main/src/testing/index.js'
const url = 'postgres://postgres@127.0.0.1:54999/postgres'
const pool = new pg.Pool({ connectionString: url, max: 8 })
const sql = postgres(url, { max: 8, onnotice: () => {} })
afterAll(async () => { await pool.end(); await sql.end() })
let n = 0
const names = new WeakMap<object, string>()
for (const [driver, p] of [['pg', pool], ['postgres.js', sql]] as const) {
  const wrap = (s: any) => { const t = s.transact; s.transact = (r: any) => t({ ...r, step: (v: any) => { const o = r.step(v); return o.write ? { ...o, write: { messages: [], timers: [], erased: [], ...o.write } } : o } }); return s }
  const open = (scope = `s${Date.now()}-${n++}`) => { const s = wrap(postgresStore(p as never, { scope })); names.set(s, scope); return s }
  describe(driver, () => {
    for (const c of storeContract({ name: driver, open: () => open(), reopen: (s) => open(names.get(s)!), second: (s) => open(names.get(s)!) }))
      test.skipIf(c.skip !== undefined)(c.name, c.run)
  })
}
