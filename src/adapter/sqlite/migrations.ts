/**
 * The schema, as the steps that lead to it. A step that was ever released stays as it is; changes are appended.
 *
 * Everything is named `fairlead_…`, since the host's own tables may be in the same database. Personal data stands in
 * `fairlead_leads` and `fairlead_accepted` and nowhere else, so that deleting the rows there erases the person while the audit trail
 * still verifies.
 * Every integer is below 2^53; columns of JSON text are written by `JSON.stringify`, other text by `toText`.
 */
export const migrations: readonly string[] = [
  `
  create table fairlead_leads (
    key text primary key not null,
    subject text not null unique,
    salt text not null,
    digest text not null,
    intake text not null,
    decision text not null,
    waits text not null,
    state text not null check (state in ('assigned', 'queued', 'closed')),
    rep text,
    queue text,
    until integer,
    epoch integer not null,
    seq integer not null,
    received_at integer not null,
    at integer not null
  ) strict;
  create index fairlead_leads_waiting on fairlead_leads (queue, received_at, seq, key) where state = 'queued';

  create table fairlead_ledgers (
    rotation text primary key not null,
    turn integer not null
  ) strict, without rowid;
  create table fairlead_standings (
    rotation text not null,
    rep text not null,
    credit integer not null,
    last integer not null,
    primary key (rotation, rep)
  ) strict, without rowid;

  create table fairlead_loads (
    rep text primary key not null,
    open integer not null,
    assigned integer not null
  ) strict, without rowid;

  create table fairlead_audit (
    seq integer primary key not null,
    at integer not null,
    subject text not null,
    event text not null,
    previous text not null,
    hash text not null
  ) strict;

  create table fairlead_documents (
    digest text primary key not null,
    kind text not null,
    content text not null
  ) strict;
  `,
  // Credits with a level in common. A standing is a list: what it leaves out at the end is null.
  `
  alter table fairlead_ledgers add column level integer not null default 0;
  alter table fairlead_ledgers add column value_level integer not null default 0;
  alter table fairlead_ledgers add column total_weight integer not null default 0;
  alter table fairlead_standings add column weight integer;
  alter table fairlead_standings add column due integer;
  alter table fairlead_standings add column value integer;
  alter table fairlead_leads add column declined text;
  alter table fairlead_leads add column charged text;
  `,
  // What is still to be done: leads to be routed, messages to be delivered, deadlines to be met.
  `
  create table fairlead_accepted (
    key text primary key not null,
    content text not null,
    received_at integer not null,
    attempts integer not null default 0,
    error text,
    parked integer not null default 0 check (parked in (0, 1)),
    not_before integer
  ) strict;
  create index fairlead_accepted_waiting on fairlead_accepted (received_at, key) where parked = 0;
  create index fairlead_accepted_parked on fairlead_accepted (received_at, key) where parked = 1;

  create table fairlead_messages (
    seq integer not null,
    number integer not null,
    subject text not null,
    channel text not null,
    about text not null,
    at integer not null,
    state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
    attempt integer not null default 0,
    attempts_before integer not null default 0,
    lent integer not null default 0 check (lent in (0, 1)),
    not_before integer not null default -9007199254740991,
    done_at integer,
    error text,
    primary key (seq, number)
  ) strict, without rowid;
  create index fairlead_messages_waiting on fairlead_messages (seq, number) where state = 'waiting';
  create index fairlead_messages_dead on fairlead_messages (seq, number) where state = 'dead';
  create index fairlead_messages_done on fairlead_messages (done_at) where state = 'done';
  create index fairlead_messages_of_a_lead on fairlead_messages (subject, seq, number) where state <> 'done';

  create table fairlead_timers (
    subject text not null,
    epoch integer not null,
    name text not null,
    step integer not null,
    at integer not null,
    channels text not null,
    state text not null check (state in ('set', 'fired', 'cancelled')),
    ended_at integer,
    primary key (subject, epoch, name, step)
  ) strict, without rowid;
  create index fairlead_timers_set on fairlead_timers (at, subject, epoch, name, step) where state = 'set';
  create index fairlead_timers_ended on fairlead_timers (ended_at) where state <> 'set';
  `,
  // Limits that count more than open leads; queues by rank; the leads of a rep. `more`: what a record holds beside, as JSON.
  `
  alter table fairlead_leads add column rank real not null default 0;
  alter table fairlead_leads add column more text;
  alter table fairlead_loads add column counts text;
  drop index fairlead_leads_waiting;
  create index fairlead_leads_waiting on fairlead_leads (queue, rank, received_at, seq, key) where state = 'queued';
  create index fairlead_leads_owned on fairlead_leads (rep, received_at, key) where state = 'assigned';
  `,
  // The journal of plans: a line for each thing done with one, as JSON, and beside it what tells the version in force.
  `
  create table fairlead_plans (
    number integer primary key not null,
    version integer unique,
    digest text,
    starts_at integer,
    record text not null
  ) strict;
  `,
  // The leads of a person that have an owner.
  `
  create index fairlead_leads_person on fairlead_leads (json_extract(more, '$.person'), received_at, key)
    where json_extract(more, '$.person') is not null and rep is not null;
  `,
]
