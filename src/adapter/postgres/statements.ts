import { quoted } from '../schemaName.js'
import { personIn } from './migrations/step6Persons.js'

/** Every statement of the store but those of a transaction, which are functions of the schema. Values are texts, `$1` always the scope. */
export function statementsOf(schema: string) {
  const s = quoted(schema)
  return {
    look: `select ${s}.look_3($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text) as seen`,
    write: `select ${s}.write_3($1::text, $2::text, $3::text)::text as written`,

    leadByKey: `select * from ${s}.leads where scope = $1::text and key = $2::text`,
    leadBySubject: `select * from ${s}.leads where scope = $1::text and subject = $2::text`,
    leadsWaiting: `
      select * from ${s}.leads
      where scope = $1::text and state = 'queued' and queue = $2::text
        and (rank, received_at, seq) > ($3::text::numeric, $4::text::bigint, $5::text::bigint)
      order by rank, received_at, seq, key limit $6::text::bigint`,
    leadsOwned: `
      select * from ${s}.leads
      where scope = $1::text and state = 'assigned' and rep = $2::text and (received_at, key) > ($3::text::bigint, $4::text)
      order by received_at, key limit $5::text::bigint`,
    leadsOfPersons: `
      select oldest.* from unnest(string_to_array($2::text, E'\\x1f')) wanted (person) cross join lateral (
        select * from ${s}.leads where scope = $1::text and ${personIn} = wanted.person and rep is not null
        order by received_at, key limit 1) oldest`,
    entriesAfter: `
      select seq, at, event, previous, hash from ${s}.audit
      where scope = $1::text and seq > $2::text::bigint order by seq limit $3::text::bigint`,
    loads: `select rep, open, assigned, counts from ${s}.loads where scope = $1::text and rep = any(string_to_array($2::text, E'\\x1f'))`,
    // One statement, so that a read outside of a transaction cannot get the turn before and the standings after a commit.
    ledger: `
      select l.turn, l.level, l.value_level, l.total_weight, (
        select json_agg(json_build_array(rep, credit, last, weight, due, value))
        from ${s}.standings where scope = l.scope and rotation = l.rotation)::text as standings
      from ${s}.ledgers l where l.scope = $1::text and l.rotation = $2::text`,
    plans: `
      select record from ${s}.plans where scope = $1::text and number < $3::text::bigint order by number desc limit $2::text::bigint`,
    document: `select digest, kind, content from ${s}.documents where scope = $1::text and digest = $2::text`,

    accept: `
      insert into ${s}.accepted (scope, key, content, received_at)
      select $1::text, $2::text, $3::text, $4::text::bigint
      where not exists (select 1 from ${s}.leads where scope = $1::text and key = $2::text)
      on conflict do nothing returning 1 as new`,
    accepted: `
      select * from ${s}.accepted
      where scope = $1::text and not parked and (not_before is null or not_before <= $2::text::bigint)
      order by received_at, key limit $3::text::bigint`,
    parked: `select * from ${s}.accepted where scope = $1::text and parked order by received_at, key limit $2::text::bigint`,
    acceptedDone: `delete from ${s}.accepted where scope = $1::text and key = $2::text`,
    acceptedFailed: `
      update ${s}.accepted set attempts = attempts + 1, error = $3::text, not_before = $4::text::bigint, parked = $4::text is null
      where scope = $1::text and key = $2::text`,

    // Rows that another relay is about to lend are left out, not waited for.
    claim: `
      with free as (
        select m.seq, m.number from ${s}.messages m
        where m.scope = $1::text and m.state = 'waiting' and m.not_before <= $2::text::bigint
          and m.channel = any(string_to_array($5::text, E'\\x1f'))
          and not exists (
            select 1 from ${s}.messages earlier
            where earlier.scope = m.scope and earlier.subject = m.subject and earlier.state = 'waiting'
              and (earlier.seq, earlier.number) < (m.seq, m.number))
        order by m.seq, m.number limit $4::text::bigint
        for update of m skip locked),
      lent as (
        update ${s}.messages m set attempt = m.attempt + 1, lent = true, not_before = $3::text::bigint
        from free where m.scope = $1::text and m.seq = free.seq and m.number = free.number
        returning m.*)
      select lent.*, l.key from lent join ${s}.leads l on l.scope = lent.scope and l.subject = lent.subject order by lent.seq, lent.number`,
    settle: `
      update ${s}.messages set
        state = $6::text, lent = false, not_before = coalesce($7::text::bigint, not_before), error = coalesce($8::text, error),
        ended_at = case when $6::text = 'waiting' then null else $5::text::bigint end
      where scope = $1::text and seq = $2::text::bigint and number = $3::text::bigint and attempt = $4::text::bigint and lent
      returning 1 as settled`,
    // Whether `settle` with the same values has been here before.
    settled: `
      select 1 as settled from ${s}.messages
      where scope = $1::text and seq = $2::text::bigint and number = $3::text::bigint and attempt = $4::text::bigint and not lent
        and state = $6::text and not_before = coalesce($7::text::bigint, not_before)
        and ended_at is not distinct from case when $6::text = 'waiting' then null else $5::text::bigint end`,
    dead: `
      select * from ${s}.messages where scope = $1::text and state = 'dead' order by seq, number limit $2::text::bigint`,
    revive: `
      update ${s}.messages set state = 'waiting', attempts_before = attempt, not_before = -9007199254740991, ended_at = null, error = null
      where scope = $1::text and seq = $2::text::bigint and number = $3::text::bigint and state = 'dead' returning 1 as revived`,

    due: `
      select t.*, l.key from ${s}.timers t join ${s}.leads l on l.scope = t.scope and l.subject = t.subject
      where t.scope = $1::text and t.state = 'set' and t.at <= $2::text::bigint
      order by t.at, t.subject, t.epoch, t.name, t.step limit $3::text::bigint`,
    counts: `
      select
        (select count(*) from ${s}.accepted where scope = $1::text and not parked) as accepted,
        (select count(*) from ${s}.accepted where scope = $1::text and parked) as parked,
        (select min(received_at) from ${s}.accepted where scope = $1::text and not parked) as accepted_oldest,
        (select json_agg(json_build_array(queue, n)) from (
          select queue, count(*) n from ${s}.leads where scope = $1::text and state = 'queued' group by queue) q)::text as queued,
        (select count(*) from ${s}.messages where scope = $1::text and state = 'waiting') as messages,
        (select count(*) from ${s}.messages where scope = $1::text and state = 'dead') as dead,
        (select min(at) from ${s}.messages where scope = $1::text and state = 'waiting') as messages_oldest,
        (select count(*) from ${s}.timers where scope = $1::text and state = 'set') as timers,
        (select min(at) from ${s}.timers where scope = $1::text and state = 'set') as timers_oldest`,
    prune: `
      with gone as (
        delete from ${s}.messages where scope = $1::text and state = 'done' and ended_at < $2::text::bigint returning 1),
      over as (
        delete from ${s}.timers where scope = $1::text and state <> 'set' and ended_at < $2::text::bigint returning 1)
      select (select count(*) from gone) + (select count(*) from over) as removed`,
  } as const
}

export type Statements = ReturnType<typeof statementsOf>
