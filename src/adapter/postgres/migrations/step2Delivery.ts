/** What is still to be done: leads to be routed, messages to be delivered, deadlines to be met. */
export const delivery = (s: string): string => `
create table ${s}.accepted (
  scope text collate "C" not null,
  key text collate "C" not null,
  content text not null,
  received_at bigint not null,
  attempts bigint not null default 0,
  error text,
  parked boolean not null default false,
  not_before bigint,
  primary key (key, scope)
);
create index accepted_in_order on ${s}.accepted (scope, received_at, key) where not parked;
create index accepted_parked on ${s}.accepted (scope, received_at, key) where parked;

create table ${s}.messages (
  scope text collate "C" not null,
  seq bigint not null,
  number bigint not null,
  subject text collate "C" not null,
  channel text collate "C" not null,
  about text not null,
  at bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
  attempt bigint not null default 0,
  attempts_before bigint not null default 0,
  lent boolean not null default false,
  not_before bigint not null default -9007199254740991,
  ended_at bigint,
  error text,
  primary key (scope, seq, number)
) with (fillfactor = 80);
create index messages_waiting on ${s}.messages (scope, seq, number) where state = 'waiting';
create index messages_of_a_lead on ${s}.messages (subject, seq, number) where state = 'waiting';
create index messages_dead on ${s}.messages (scope, seq, number) where state = 'dead';

create table ${s}.timers (
  scope text collate "C" not null,
  subject text collate "C" not null,
  epoch bigint not null,
  name text collate "C" not null,
  step bigint not null,
  at bigint not null,
  channels text not null,
  state text not null check (state in ('set', 'fired', 'cancelled')),
  ended_at bigint,
  primary key (subject, scope, epoch, name, step)
);
create index timers_set on ${s}.timers (scope, at, subject) where state = 'set';
`
