import type { Note } from '../decide/decision.js'
import { type Issue, RoutingError } from '../errors.js'
import { jsonLimits, toJson } from '../json.js'
import type { Json, JsonObject } from '../lead.js'

type Path = readonly string[]

/**
 * A lead as its sender has it and the host completes it: of the paths that only the host says, what the host says stands there, and
 * nothing else.
 *
 * @param sent a copy of what came in; not changed
 * @param told what the host says, as an object of the lead's shape
 * @param from whose word the lead is: the host's own is taken as it is
 * @returns the lead, and a note about what it brought and may not say
 * @throws RoutingError `badLead` where `told` is no object, or says something that the plan does not leave to the host
 */
export function withHostFields(
  sent: JsonObject,
  told: unknown,
  paths: readonly Path[],
  from: 'sender' | 'host' = 'sender',
): { readonly content: JsonObject; readonly notes: readonly Note[] } {
  if (paths.length === 0 && told === undefined) return { content: sent, notes: none }
  const host = told === undefined ? {} : copied(told)
  const strange = strangers(host, [], paths)
  if (strange.length > 0) throw new RoutingError('badLead', { issues: strange })
  const brought = (from === 'host' ? [] : paths).filter((path) => at(sent, path) !== undefined)
  const bare = brought.reduce((lead, path) => put(lead, path, undefined), sent)
  const content = paths.reduce((lead, path) => {
    const value = at(host, path)
    return value === undefined ? lead : put(lead, path, value)
  }, bare)
  return { content, notes: brought.length === 0 ? none : [noteOf(brought)] }
}

const none: readonly Note[] = []

function noteOf(brought: readonly Path[]): Note {
  const fields = brought.map((path) => path.join('.')).join(', ')
  return { about: 'lead', code: 'hostFields', message: `The lead brought ${fields}, which only the host says: left out.` }
}

function copied(told: unknown): JsonObject {
  const copy = toJson(told, jsonLimits.lead)
  if ('issues' in copy) throw new RoutingError('badLead', { issues: copy.issues.map(inHost) })
  if (isObject(copy.value)) return copy.value
  const issue: Issue = {
    code: 'wrongType',
    path: ['host'],
    message: 'What the host says is no object.',
    hint: 'Pass { host: { score: 87 } }.',
  }
  throw new RoutingError('badLead', { issues: [issue] })
}

function inHost(issue: Issue): Issue {
  return { ...issue, path: ['host', ...issue.path] }
}

/** What the host says and the plan does not leave to it. */
function strangers(value: JsonObject, place: Path, paths: readonly Path[]): Issue[] {
  return Object.entries(value).flatMap(([field, inner]): Issue[] => {
    const here = [...place, field]
    const below = paths.filter((path) => here.every((part, index) => path[index] === part))
    if (below.some((path) => path.length === here.length)) return []
    if (below.length > 0 && isObject(inner)) return strangers(inner, here, paths)
    return [
      {
        code: 'unknownField',
        path: ['host', ...here],
        message: `The plan does not leave ${here.join('.')} to the host.`,
        hint: "Add it to the plan's `hostFields`, or put it into the lead.",
      },
    ]
  })
}

function at(value: JsonObject, path: Path): Json | undefined {
  let inner: Json | undefined = value
  for (const part of path) inner = isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined
  return inner
}

/** The lead with a value at a path, or (undefined) with nothing there. What stands in the way of the path gives way to it. */
function put(lead: JsonObject, [field, ...rest]: Path, value: Json | undefined): JsonObject {
  if (field === undefined) return lead
  const { [field]: here, ...others } = lead
  if (rest.length === 0) return value === undefined ? others : { ...lead, [field]: value }
  const inner = isObject(here) ? here : {}
  return { ...lead, [field]: put(inner, rest, value) }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
