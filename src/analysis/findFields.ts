import { didYouMean, type Place } from '../condition/issueList.js'
import { readPath } from '../condition/read.js'
import type { JsonObject } from '../lead.js'
import type { Plan } from '../plan/document.js'
import type { Rep } from '../rep.js'
import { conditionsOf, pathsOf } from './conditions.js'
import type { Finding } from './finding.js'
import { mentionsIn } from './mentions.js'

const persons: readonly string[] = ['person', 'person.owner', 'person.since']

/** Fields of leads that conditions read and nobody knows. @param known paths: `company.country`; of `account` only where one of them is */
export function findLeadFields(plan: Plan, known: readonly string[], report: (finding: Finding) => void): void {
  const labels = [...Object.keys(plan.segments ?? {}), ...Object.keys(plan.territories ?? {})]
  const knowsAccount = known.some((path) => path === 'account' || path.startsWith('account.'))
  const isKnown = (path: string): boolean => known.some((one) => one === path || one.startsWith(`${path}.`))
  const check = (path: string, place: Place, rule: string | undefined, labelled: boolean): void => {
    if (plan.samePerson !== undefined && persons.includes(path)) return
    if ((labelled && labels.includes(path)) || isKnown(path) || (!knowsAccount && path.split('.')[0] === 'account')) return
    report({
      code: 'unknownField',
      severity: 'warning',
      path: place,
      ...(rule === undefined ? {} : { rule }),
      message: `No lead is known to have the field ${path}: what asks for it never holds.`,
      hint: didYouMean(path, labelled ? [...known, ...labels] : known, 'Check the name against the leads that come in.'),
    })
  }
  for (const { condition, place, of, rule } of conditionsOf(plan)) {
    for (const mention of mentionsIn(condition, place)) {
      if (of !== 'rep') check(mention.field.join('.'), mention.place, rule, of === 'lead')
      else if (mention.operator === 'same') check(String(mention.operand), mention.place, rule, true)
    }
  }
  for (const { path, place } of pathsOf(plan)) check(path, place, undefined, true)
}

/** Fields of reps that targets read and no rep of the roster has. */
export function findRepFields(plan: Plan, reps: readonly Rep[], report: (finding: Finding) => void): void {
  if (reps.length === 0) return
  const names = new Set(reps.flatMap((rep) => Object.keys(rep)))
  const seen = new Map<string, boolean>()
  const isThere = (field: readonly string[]): boolean => {
    const path = field.join('.')
    const known = seen.get(path)
    if (known !== undefined) return known
    const found = reps.some((rep) => readPath(rep as JsonObject, field) !== undefined)
    seen.set(path, found)
    return found
  }
  for (const { condition, place, of, rule } of conditionsOf(plan)) {
    if (of !== 'rep') continue
    for (const { field, place: at, operator } of mentionsIn(condition, place)) {
      if (operator === 'known' || isThere(field)) continue
      report({
        code: 'unknownRepField',
        severity: 'warning',
        path: at,
        ...(rule === undefined ? {} : { rule }),
        message: `No rep of the roster has the field ${field.join('.')}.`,
        hint: didYouMean(field[0] ?? '', names, 'Check the name against the roster.'),
      })
    }
  }
}
