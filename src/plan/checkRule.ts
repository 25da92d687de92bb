import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { parseCondition } from '../condition/parse.js'
import type { Json, JsonObject } from '../lead.js'
import { checkKnownFields, checkName, checkObject, checkUnique, fieldOf, isObject, missingField, type PlanNames } from './check.js'
import { checkBy } from './checkBy.js'
import { checkDuration } from './checkDuration.js'
import { checkEscalate } from './checkEscalate.js'
import { isTrusted } from './checkHostFields.js'
import { checkLimits } from './checkLimits.js'
import { checkNotify } from './checkNotify.js'
import { termFields } from './checkTerms.js'
import { refuseTerritoryReps } from './checkTerritories.js'
import { HELD, OTHERWISE } from './document.js'
import { splitTarget } from './territories.js'

const ruleFields = ['name', 'when', 'to', 'by', 'rotation', 'whenNobody', 'limits', 'notify', 'escalate']
const otherwiseFields = ['to', 'by', 'rotation', 'whenNobody', 'notify', 'escalate']

/** @param seen names of earlier rules; the rule's own is added */
export function checkRule(value: Json, place: Place, seen: Set<string>, names: PlanNames, issues: IssueList): void {
  const rule = checkObject(value, place, 'A rule', issues)
  if (rule === undefined) return
  checkKnownFields(rule, ruleFields, place, 'A rule', issues, (field) => termsHint(field, rule, fieldOf(rule, 'name')))
  const given = fieldOf(rule, 'name')
  if (given === undefined)
    missingField([...place, 'name'], 'The rule has no name.', 'Name it: decisions and traces refer to rules by name.', issues)
  else checkRuleName(given, [...place, 'name'], seen, issues)

  const when = fieldOf(rule, 'when')
  if (when !== undefined)
    parseCondition(when, { issues, place: [...place, 'when'], target: false, lists: names.lists, closed: names.labels })
  checkAssignment(rule, place, names, issues)
  const limited = fieldOf(rule, 'limits')
  if (limited !== undefined) checkLimits(limited, [...place, 'limits'], issues)

  const whenNobody = fieldOf(rule, 'whenNobody')
  if (whenNobody === undefined || whenNobody === 'next') return
  if (isObject(whenNobody)) checkWait(whenNobody, [...place, 'whenNobody'], issues)
  else reportWord(whenNobody, ['next'], [...place, 'whenNobody'], 'Write "next" or { "wait": { "hours": 2 } }.', issues)
}

export function checkOtherwise(value: Json, names: PlanNames, issues: IssueList): void {
  const place = ['otherwise']
  const otherwise = checkObject(value, place, '`otherwise`', issues)
  if (otherwise === undefined) return
  for (const field of ['name', 'when']) {
    if (Object.hasOwn(otherwise, field))
      issues.report(
        'misplaced',
        [...place, field],
        `\`otherwise\` has a \`${field}\`.`,
        'It takes every lead that no rule took, and is called "otherwise". Make it a rule, or leave the field out.',
      )
  }
  if (Object.hasOwn(otherwise, 'limits'))
    issues.report(
      'misplaced',
      [...place, 'limits'],
      '`otherwise` has `limits`.',
      'It takes every lead that no rule took, whatever the limits are. Leave them out, or make it a rule.',
    )
  checkKnownFields(otherwise, [...otherwiseFields, 'name', 'when', 'limits'], place, '`otherwise`', issues, (field) =>
    termsHint(field, otherwise, OTHERWISE),
  )
  checkAssignment(otherwise, place, names, issues)
  const whenNobody = fieldOf(otherwise, 'whenNobody')
  if (whenNobody === undefined || whenNobody === 'assign' || whenNobody === 'hold') return
  reportWord(whenNobody, ['assign', 'hold'], [...place, 'whenNobody'], 'Write "assign" or "hold".', issues)
}

/** A term of the rule's rotation belongs to the rotation: several rules may share it, and two could contradict each other. */
function termsHint(field: string, rule: JsonObject, name: Json | undefined): string | undefined {
  if (!termFields.includes(field)) return undefined
  const rotation = fieldOf(rule, 'rotation') ?? name
  const key = typeof rotation === 'string' ? brief(rotation) : '"…"'
  return `It is a term of the rotation, and stands under \`rotations\` at the top of the plan, by the rotation's name: "rotations": { ${key}: { "${field}": … } }.`
}

function checkRuleName(value: Json, place: Place, seen: Set<string>, issues: IssueList): void {
  const name = checkName(value, place, 'The name of the rule', issues)
  if (name === OTHERWISE)
    issues.report('reservedName', place, `A rule is named ${brief(OTHERWISE)}.`, "That is the fallback's name; use another.")
  else if (name !== undefined) checkUnique(name, seen, place, 'The rule', issues)
}

/** What rules and `otherwise` have in common. */
function checkAssignment(rule: JsonObject, place: Place, names: PlanNames, issues: IssueList): void {
  const to = fieldOf(rule, 'to')
  if (to === undefined)
    missingField(
      [...place, 'to'],
      'There is no `to`.',
      'Say who gets the lead: "to": { "role": "ae" }, {} for everyone, or { "queue": "name" }.',
      issues,
    )
  else if (isQueue(to)) checkQueue(to, rule, place, issues)
  else {
    const { table, rest } = splitTarget(to)
    if (place[0] === OTHERWISE) refuseTerritoryReps(to, [...place, 'to'], 'Not every lead is in a territory. Make it a rule.', issues)
    else if (table !== undefined) checkTerritoryReps(table, place, names, issues)
    parseCondition(rest, { issues, place: [...place, 'to'], target: true, lists: names.lists, mayName: (path) => isTrusted(path, names) })
  }

  const by = fieldOf(rule, 'by')
  if (by !== undefined) checkBy(by, [...place, 'by'], names, issues)
  const rotation = fieldOf(rule, 'rotation')
  if (rotation !== undefined) checkName(rotation, [...place, 'rotation'], 'The rotation', issues)
  const notify = fieldOf(rule, 'notify')
  if (notify !== undefined) checkNotify(notify, [...place, 'notify'], names, issues)
  const escalate = fieldOf(rule, 'escalate')
  if (escalate !== undefined) checkEscalate(escalate, [...place, 'escalate'], names, issues)
}

/** Whether a target is a queue; with other fields beside it, it is a condition (with an issue). */
export function isQueue(to: Json): to is { readonly queue: Json } {
  return isObject(to) && Object.hasOwn(to, 'queue') && Object.keys(to).length === 1
}

function checkQueue(to: { readonly queue: Json }, rule: JsonObject, place: Place, issues: IssueList): void {
  const name = checkName(to.queue, [...place, 'to', 'queue'], 'The queue', issues)
  if (name === HELD)
    issues.report(
      'reservedName',
      [...place, 'to', 'queue'],
      `The queue ${brief(HELD)} is fairlead's own.`,
      'It holds leads that wait for somebody to be there; use another name.',
    )
  if (Object.hasOwn(rule, 'escalate'))
    issues.report(
      'misplaced',
      [...place, 'escalate'],
      '`escalate` stands beside a queue.',
      'There is no owner to remind or to take the lead from. Leave it out; set deadlines of your own with `router.deadline`.',
    )
  for (const field of ['by', 'rotation', 'whenNobody']) {
    if (Object.hasOwn(rule, field))
      issues.report(
        'misplaced',
        [...place, field],
        `\`${field}\` stands beside a queue.`,
        'Reps pull from queues; nobody is picked. Leave it out.',
      )
  }
}

function checkTerritoryReps(table: Json, place: Place, names: PlanNames, issues: IssueList): void {
  const at = [...place, 'to', 'territoryReps']
  const name = checkName(table, at, 'The table', issues)
  if (name !== undefined && !names.tables.has(name))
    issues.report(
      'unknownTerritory',
      at,
      `The plan has no table of territories ${brief(table)}.`,
      didYouMean(name, [...names.tables.keys()], 'Add it to `territories`.'),
    )
}

function checkWait(value: JsonObject, place: Place, issues: IssueList): void {
  checkKnownFields(value, ['wait'], place, '`whenNobody`', issues)
  const wait = fieldOf(value, 'wait')
  if (wait === undefined)
    missingField([...place, 'wait'], '`whenNobody` does not say how long to wait.', 'Write { "wait": { "hours": 2 } }.', issues)
  else checkDuration(wait, [...place, 'wait'], issues)
}

function reportWord(value: Json, known: readonly string[], place: Place, hint: string, issues: IssueList): void {
  issues.report('wrongType', place, `\`whenNobody\` is ${brief(value)}.`, typeof value === 'string' ? didYouMean(value, known, hint) : hint)
}
