/**
 * Leads, audit trail, ledgers, loads, documents; one row in `scopes` for each scope, which is its lock and the end of its trail.
 *
 * Personal data stands in `leads` (and, until it is routed, in `accepted`), so that deleting there erases the person while the trail still verifies.
 * The primary keys begin with what is looked up, and no other index that is always usable names the scope: while a table is small the planner would as soon
 * read the whole scope and pass over what was not asked for, and that plan would be kept. Text is compared byte by byte. A lead's row is kept whole up to 8 kB: compressing it would cost more than all the rest of the transaction.
 */
export const records = (s: string): string => `
create table ${s}.scopes (
  scope text collate "C" primary key,
  seq bigint not null,
  hash text collate "C" not null,
  at bigint not null
) with (fillfactor = 50);

create table ${s}.leads (
  scope text collate "C" not null,
  key text collate "C" not null,
  subject text collate "C" not null,
  salt text not null,
  digest text not null,
  intake text not null,
  decision text not null,
  waits text not null,
  state text not null check (state in ('assigned', 'queued', 'closed')),
  rep text collate "C",
  queue text collate "C",
  until bigint,
  epoch bigint not null,
  seq bigint not null,
  received_at bigint not null,
  at bigint not null,
  declined text,
  charged text,
  primary key (key, scope)
) with (toast_tuple_target = 8160);
create index leads_subject on ${s}.leads (subject);
create index leads_waiting on ${s}.leads (scope, queue, received_at, seq, key) where state = 'queued';

create table ${s}.audit (
  scope text collate "C" not null,
  seq bigint not null,
  at bigint not null,
  subject text collate "C" not null,
  event text not null,
  previous text not null,
  hash text not null,
  primary key (scope, seq)
) with (toast_tuple_target = 8160);

create table ${s}.ledgers (
  scope text collate "C" not null,
  rotation text collate "C" not null,
  turn bigint not null,
  level bigint not null,
  value_level bigint not null,
  total_weight bigint not null,
  primary key (rotation, scope)
) with (fillfactor = 50);

create table ${s}.standings (
  scope text collate "C" not null,
  rotation text collate "C" not null,
  rep text collate "C" not null,
  credit bigint not null,
  last bigint not null,
  weight bigint,
  due bigint,
  value bigint,
  primary key (rotation, scope, rep)
) with (fillfactor = 50);

create table ${s}.loads (
  scope text collate "C" not null,
  rep text collate "C" not null,
  open bigint not null check (open >= 0),
  assigned bigint not null,
  primary key (rep, scope)
) with (fillfactor = 50);

create table ${s}.documents (
  scope text collate "C" not null,
  digest text collate "C" not null,
  kind text not null,
  content text not null,
  primary key (digest, scope)
);
`
