import { functions } from '../../../src/adapter/postgres/migrations/step5Plans.js'
import { quoted } from '../../../src/adapter/schemaName.js'

/** What is wrong about the functions of the schema, as a change of their true text. */
export type Change = (text: string) => string

const schema = quoted('fairlead')

/** The functions, changed. */
export function functionsWith(...changes: readonly Change[]): string {
  return changes.reduce((text, change) => change(text), put(functions(schema), /create function/g, 'create or replace function'))
}

/** A change that finds nothing to change is an error: the variant would be the right one. */
function put(text: string, what: RegExp, instead: string): string {
  const changed = text.replace(what, () => instead)
  if (changed === text) throw new Error(`The functions do not say ${what} any more: this variant changes nothing.`)
  return changed
}

/** Nobody waits for anybody: what is read may be over when something is written. */
export const withoutLock: Change = (text) => put(text, / for no key update/g, '')

/** A lead that came in meanwhile is written over. */
export const withoutGuardOfLeads: Change = (text) => {
  const [upsert = ''] = /on conflict \(scope, key\) do update set[^;]*/.exec(text) ?? []
  const insert = new RegExp(`(?<=insert into ${schema}\\.leads[^;]*\\) x);`)
  return put(text, insert, ` ${upsert};`)
}

/** Whatever the trail ends with by now is continued: the server counts. */
export const withoutGuardOfTrail: Change = (text) =>
  `${put(text, / and scopes\.seq = p_head::bigint/, '')}
    create function ${schema}.count_entries() returns trigger language plpgsql as $count$
    begin
      new.seq := (select coalesce(max(seq), 0) + 1 from ${schema}.audit where scope = new.scope);
      return new;
    end
    $count$;
    create trigger count_entries before insert on ${schema}.audit for each row execute function ${schema}.count_entries();
    create function ${schema}.count_messages() returns trigger language plpgsql as $count$
    begin
      new.seq := (select max(seq) from ${schema}.audit where scope = new.scope);
      return new;
    end
    $count$;
    create trigger count_messages before insert on ${schema}.messages for each row execute function ${schema}.count_messages();`

/** The snapshot of what is read is as old as the statement, and that began before the lock was had. */
export const lockAndReadAtOnce: Change = (text) => {
  const undeclared = put(text, new RegExp(`head ${schema}\\.scopes%rowtype;`), '')
  const atOnce = put(
    undeclared,
    /select \* into head[\s\S]*?end if;\s*return json_build_object\(/,
    `insert into ${schema}.scopes values (p_scope, 0, '', 0) on conflict do nothing;
  return (select json_build_object(`,
  )
  return put(
    atOnce,
    /\)::text;(?=\nend\n\$look\$)/,
    `)::text from ${schema}.scopes head where head.scope = p_scope for no key update of head);`,
  )
}

/** Whoever comes first makes the row, and reads it in the same statement: what another one has just committed is in the way, and not to be seen. */
export const insertAndReadAtOnce: Change = (text) =>
  put(
    text,
    /select \* into head[\s\S]*?end if;/,
    `with made as (insert into ${schema}.scopes values (p_scope, 0, '', 0) on conflict do nothing returning *)
  select * into head from (
    select * from made union all select * from (select * from ${schema}.scopes where scope = p_scope for no key update) had) x;`,
  )

/** Time limits that hold for the session, not for the transaction. */
export const limitsOfSession: Change = (text) => put(text, /, true\)(?=[,;])/g, ', false)')

/** The time is that at which the transaction began, however long it waited since. */
export const timeOfTransaction: Change = (text) =>
  put(put(text, /clock_timestamp\(\)/, 'now()'), /'at', head\.at/, "'at', floor(extract(epoch from now()) * 1000)")

/** What is in force is read when the call begins, and then the lock is waited for. */
export const versionBeforeLock: Change = (text) => {
  const [read = ''] = /\(\n {6}select json_agg\(json_build_array\(version, digest, starts_at\)[\s\S]*?limit 1\), 0\)\)/.exec(text) ?? []
  const declared = put(text, /(?<=inbox text\[\] := [^;]*;)/, `\n  seen json := ${read.replace('head.at', '0')};`)
  return put(declared, /(?<='plans', )\(\n {6}select json_agg\(json_build_array\(version[\s\S]*?limit 1\), 0\)\)/, 'seen')
}

/** Whether a COMMIT went through is not asked. */
export const withoutProbe: Change = (text) => put(text, /'probe', \(.*\),\n/, "'probe', null,\n")
