import type { SqliteDatabase, SqliteStatement } from '../sqliteDatabase.js'

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
  leadsWaiting: `select * from fairlead_leads where state = 'queued' and queue = ? and (rank, received_at, seq) > (?, ?, ?) order by rank, received_at, seq, key limit ?`,
  leadOfPerson: `
    select * from fairlead_leads where json_extract(more, '$.person') = ? and rep is not null order by received_at, key limit 1`,
  leadsOwned: `select * from fairlead_leads where state = 'assigned' and rep = ? and (received_at, key) > (?, ?) order by received_at, key limit ?`,
  putLead: `
    insert into fairlead_leads
      (key, subject, salt, digest, intake, decision, waits, state, rep, queue, until, epoch, seq, received_at, at, declined, charged, rank,
        more)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (key) do update set
      subject = excluded.subject, salt = excluded.salt, digest = excluded.digest, intake = excluded.intake,
      decision = excluded.decision, waits = excluded.waits, state = excluded.state, rep = excluded.rep, queue = excluded.queue,
      until = excluded.until, epoch = excluded.epoch, seq = excluded.seq, received_at = excluded.received_at, at = excluded.at,
      declined = excluded.declined, charged = excluded.charged, rank = excluded.rank, more = excluded.more`,

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

  plans: 'select record from fairlead_plans where number < ? order by number desc limit ?',
  journal: 'select record from fairlead_plans order by number',
  journalEnd: 'select coalesce(max(number), 0) as last, count(*) as lines from fairlead_plans',
  planInForce: `
    select version, digest from fairlead_plans where version is not null and (starts_at is null or starts_at <= ?) order by version desc limit 1`,
  addPlan: 'insert into fairlead_plans (number, version, digest, starts_at, record) values (?, ?, ?, ?, ?)',

  loads: 'select rep, open, assigned, counts from fairlead_loads where rep in (select value from json_each(?))',
  putLoad: `
    insert into fairlead_loads (rep, open, assigned, counts) values (?, ?, ?, ?)
    on conflict (rep) do update set open = excluded.open, assigned = excluded.assigned, counts = excluded.counts`,

  document: 'select digest, kind, content from fairlead_documents where digest = ?',
  addDocument: 'insert into fairlead_documents (digest, kind, content) values (?, ?, ?) on conflict (digest) do nothing',

  changes: 'select changes() as n',

  accept: `
    insert into fairlead_accepted (key, content, received_at)
    select ?, ?, ? where not exists (select 1 from fairlead_leads where key = ?)
    on conflict (key) do nothing`,
  accepted: `
    select * from fairlead_accepted where parked = 0 and (not_before is null or not_before <= ?) order by received_at, key limit ?`,
  parked: 'select * from fairlead_accepted where parked = 1 order by received_at, key limit ?',
  acceptedPlace: 'select received_at from fairlead_accepted where key = ?',
  acceptedDone: 'delete from fairlead_accepted where key = ?',
  acceptedFailed: 'update fairlead_accepted set attempts = attempts + 1, error = ?, not_before = ?, parked = ? where key = ?',

  addMessage: 'insert into fairlead_messages (seq, number, subject, channel, about, at) values (?, ?, ?, ?, ?, ?)',
  // Along the index of what waits; `cross join` and the names of indexes keep it so, whatever the planner thinks of the table.
  claimable: `
    select message.*, lead.key from fairlead_messages message indexed by fairlead_messages_waiting
    cross join fairlead_leads lead on lead.subject = message.subject
    where message.state = 'waiting' and message.not_before <= ? and message.channel in (select value from json_each(?))
      and not exists (
        select 1 from fairlead_messages earlier indexed by fairlead_messages_of_a_lead
        where earlier.subject = message.subject and earlier.state <> 'done' and earlier.state = 'waiting'
          and (earlier.seq, earlier.number) < (message.seq, message.number))
    order by message.seq, message.number limit ?`,
  lend: 'update fairlead_messages set attempt = attempt + 1, lent = 1, not_before = ? where seq = ? and number = ?',
  messageDone: `
    update fairlead_messages set state = 'done', lent = 0, done_at = ?
    where seq = ? and number = ? and attempt = ? and lent = 1`,
  messageAgain: `
    update fairlead_messages set lent = 0, not_before = ?, error = ?
    where seq = ? and number = ? and attempt = ? and lent = 1`,
  messageDead: `
    update fairlead_messages set state = 'dead', lent = 0, error = ?
    where seq = ? and number = ? and attempt = ? and lent = 1`,
  deadMessages: `select * from fairlead_messages where state = 'dead' order by seq, number limit ?`,
  revive: `
    update fairlead_messages set state = 'waiting', attempts_before = attempt, not_before = -9007199254740991, error = null
    where seq = ? and number = ? and state = 'dead'`,

  putTimer: `
    insert into fairlead_timers (subject, epoch, name, step, at, channels, state, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (subject, epoch, name, step) do update set
      at = excluded.at, channels = excluded.channels, state = excluded.state, ended_at = excluded.ended_at`,
  timersOf: 'select * from fairlead_timers where subject = ?',
  dueTimers: `
    select timer.*, lead.key from fairlead_timers timer indexed by fairlead_timers_set
    cross join fairlead_leads lead on lead.subject = timer.subject
    where timer.state = 'set' and timer.at <= ? order by timer.at, timer.subject, timer.epoch, timer.name, timer.step limit ?`,

  eraseMessages: `
    delete from fairlead_messages where subject = (select subject from fairlead_leads where key = ?) and state <> 'done'`,
  eraseTimers: 'delete from fairlead_timers where subject = (select subject from fairlead_leads where key = ?)',
  eraseLead: 'delete from fairlead_leads where key = ?',

  // One statement, so that all of it is of the same moment.
  counts: `
    select
      (select count(*) from fairlead_accepted where parked = 0) as accepted,
      (select count(*) from fairlead_accepted where parked = 1) as parked,
      (select min(received_at) from fairlead_accepted where parked = 0) as accepted_oldest,
      (select json_group_object(queue, leads) from (
        select queue, count(*) as leads from fairlead_leads where state = 'queued' and queue is not null group by queue)) as queued,
      (select count(*) from fairlead_messages where state = 'waiting') as messages,
      (select count(*) from fairlead_messages where state = 'dead') as dead,
      (select min(at) from fairlead_messages where state = 'waiting') as messages_oldest,
      (select count(*) from fairlead_timers where state = 'set') as timers,
      (select min(at) from fairlead_timers where state = 'set') as timers_oldest`,
  pruneMessages: `delete from fairlead_messages where state = 'done' and done_at < ?`,
  pruneTimers: `delete from fairlead_timers where state <> 'set' and ended_at < ?`,
} as const

/** SQLite takes a negative limit for none at all, and no infinite one. */
export function bounded(limit: number): number {
  return Math.min(Math.max(0, limit), Number.MAX_SAFE_INTEGER)
}

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
