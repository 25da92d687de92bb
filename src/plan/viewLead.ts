import type { Fields } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import type { CompiledPlan, CompiledSegment } from './compilePlan.js'

export interface LeadView {
  /** What rules see: the lead's fields, under its labels and its account. */
  readonly view: JsonObject
  /** The value of each label that has one. */
  readonly labels: { readonly [label: string]: string }
}

/**
 * The lead as the rules of a plan see it. Fields of the lead that are named like a label or `account` are invisible to rules,
 * also where the label has no value or no account was matched: neither a segment nor an owner is ever read from what somebody
 * wrote into a form. Segment conditions see the lead's own fields and the account, no label.
 */
export function viewLead({ segments, labeller }: CompiledPlan, lead: JsonObject, account?: Fields): LeadView {
  const subject = withAccount(lead, account)
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

/** A new object, always: an index takes the same object for the same fields. */
function withAccount(lead: JsonObject, account: Fields | undefined): Record<string, Json> {
  if (account !== undefined) return { ...lead, account: account as JsonObject }
  return Object.hasOwn(lead, 'account') ? without(lead, 'account') : { ...lead }
}

function without(fields: JsonObject, hidden: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== hidden))
}
