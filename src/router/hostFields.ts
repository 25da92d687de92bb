import { readPath } from '../condition/read.js'
import { leftOut } from '../decide/decide.js'
import type { Intake, Note } from '../decide/decision.js'
import { type Issue, RoutingError } from '../errors.js'
import { jsonLimits, toJson } from '../json.js'
import type { JsonObject } from '../lead.js'
import { isObject } from '../plan/check.js'
import { filled, type Path, put, without } from '../plan/hostPaths.js'

/** A lead with the host's word where only the host's counts. */
export interface Sealed {
  readonly content: JsonObject
  /** A note about what it brought and may not say. */
  readonly notes: readonly Note[]
  /** Whose word it is, for plans that leave something else to the host. */
  readonly host: Intake['host']
}

/**
 * A lead as its sender has it and the host completes it: of the paths that only the host says, what the host says stands there, and
 * nothing else.
 *
 * @param sent a copy of what came in; not changed
 * @param told what the host says, as an object of the lead's shape
 * @param from whose word the lead is: the host's own is taken as it is
 * @throws RoutingError `badLead` where `told` is no object, or says something that the plan does not leave to the host
 */
export function withHostFields(sent: JsonObject, told: unknown, paths: readonly Path[], from: 'sender' | 'host' = 'sender'): Sealed {
  const own = from === 'host'
  if (paths.length === 0 && told === undefined) return { content: sent, notes: none, host: own ? true : undefined }
  const said = told === undefined ? {} : copied(told)
  const strange = strangers(said, [], paths)
  if (strange.length > 0) throw new RoutingError('badLead', { issues: strange })
  const brought = own ? [] : filled(sent, paths)
  const content = filled(said, paths).reduce((lead, path) => put(lead, path, readPath(said, path)), without(sent, brought))
  const host = own ? true : paths.map((path) => path.join('.'))
  return { content, notes: brought.length === 0 ? none : [leftOut(brought)], host }
}

const none: readonly Note[] = []

/** The field of an accepted lead that says how it was sealed; what a sender writes there is left out. */
const SEAL = '~host'

/** What is kept of a lead until it is routed. */
export function toKeep({ content, notes, host }: Sealed): JsonObject {
  const { [SEAL]: _, ...lead } = content
  if (host === undefined && notes.length === 0) return lead
  return { ...lead, [SEAL]: { ...(host === undefined ? {} : { host }), notes } as unknown as JsonObject }
}

export function fromKept(kept: JsonObject): Sealed {
  const { [SEAL]: seal, ...content } = kept
  const { notes = none, host } = (isObject(seal) ? seal : {}) as unknown as Partial<Sealed>
  return { content, notes, host }
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
