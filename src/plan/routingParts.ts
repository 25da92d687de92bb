import type { Issue, IssueCode } from '../errors.js'
import { canonicalJson } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import { fieldOf, isObject } from './check.js'
import { type Plan, planFields } from './document.js'

/** What a routing puts into each of its plans. */
export type RoutingParts = Pick<
  Plan,
  'key' | 'hostFields' | 'samePerson' | 'segments' | 'territories' | 'lists' | 'channels' | 'strategies' | 'repFields'
>

/** Parts made of named entries: plan and routing may each add some. */
const entryParts = ['segments', 'territories', 'lists', 'repFields'] as const

/** A document with what it lacks taken from the routing. What it has of its own stays, right or wrong, for `checkPlan` to judge. */
export function withParts(document: JsonObject, parts: RoutingParts): JsonObject {
  const known = parts as JsonObject
  const merged = { ...known, ...document }
  for (const part of entryParts) {
    const [theirs, ours] = [fieldOf(document, part), fieldOf(known, part)]
    if (isObject(theirs) && isObject(ours)) merged[part] = { ...ours, ...theirs }
  }
  const rest = Object.keys(merged).filter((field) => !planFields.includes(field))
  return Object.fromEntries(
    [...planFields, ...rest].filter((field) => Object.hasOwn(merged, field)).map((field) => [field, merged[field] as Json]),
  )
}

/** Where a checked plan says something else than the routing does: the routing's types would be wrong for such a plan. */
export function contradictions(plan: Plan, parts: RoutingParts): readonly Issue[] {
  return [
    ...(differ(parts.key, plan.key, keyText)
      ? [contradiction('misplaced', ['key'], "The key of a lead is another one than the routing's.")]
      : []),
    ...(differ(parts.hostFields, plan.hostFields, listText)
      ? [contradiction('misplaced', ['hostFields'], "The host's fields are others than the routing's.")]
      : []),
    ...(differ(parts.samePerson, plan.samePerson, String)
      ? [contradiction('misplaced', ['samePerson'], "Persons are told apart by another field than the routing's.")]
      : []),
    ...differingEntries('segments', 'duplicateName', parts.segments, plan.segments, segmentText),
    ...differingEntries('territories', 'duplicateName', parts.territories, plan.territories, (rows) =>
      canonicalJson(rows as unknown as Json),
    ),
    ...differingEntries('lists', 'duplicateName', parts.lists, plan.lists, listText),
    ...unknownNames('channels', 'unknownChannel', parts.channels, plan.channels),
    ...unknownNames('strategies', 'unknownStrategy', parts.strategies, plan.strategies),
    ...differingEntries('repFields', 'misplaced', parts.repFields, plan.repFields, canonicalJson),
  ]
}

function differingEntries<Value>(
  part: (typeof entryParts)[number],
  code: IssueCode,
  ours: { readonly [name: string]: Value } | undefined,
  theirs: { readonly [name: string]: Value } | undefined,
  text: (value: Value) => string,
): Issue[] {
  return Object.keys(ours ?? {})
    .filter((name) => differ(ours?.[name], theirs?.[name], text))
    .map((name) => contradiction(code, [part, name], `${JSON.stringify(name)} of \`${part}\` means something else in the routing.`))
}

function unknownNames(
  part: 'channels' | 'strategies',
  code: IssueCode,
  ours: readonly string[] | undefined,
  theirs: readonly string[] | undefined,
): Issue[] {
  if (ours === undefined) return []
  return (theirs ?? []).flatMap((name, index) =>
    ours.includes(name) ? [] : [contradiction(code, [part, index], `The routing has no ${JSON.stringify(name)} among its ${part}.`)],
  )
}

function contradiction(code: IssueCode, path: Issue['path'], message: string): Issue {
  return { code, path, message, hint: 'Leave it out to use what the routing says, or change `defineRouting`.' }
}

/** The very same object, as a routing's part in its own plan often is, needs no look inside. */
function differ<Value>(ours: Value | undefined, theirs: Value | undefined, text: (value: Value) => string): boolean {
  return ours !== undefined && ours !== theirs && (theirs === undefined || text(ours) !== text(theirs))
}

/** A list of one path means the path. */
function keyText(key: string | readonly string[]): string {
  return JSON.stringify(typeof key === 'string' ? [key] : key)
}

/** The order of a label's values matters (the first that holds is the label), the order inside their conditions does not. */
function segmentText(values: object): string {
  return canonicalJson(Object.entries(values))
}

/** The order of a list does not matter. */
function listText(entries: readonly string[]): string {
  return JSON.stringify([...new Set(entries)].sort())
}
