import { holds } from '../condition/interpret.js'
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
export function viewLead(compiled: CompiledPlan, lead: JsonObject, account?: Fields): LeadView {
  const subject = withAccount(lead, account)
  const labels: Record<string, string> = {}
  for (const segment of compiled.segments) {
    const value = labelOf(segment, subject, compiled)
    if (value !== undefined) labels[segment.label] = value
  }
  if (compiled.segments.length === 0) return { view: subject, labels }
  const hidden = new Set(compiled.segments.map(({ label }) => label))
  return { view: Object.assign(without(subject, hidden), labels), labels }
}

const accountField: ReadonlySet<string> = new Set(['account'])

function withAccount(lead: JsonObject, account: Fields | undefined): JsonObject {
  if (account === undefined) return Object.hasOwn(lead, 'account') ? without(lead, accountField) : lead
  return { ...lead, account: account as JsonObject }
}

function without(fields: JsonObject, hidden: ReadonlySet<string>): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !hidden.has(field)))
}

function labelOf({ values }: CompiledSegment, subject: Fields, { lists }: CompiledPlan): string | undefined {
  const context = { lists }
  for (const { value, tree } of values) if (holds(tree, subject, context)) return value
  return undefined
}
