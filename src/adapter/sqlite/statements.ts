import type { SqliteDatabase, SqliteStatement } from './driver.js'

/** Every statement of the store, each in this one place. Only `?` by position: the drivers differ in named parameters. */
export const sql = {
  begin: 'begin immediate',
  commit: 'commit',
  rollback: 'rollback',
  // Not `pragma busy_timeout`, which may be answered when it is prepared.
  busyTimeout: 'select timeout from pragma_busy_timeout',

  head: 'select seq, hash, at from fairlead_audit order by seq desc limit 1',
  entriesAfter: 'select seq, at, event, previous, hash from fairlead_audit where seq > ? order by seq limit ?',
  addEntry: 'insert into fairlead_audit (seq, at, subject, event, previous, hash) values (?, ?, ?, ?, ?, ?)',

  leadByKey: 'select * from fairlead_leads where key = ?',
  leadBySubject: 'select * from fairlead_leads where subject = ?',
  leadsWaiting: `select * from fairlead_leads where state = 'queued' and queue = ? and (received_at, seq) > (?, ?) order by received_at, seq, key limit ?`,
  putLead: `
    insert into fairlead_leads
      (key, subject, salt, digest, intake, decision, waits, state, rep, queue, until, epoch, seq, received_at, at, declined, charged)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (key) do update set
      subject = excluded.subject, salt = excluded.salt, digest = excluded.digest, intake = excluded.intake,
      decision = excluded.decision, waits = excluded.waits, state = excluded.state, rep = excluded.rep, queue = excluded.queue,
      until = excluded.until, epoch = excluded.epoch, seq = excluded.seq, received_at = excluded.received_at, at = excluded.at,
      declined = excluded.declined, charged = excluded.charged`,

  // One statement, so that a read outside of a transaction cannot get the turn before and the standings after a commit.
  ledger: `
    select ledger.turn, ledger.level, ledger.value_level, ledger.total_weight,
      standing.rep, standing.credit, standing.last, standing.weight, standing.due, standing.value
    from fairlead_ledgers ledger left join fairlead_standings standing on standing.rotation = ledger.rotation
    where ledger.rotation = ?`,
  putLedger: `
    insert into fairlead_ledgers (rotation, turn, level, value_level, total_weight) values (?, ?, ?, ?, ?)
    on conflict (rotation) do update set
      turn = excluded.turn, level = excluded.level, value_level = excluded.value_level, total_weight = excluded.total_weight`,
  putStanding: `
    insert into fairlead_standings (rotation, rep, credit, last, weight, due, value) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (rotation, rep) do update set
      credit = excluded.credit, last = excluded.last, weight = excluded.weight, due = excluded.due, value = excluded.value`,

  loads: 'select rep, open, assigned from fairlead_loads where rep in (select value from json_each(?))',
  putLoad: `
    insert into fairlead_loads (rep, open, assigned) values (?, ?, ?)
    on conflict (rep) do update set open = excluded.open, assigned = excluded.assigned`,

  document: 'select digest, kind, content from fairlead_documents where digest = ?',
  addDocument: 'insert into fairlead_documents (digest, kind, content) values (?, ?, ?) on conflict (digest) do nothing',
} as const

export type Prepare = (name: keyof typeof sql) => SqliteStatement

/** Prepares each statement at its first use and keeps it. */
export function prepareOnce(database: SqliteDatabase): Prepare {
  const prepared = new Map<keyof typeof sql, SqliteStatement>()
  return (name) => {
    const known = prepared.get(name)
    if (known !== undefined) return known
    const statement = database.prepare(sql[name])
    prepared.set(name, statement)
    return statement
  }
}
