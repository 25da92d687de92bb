import { brief, type IssueList, issueList, type Place } from '../condition/issueList.js'
import type { Issue } from '../errors.js'
import { copyJson, deepFreeze, jsonLimits } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import type { Rep, RepFields } from '../rep.js'
import { isTimeField, readRepTimes, type TimeField, timesOf } from '../time/repTimes.js'
import { checkName, checkObject, checkUnique, fieldOf, missingField } from './check.js'
import { checkLimits } from './checkLimits.js'

/**
 * Checks an unknown value as a roster: every issue at once. The reps are deep-frozen plain copies. A conventional field that is null
 * counts as missing, and is left out of the copy.
 */
export function checkRoster(value: unknown, fields: RepFields): { readonly reps: readonly Rep[] } | { readonly issues: readonly Issue[] } {
  const copy = copyJson(value, jsonLimits.document)
  if (copy.value === undefined || copy.issues.length > 0) return { issues: copy.issues }
  const issues = issueList()
  if (!Array.isArray(copy.value)) {
    issues.report('wrongType', [], `The roster is ${brief(copy.value)}, not a list of reps.`, 'Write [{ "id": "ana", … }, …].')
    return { issues: issues.issues }
  }
  const seen = new Set<string>()
  const reps = (copy.value as readonly Json[]).map((rep, index) => checkRep(rep, index, seen, fields, issues))
  return issues.issues.length > 0 ? { issues: issues.issues } : { reps: deepFreeze(reps) as unknown as readonly Rep[] }
}

function checkRep(value: Json, index: number, seen: Set<string>, fields: RepFields, issues: IssueList): JsonObject | undefined {
  const rep = checkObject(value, [index], 'A rep', issues)
  if (rep === undefined) return undefined
  const id = fieldOf(rep, 'id')
  if (id === undefined) missingField([index, 'id'], 'The rep has no id.', 'Give each rep a text that identifies it.', issues)
  else {
    const name = checkName(id, [index, 'id'], 'The id', issues)
    if (name !== undefined) checkUnique(name, seen, [index, 'id'], 'The rep', issues)
  }
  const checked: Record<string, Json> = { ...rep }
  for (const [role, field] of Object.entries(fields) as [keyof RepFields, string | null][]) {
    const given = field === null ? undefined : fieldOf(rep, field)
    if (field === null || given === undefined) continue
    if (given === null) delete checked[field]
    else if (!isTimeField(role)) checkConventional(role, given, [index, field], issues)
  }
  checkTimes(rep, index, fields, issues)
  return checked
}

function checkTimes(rep: JsonObject, index: number, fields: RepFields, issues: IssueList): void {
  const read = readRepTimes(timesOf(rep, fields))
  if (!('problems' in read)) return
  for (const { field, path, message, hint, foreign } of read.problems) {
    const name = fields[field] ?? field
    const remedy = foreign
      ? `${hint} If "${name}" is something else, say in the plan which field it is, or none: "repFields": { "${field}": null }.`
      : hint
    issues.report('wrongType', [index, name, ...path], message, remedy)
  }
}

function checkConventional(role: Exclude<keyof RepFields, TimeField>, value: Json, place: Place, issues: IssueList): void {
  switch (role) {
    case 'active':
      if (typeof value !== 'boolean')
        issues.report('wrongType', place, `Whether the rep is active is ${brief(value)}.`, 'Write true or false, or leave it out for true.')
      return
    case 'capacity':
      if (!Number.isSafeInteger(value) || (value as number) < 0)
        issues.report(
          'wrongType',
          place,
          `The capacity is ${brief(value)}.`,
          'Write a whole number of at least 0, or leave it out for no limit.',
        )
      return
    case 'limits':
      checkLimits(value, place, issues, foreignField(role, place))
      return
    default:
      if (typeof value !== 'string' || value === '')
        issues.report('wrongType', place, `The ${role} is ${brief(value)}.`, 'Write the id of a rep, or leave it out.')
  }
}

/** A roster may have had a field of that name before it meant something here. */
function foreignField(role: keyof RepFields, place: Place): string {
  return `If "${place.at(-1)}" is something else, say in the plan which field it is, or none: "repFields": { "${role}": null }.`
}
