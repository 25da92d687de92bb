import { functionsOf, type Shape } from './step3Transaction.js'

/** What `look` and `write` read and write since. */
export const limitShape: Shape = {
  version: 2,
  leads: [
    ['rank', 'numeric'],
    ['more', 'text'],
  ],
  loads: [['counts', 'text']],
}

/** Limits that count more than open leads; queues by rank (`numeric`: how a session prints `double precision` is its own choice); the leads of a rep. `more`: what few records hold beside, as JSON. */
export const limits = (s: string): string => `
alter table ${s}.leads add column rank numeric not null default 0, add column more text;
alter table ${s}.loads add column counts text;
create index leads_in_order on ${s}.leads (scope, queue, rank, received_at, seq, key) where state = 'queued';
drop index ${s}.leads_waiting;
create index leads_owned on ${s}.leads (scope, rep, received_at, key) where state = 'assigned';
${functionsOf(s, limitShape)}`
