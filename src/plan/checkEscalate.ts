import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { parseCondition } from '../condition/parse.js'
import type { Json, JsonObject } from '../lead.js'
import { checkKnownFields, checkList, checkName, checkObject, fieldOf, isObject, missingField, type PlanNames } from './check.js'
import { checkBy } from './checkBy.js'
import { checkDuration } from './checkDuration.js'
import { isTrusted } from './checkHostFields.js'
import { checkNotify } from './checkNotify.js'
import { refuseTerritoryReps } from './checkTerritories.js'

const stepFields = ['after', 'time', 'when', 'notify', 'to', 'by', 'rotation']
const words = ['backup', 'manager', 'rules']

/** The steps of an escalation: from 1 to 10. */
export function checkEscalate(value: Json, place: Place, names: PlanNames, issues: IssueList): void {
  const steps = checkList(value, limits.steps, place, '`escalate`', issues)
  if (steps?.length === 0) issues.report('emptyGroup', place, '`escalate` has no step.', 'Write a step, or leave `escalate` out.')
  steps?.forEach((step, index) => {
    checkStep(step, [...place, index], names, issues)
  })
}

function checkStep(value: Json, place: Place, names: PlanNames, issues: IssueList): void {
  const step = checkObject(value, place, 'A step', issues)
  if (step === undefined) return
  checkKnownFields(step, stepFields, place, 'A step', issues)
  const after = fieldOf(step, 'after')
  if (after === undefined)
    missingField([...place, 'after'], 'The step does not say when it comes.', 'Write "after": { "hours": 2 }.', issues)
  else checkDuration(after, [...place, 'after'], issues)
  const time = fieldOf(step, 'time')
  if (!(time === undefined || time === 'elapsed' || time === 'business'))
    reportWord(time, ['elapsed', 'business'], [...place, 'time'], '`time`', 'Write "elapsed" or "business".', issues)
  const when = fieldOf(step, 'when')
  if (when !== undefined)
    parseCondition(when, { issues, place: [...place, 'when'], target: false, lists: names.lists, closed: names.labels })
  const notify = fieldOf(step, 'notify')
  if (notify !== undefined) checkNotify(notify, [...place, 'notify'], names, issues)
  checkTarget(step, place, names, issues)
}

function checkTarget(step: JsonObject, place: Place, names: PlanNames, issues: IssueList): void {
  const to = fieldOf(step, 'to')
  const by = fieldOf(step, 'by')
  const rotation = fieldOf(step, 'rotation')
  if (to === undefined) checkReminder(step, place, issues)
  else if (isObject(to)) checkCondition(to, [...place, 'to'], names, issues)
  else if (!(words as readonly Json[]).includes(to))
    reportWord(to, words, [...place, 'to'], '`to`', 'Write "backup", "manager", "rules", or a condition on reps.', issues)
  if (by !== undefined && isObject(to)) checkBy(by, [...place, 'by'], names, issues)
  if (rotation !== undefined) checkName(rotation, [...place, 'rotation'], 'The rotation', issues)
  const nobodyPicked = to === undefined || (words as readonly Json[]).includes(to)
  for (const field of nobodyPicked ? ['by', 'rotation'] : [])
    if (Object.hasOwn(step, field))
      issues.report(
        'misplaced',
        [...place, field],
        `\`${field}\` stands in a step whose \`to\` is no condition on reps.`,
        'There is nobody to pick from. Leave it out.',
      )
}

function checkReminder(step: JsonObject, place: Place, issues: IssueList): void {
  const notify = fieldOf(step, 'notify')
  if (notify === undefined)
    missingField(
      [...place, 'notify'],
      'The step tells nobody and gives the lead to nobody.',
      'Write who hears of it: "notify": ["slack"]; or who gets the lead: "to": "manager".',
      issues,
    )
  else if (Array.isArray(notify) && notify.length === 0)
    issues.report('emptyGroup', [...place, 'notify'], 'The step tells nobody and gives the lead to nobody.', 'Name a channel.')
}

function checkCondition(to: JsonObject, place: Place, names: PlanNames, issues: IssueList): void {
  if (!refuseTerritoryReps(to, place, 'Write "rules", which go by territory, or a condition on reps.', issues))
    parseCondition(to, { issues, place, target: true, lists: names.lists, mayName: (path) => isTrusted(path, names) })
}

function reportWord(value: Json, known: readonly string[], place: Place, field: string, hint: string, issues: IssueList): void {
  issues.report('wrongType', place, `${field} is ${brief(value)}.`, typeof value === 'string' ? didYouMean(value, known, hint) : hint)
}
