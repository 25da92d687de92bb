import type { Fields } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import type { CompiledPlan, CompiledSegment } from './compilePlan.js'

export interface LeadView {
  /** What rules see: the lead's fields, under its labels, its account and its person. */
  readonly view: JsonObject
  /** The value of each label that has one. */
  readonly labels: { readonly [label: string]: string }
}

/**
 * The lead as the rules of a plan see it. Fields of the lead that are named like a label or `account` are invisible to rules,
 * also where the label has no value or no account was matched: neither a segment nor an owner is ever read from what somebody
 * wrote into a form. Where the plan tells persons apart the same holds of `person`. Segment conditions see the lead's own fields, account
 * and person, no label.
 */
export function viewLead({ segments, labeller, personPath }: CompiledPlan, lead: JsonObject, account?: Fields, person?: Fields): LeadView {
  const known = withKnown({ ...lead }, 'account', account)
  const subject = personPath === undefined ? known : withKnown(known, 'person', person)
  if (segments.length === 0) return { view: subject, labels: none }
  const labels: Record<string, string> = {}
  let view: Record<string, Json> = { ...subject }
  for (let index = 0; index < segments.length; index += 1) {
    const { label, values } = segments[index] as CompiledSegment
    const found = labeller.first(index, subject)
    if (found >= 0) view[label] = labels[label] = (values[found] as CompiledSegment['values'][number]).value
    else if (Object.hasOwn(view, label)) view = without(view, label)
  }
  return { view, labels }
}

const none: LeadView['labels'] = Object.freeze({})

/** What is known stands where the lead might say something itself. */
function withKnown(fields: Record<string, Json>, name: string, known: Fields | undefined): Record<string, Json> {
  if (known === undefined) return Object.hasOwn(fields, name) ? without(fields, name) : fields
  fields[name] = known as JsonObject
  return fields
}

function without(fields: JsonObject, hidden: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== hidden))
}
