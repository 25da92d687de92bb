import { brief, type IssueList, issueList } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { parsePath } from '../condition/parsePath.js'
import type { Issue } from '../errors.js'
import { copyJson, deepFreeze, jsonLimits } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import { repFields } from '../rep.js'
import { isTimeField } from '../time/repTimes.js'
import {
  checkKnownFields,
  checkList,
  checkName,
  checkNameList,
  checkObject,
  checkUnique,
  fieldOf,
  missingField,
  type PlanNames,
} from './check.js'
import { strategyNames } from './checkBy.js'
import { checkEffort } from './checkEffort.js'
import { checkHostFields } from './checkHostFields.js'
import { checkLists } from './checkLists.js'
import { checkQueues } from './checkQueues.js'
import { checkRotations } from './checkRotations.js'
import { checkOtherwise, checkRule } from './checkRule.js'
import { checkSegmentConditions, checkSegmentNames } from './checkSegments.js'
import { checkTableNames, checkTerritories, checkTerritoryRotations } from './checkTerritories.js'
import { type Plan, planFields } from './document.js'

const knownFields = [...planFields, '$schema']

/**
 * Checks an unknown value as a plan: every issue at once, each with a code, the JSON path and the remedy.
 * The plan is a deep-frozen plain copy, without the editors' `$schema`. Nothing is thrown, whatever the value is.
 */
export function checkPlan(value: unknown): { readonly plan: Plan } | { readonly issues: readonly Issue[] } {
  const copy = copyJson(value, jsonLimits.document)
  if (copy.value === undefined) return { issues: copy.issues }
  const issues = issueList()
  checkDocument(copy.value, issues)
  const all = [...copy.issues, ...issues.issues.filter((issue) => !copy.issues.some((earlier) => followsFrom(issue, earlier)))]
  if (all.length > 0) return { issues: all }
  const { $schema: _, ...plan } = copy.value as JsonObject
  return { plan: deepFreeze(plan) as unknown as Plan }
}

/** The copy holds null where something was no JSON: complaints about that null tell nothing new. */
function followsFrom(issue: Issue, earlier: Issue): boolean {
  const shared = Math.min(issue.path.length, earlier.path.length)
  for (let index = 0; index < shared; index += 1) if (issue.path[index] !== earlier.path[index]) return false
  return issue.path.length >= earlier.path.length || issue.code === 'badOperand' || issue.code === 'emptyGroup'
}

function checkDocument(value: Json, issues: IssueList): void {
  const plan = checkObject(value, [], 'The plan', issues)
  if (plan === undefined) return
  checkKnownFields(plan, knownFields, [], 'A plan', issues)
  checkVersion(plan, issues)
  checkPlanName(plan, issues)
  checkKey(fieldOf(plan, 'key'), issues)
  checkRepFields(fieldOf(plan, 'repFields'), issues)
  const samePerson = fieldOf(plan, 'samePerson')
  if (samePerson !== undefined) parsePath(samePerson, 'wrongType', ['samePerson'], issues)
  const segments = checkSegmentNames(fieldOf(plan, 'segments'), issues)
  const tables = checkTableNames(fieldOf(plan, 'territories'), new Set(segments.keys()), issues)
  const names: PlanNames = {
    lists: checkLists(fieldOf(plan, 'lists'), issues),
    channels: namesOf(plan, 'channels', 'channel', issues),
    strategies: checkStrategies(plan, issues),
    labels: new Map([...segments, ...tables]),
    tables,
    hostFields: checkHostFields(fieldOf(plan, 'hostFields'), issues),
    knowsPersons: samePerson !== undefined,
  }
  if (samePerson !== undefined && names.labels.has('person'))
    issues.report(
      'reservedName',
      ['samePerson'],
      'A label is called person.',
      'With `samePerson`, `person` is what is known of the person: give the label another name.',
    )
  checkSegmentConditions(fieldOf(plan, 'segments'), names, issues)
  checkTerritories(fieldOf(plan, 'territories'), names, issues)
  checkRotations(plan, names, issues)
  checkEffort(fieldOf(plan, 'effort'), issues)
  checkQueues(plan, names, issues)
  checkRules(fieldOf(plan, 'rules'), names, issues)
  checkTerritoryRotations(fieldOf(plan, 'rules'), names, issues)
  const otherwise = fieldOf(plan, 'otherwise')
  if (otherwise === undefined)
    missingField(['otherwise'], 'The plan has no `otherwise`.', 'Say who gets every other lead: "otherwise": { "to": {} }.', issues)
  else checkOtherwise(otherwise, names, issues)
}

function checkVersion(plan: JsonObject, issues: IssueList): void {
  const version = fieldOf(plan, 'fairlead')
  if (version === 1) return
  if (version === undefined) missingField(['fairlead'], 'The plan does not say its version.', 'Write "fairlead": 1.', issues)
  else if (typeof version !== 'number')
    issues.report('wrongType', ['fairlead'], `The version is ${brief(version)}, not a number.`, 'Write "fairlead": 1.')
  else
    issues.report(
      'unsupportedVersion',
      ['fairlead'],
      `The plan has version ${version}; this is version 1.`,
      'Use the fairlead that wrote it, or rewrite the plan for version 1.',
    )
}

function checkPlanName(plan: JsonObject, issues: IssueList): void {
  const name = fieldOf(plan, 'name')
  if (name === undefined) missingField(['name'], 'The plan has no name.', 'Write "name": "inbound"; it shows in every decision.', issues)
  else checkName(name, ['name'], 'The name of the plan', issues)
}

/** A path, or a list of different paths. */
function checkKey(key: Json | undefined, issues: IssueList): void {
  if (key === undefined) return
  if (!Array.isArray(key)) {
    parsePath(key, 'wrongType', ['key'], issues)
    return
  }
  if (key.length === 0)
    issues.report(
      'emptyGroup',
      ['key'],
      'The list of key fields is empty.',
      'Name the field that identifies a lead, or leave `key` out for "id".',
    )
  const seen = new Set<string>()
  checkList(key, limits.depth, ['key'], 'The key', issues)?.forEach((path, index) => {
    if (parsePath(path, 'wrongType', ['key', index], issues) !== undefined)
      checkUnique(path as string, seen, ['key', index], 'The key field', issues)
  })
}

function checkRepFields(value: Json | undefined, issues: IssueList): void {
  if (value === undefined) return
  const fields = checkObject(value, ['repFields'], '`repFields`', issues)
  if (fields === undefined) return
  checkKnownFields(fields, Object.keys(repFields), ['repFields'], '`repFields`', issues)
  const seen = new Set<string>()
  for (const field of Object.keys(repFields)) {
    const given = fieldOf(fields, field)
    if (given === null && (isTimeField(field) || field === 'limits')) continue
    const name = given === undefined ? undefined : checkName(given, ['repFields', field], 'The field', issues)
    if (name === 'id')
      issues.report('reservedName', ['repFields', field], "The field `id` is the rep's id.", 'Name the field that holds it.')
    else if (name !== undefined) checkUnique(name, seen, ['repFields', field], 'The field', issues)
  }
}

function namesOf(plan: JsonObject, field: string, what: string, issues: IssueList): Set<string> {
  const value = fieldOf(plan, field)
  return value === undefined ? new Set() : checkNameList(value, [field], what, issues)
}

function checkStrategies(plan: JsonObject, issues: IssueList): Set<string> {
  const names = namesOf(plan, 'strategies', 'strategy', issues)
  const given = fieldOf(plan, 'strategies')
  if (Array.isArray(given)) {
    given.forEach((name, index) => {
      if (strategyNames.includes(name))
        issues.report(
          'reservedName',
          ['strategies', index],
          `${brief(name)} is a strategy of fairlead itself.`,
          'Register yours under another name.',
        )
    })
  }
  return names
}

function checkRules(value: Json | undefined, names: PlanNames, issues: IssueList): void {
  if (value === undefined) {
    missingField(['rules'], 'The plan has no rules.', 'Write "rules": [ … ]; [] where `otherwise` is all there is.', issues)
    return
  }
  const seen = new Set<string>()
  checkList(value, limits.rules, ['rules'], 'The list of rules', issues)?.forEach((rule, index) => {
    checkRule(rule, ['rules', index], seen, names, issues)
  })
}
