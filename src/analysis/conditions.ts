import type { Place } from '../condition/issueList.js'
import type { Json, JsonObject } from '../lead.js'
import { isQueue } from '../plan/checkRule.js'
import type { Otherwise, Plan, Rule } from '../plan/document.js'
import { splitTarget } from '../plan/territories.js'

/** A condition of a plan, as it is written. */
export interface Written {
  readonly condition: Json
  readonly place: Place
  /** Of whom it asks: of leads by their own fields (`segment`), of leads with their labels, or of reps. */
  readonly of: 'segment' | 'lead' | 'rep'
  readonly rule?: string
}

/** Every condition of a plan, in the order of the document. */
export function conditionsOf({ segments = {}, territories = {}, queues = {}, rules, otherwise }: Plan): readonly Written[] {
  return [
    ...Object.entries(segments).flatMap(([label, values]) =>
      Object.entries(values).map(
        ([value, condition]): Written => ({ condition: condition as Json, place: ['segments', label, value], of: 'segment' }),
      ),
    ),
    ...Object.entries(territories).flatMap(([table, rows]) =>
      rows.flatMap(({ when }, index): Written[] =>
        when === undefined ? [] : [{ condition: when as Json, place: ['territories', table, index, 'when'], of: 'segment' }],
      ),
    ),
    ...Object.entries(queues).flatMap(([queue, { claims }]): Written[] =>
      claims === undefined ? [] : [{ condition: claims as Json, place: ['queues', queue, 'claims'], of: 'rep' }],
    ),
    ...rules.flatMap((rule, index) => conditionsOfRule(rule, ['rules', index], rule.name)),
    ...conditionsOfRule(otherwise, ['otherwise'], 'otherwise'),
  ]
}

function conditionsOfRule(rule: Rule | Otherwise, place: Place, name: string): Written[] {
  const found: Written[] = []
  const add = (condition: unknown, at: Place, of: 'lead' | 'rep'): void => {
    if (isObject(condition)) found.push({ condition, place: at, of, rule: name })
  }
  if ('when' in rule) add(rule.when, [...place, 'when'], 'lead')
  if (!isQueue(rule.to as Json)) add(splitTarget(rule.to as Json).rest, [...place, 'to'], 'rep')
  rule.escalate?.forEach((step, index) => {
    add(step.when, [...place, 'escalate', index, 'when'], 'lead')
    add(step.to, [...place, 'escalate', index, 'to'], 'rep')
  })
  return found
}

/** Paths of the lead that stand elsewhere in the plan. */
export function pathsOf({ rotations = {}, effort, queues = {} }: Plan): readonly { readonly path: string; readonly place: Place }[] {
  return [
    ...Object.entries(rotations).flatMap(([name, { value }]) =>
      value === undefined ? [] : [{ path: value.field, place: ['rotations', name, 'value', 'field'] }],
    ),
    ...(effort === undefined ? [] : [{ path: effort.field, place: ['effort', 'field'] }]),
    ...Object.entries(queues).flatMap(([name, { order }]) =>
      typeof order === 'object' ? [{ path: order.highest, place: ['queues', name, 'order', 'highest'] }] : [],
    ),
  ]
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
