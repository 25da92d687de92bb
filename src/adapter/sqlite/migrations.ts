/**
 * The schema, as the steps that lead to it. A step that was ever released stays as it is; changes are appended.
 *
 * Everything is named `fairlead_…`, since the host's own tables may be in the same database. Personal data stands in
 * `fairlead_leads` and nowhere else, so that deleting a row there erases the person while the audit trail still verifies.
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
]
