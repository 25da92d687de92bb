import { functionsOf } from './step3Transaction.js'
import { limitShape } from './step4Limits.js'

/** `look` and `write` as the store calls them. */
export const functions = (s: string): string => functionsOf(s, { ...limitShape, version: 3, journal: true })

/** The journal of plans: a line for each thing done with one, as JSON, and beside it what tells the version in force. */
export const plans = (s: string): string => `
create table ${s}.plans (
  scope text collate "C" not null,
  number bigint not null,
  version bigint,
  digest text collate "C",
  starts_at bigint,
  record text not null,
  primary key (scope, number)
);
create unique index plans_version on ${s}.plans (scope, version) where version is not null;
${functions(s)}`
