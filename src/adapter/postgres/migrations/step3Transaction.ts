import { separator } from '../wire.js'

/** `E'\\x1d'`, as the server reads it. */
const code = (character: string): string => `E'\\x${character.charCodeAt(0).toString(16)}'`
const [table, column, value, none] = [separator.table, separator.column, separator.value, separator.none].map(code)

/** The columns of a packed table, each as an array. `columns` says what each is to be read as. */
const rows = (types: readonly string[]): string =>
  types.map((type, index) => `string_to_array(c[${index + 1}], ${value}, ${none})${type === 'text' ? '' : `::${type}[]`}`).join(', ')

const bigints = (count: number): string[] => Array.from({ length: count }, () => 'bigint')
const texts = (count: number): string[] => Array.from({ length: count }, () => 'text')

/** The n-th table of the payload, if it has rows: its columns are `c`. */
const ifRows = (number: number, statement: string): string => `
  if t[${number}] <> '' then
    c := string_to_array(t[${number}], ${column});${statement}
  end if;`

/** A column that a later step added: its name and type. */
type Column = readonly [name: string, type: string]

/** What has changed since the first version of the functions. */
export interface Shape {
  readonly version: number
  readonly leads: readonly Column[]
  readonly loads: readonly Column[]
  /** Whether there is a journal of plans. */
  readonly journal?: true
}

const leadColumns = [
  ...['key', 'subject', 'salt', 'digest', 'intake', 'decision', 'waits', 'state', 'rep', 'queue'].map((name): Column => [name, 'text']),
  ...['until', 'epoch', 'seq', 'received_at', 'at'].map((name): Column => [name, 'bigint']),
  ...['declined', 'charged'].map((name): Column => [name, 'text']),
]
const loadColumns: readonly Column[] = [
  ['rep', 'text'],
  ['open', 'bigint'],
  ['assigned', 'bigint'],
]
const named = (columns: readonly Column[]): string => columns.map(([name]) => name).join(', ')
const typed = (columns: readonly Column[]): string => rows(columns.map(([, type]) => type))
/** Everything but what the row is found by. */
const replaced = (columns: readonly Column[], key: string): string =>
  columns
    .filter(([name]) => name !== key)
    .map(([name]) => `${name} = excluded.${name}`)
    .join(', ')

// Plans are kept for the life of a connection. Made while the tables were small they would scan them whole, and go on doing so.
const plans = `set enable_seqscan = off set plan_cache_mode = force_generic_plan set search_path = pg_catalog, pg_temp`

/**
 * A transaction in two calls: `look` locks the scope and then reads, `write` writes what was decided in between.
 *
 * The lock stands alone in its statement, and what is read under it is read by the next one: a statement that locks and reads at once sees
 * the rows as they were before it had the lock. In a volatile function each statement has a snapshot of its own (READ COMMITTED).
 * Leads that nobody had before stand apart (table 2): inserting them without looking for a conflict is half the work, and under the lock nobody
 * else can have inserted them.
 *
 * A process that stops with the lock in its hands loses it after half the time that the others wait for it.
 *
 * The time limits are for a transaction of the store's own: a host's transaction keeps those it has.
 * Both names carry a number: a version that needs another shape adds functions, so that old processes go on beside new ones.
 */
export const transaction = (s: string): string => functionsOf(s, { version: 1, leads: [], loads: [] })

export function functionsOf(s: string, shape: Shape): string {
  const leads = [...leadColumns, ...shape.leads]
  const loads = [...loadColumns, ...shape.loads]
  const ifJournal = (text: string): string => (shape.journal === undefined ? '' : text)
  return `
create function ${s}.look_${shape.version}(p_scope text, p_keys text, p_rotations text, p_reps text, p_inbox text, p_probe text, p_lock_ms text, p_answer_ms text${ifJournal(', p_journal text')})
returns text
language plpgsql volatile ${plans} as $look$
declare
  head ${s}.scopes%rowtype;
  keys text[] := string_to_array(p_keys, ${value});
  rotations text[] := string_to_array(p_rotations, ${value});
  reps text[] := string_to_array(p_reps, ${value});
  inbox text[] := string_to_array(p_inbox, ${value});
begin
  if p_lock_ms is not null then
    perform
      set_config('lock_timeout', p_lock_ms, true),
      set_config('statement_timeout', p_answer_ms, true),
      set_config('idle_in_transaction_session_timeout', greatest(p_lock_ms::bigint / 2, 1000)::text, true);
  end if;
  select * into head from ${s}.scopes where scope = p_scope for no key update;
  if not found then
    insert into ${s}.scopes values (p_scope, 0, '', 0) on conflict do nothing;
    select * into head from ${s}.scopes where scope = p_scope for no key update;
  end if;
  return json_build_object(
    'seq', head.seq, 'hash', head.hash, 'at', head.at,
    'clock', floor(extract(epoch from clock_timestamp()) * 1000),
    'probe', (select hash from ${s}.audit where scope = p_scope and seq = p_probe::bigint),
    'leads', (select json_agg(l) from ${s}.leads l where l.scope = p_scope and l.key = any(keys)),
    'ledgers', (select json_agg(l) from ${s}.ledgers l where l.scope = p_scope and l.rotation = any(rotations)),
    'standings', (
      select json_agg(json_build_array(rotation, rep, credit, last, weight, due, value))
      from ${s}.standings where scope = p_scope and rotation = any(rotations)),
    'loads', (select json_agg(json_build_array(${named(loads)})) from ${s}.loads where scope = p_scope and rep = any(reps)),
    'inbox', (select json_agg(json_build_array(key, received_at)) from ${s}.accepted where scope = p_scope and key = any(inbox)),
    'timers', (
      select json_agg(x) from (
        select l.key, t.* from ${s}.leads l join ${s}.timers t on t.scope = l.scope and t.subject = l.subject
        where l.scope = p_scope and l.key = any(keys)) x)${ifJournal(`,
    'plans', (
      select json_agg(json_build_array(version, digest, starts_at) order by version desc) from ${s}.plans
      where scope = p_scope and version >= coalesce((
        select version from ${s}.plans
        where scope = p_scope and version is not null and (starts_at is null or starts_at <= head.at)
        order by version desc limit 1), 0)),
    'journal', case when p_journal is not null then (
      select json_agg(record order by number) from ${s}.plans where scope = p_scope) end`)}
  )::text;
end
$look$;

create function ${s}.write_${shape.version}(p_scope text, p_head text, p_rows text) returns void
language plpgsql volatile ${plans} as $write$
declare
  t text[] := string_to_array(p_rows, ${table});
  c text[];
begin${ifRows(
    1,
    `
    insert into ${s}.audit (scope, seq, at, subject, event, previous, hash)
    select p_scope, x.* from unnest(${rows([...bigints(2), ...texts(4)])}) x;
    update ${s}.scopes set seq = last.seq, hash = last.hash, at = last.at
    from (
      select a[array_length(a, 1)] seq, h[array_length(h, 1)] hash, m[array_length(m, 1)] at
      from (select string_to_array(c[1], ${value})::bigint[] a, string_to_array(c[6], ${value}) h, string_to_array(c[2], ${value})::bigint[] m) lists
    ) last
    where scopes.scope = p_scope and scopes.seq = p_head::bigint;
    if not found then
      raise exception 'the trail of scope % no longer ends at %', p_scope, p_head using errcode = 'serialization_failure';
    end if;`,
  )}${ifRows(
    2,
    `
    insert into ${s}.leads (scope, ${named(leads)})
    select p_scope, x.* from unnest(${typed(leads)}) x;`,
  )}${ifRows(
    3,
    `
    insert into ${s}.leads (scope, ${named(leads)})
    select p_scope, x.* from unnest(${typed(leads)}) x
    on conflict (scope, key) do update set ${replaced(leads, 'key')};`,
  )}${ifRows(
    4,
    `
    insert into ${s}.ledgers (scope, rotation, turn, level, value_level, total_weight)
    select p_scope, x.* from unnest(${rows(['text', ...bigints(4)])}) x
    on conflict (scope, rotation) do update set
      turn = excluded.turn, level = excluded.level, value_level = excluded.value_level, total_weight = excluded.total_weight;`,
  )}${ifRows(
    5,
    `
    insert into ${s}.standings (scope, rotation, rep, credit, last, weight, due, value)
    select p_scope, x.* from unnest(${rows([...texts(2), ...bigints(5)])}) x
    on conflict (scope, rotation, rep) do update set
      credit = excluded.credit, last = excluded.last, weight = excluded.weight, due = excluded.due, value = excluded.value;`,
  )}${ifRows(
    6,
    `
    insert into ${s}.loads (scope, ${named(loads)})
    select p_scope, x.* from unnest(${typed(loads)}) x
    on conflict (scope, rep) do update set ${replaced(loads, 'rep')};`,
  )}${ifRows(
    7,
    `
    insert into ${s}.documents (scope, digest, kind, content)
    select p_scope, x.* from unnest(${rows(texts(3))}) x
    on conflict do nothing;`,
  )}${ifRows(
    8,
    `
    insert into ${s}.messages (scope, seq, number, subject, channel, about, at)
    select p_scope, x.* from unnest(${rows([...bigints(2), ...texts(3), 'bigint'])}) x;`,
  )}${ifRows(
    9,
    `
    insert into ${s}.timers (scope, subject, epoch, name, step, at, channels, state, ended_at)
    select p_scope, x.* from unnest(${rows(['text', 'bigint', 'text', 'bigint', 'bigint', 'text', 'text', 'bigint'])}) x
    on conflict (scope, subject, epoch, name, step) do update set
      at = excluded.at, channels = excluded.channels, state = excluded.state, ended_at = excluded.ended_at;`,
  )}${ifRows(
    10,
    `
    c := string_to_array(c[1], ${value});
    delete from ${s}.messages m using ${s}.leads l
      where l.scope = p_scope and l.key = any(c) and m.scope = p_scope and m.subject = l.subject and m.state <> 'done';
    delete from ${s}.timers x using ${s}.leads l where l.scope = p_scope and l.key = any(c) and x.scope = p_scope and x.subject = l.subject;
    delete from ${s}.accepted where scope = p_scope and key = any(c);
    delete from ${s}.leads where scope = p_scope and key = any(c);`,
  )}${ifJournal(
    ifRows(
      11,
      `
    insert into ${s}.plans (scope, number, version, digest, starts_at, record)
    select p_scope, x.* from unnest(${rows([...bigints(2), 'text', 'bigint', 'text'])}) x;
    if (select max(number) <> count(*) from ${s}.plans where scope = p_scope) then
      raise exception 'the journal of plans of scope % has a gap', p_scope using errcode = 'data_exception';
    end if;`,
    ),
  )}
end
$write$;
`
}
