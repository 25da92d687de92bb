import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { parseCondition } from '../condition/parse.js'
import { nfc } from '../condition/read.js'
import { isReserved } from '../condition/words.js'
import type { Json, JsonObject } from '../lead.js'
import {
  checkKnownFields,
  checkList,
  checkName,
  checkObject,
  checkUnique,
  fieldOf,
  isObject,
  missingField,
  type PlanNames,
} from './check.js'
import { rotationOf, splitTarget } from './territories.js'

const territoryFields = ['name', 'within', 'when', 'reps']

/** The tables with the names of their territories, without what these are: that may refer to names that stand later in the document. */
export function checkTableNames(
  value: Json | undefined,
  segments: ReadonlySet<string>,
  issues: IssueList,
): Map<string, ReadonlySet<string>> {
  const tables = new Map<string, ReadonlySet<string>>()
  const given = value === undefined ? undefined : checkObject(value, ['territories'], '`territories`', issues)
  for (const [table, rows] of Object.entries(given ?? {})) {
    const place = ['territories', table]
    const name = checkName(table, place, 'The name of the table', issues)
    if (isReserved(table) || table === 'account' || table === 'queue')
      issues.report('reservedName', place, `The label ${brief(table)} has a meaning of its own.`, 'Use another name.')
    if (name !== undefined && segments.has(name))
      issues.report('duplicateName', place, `${brief(table)} is a segment, too.`, 'Both are labels of leads: give each its own name.')
    if (Array.isArray(rows) && rows.length === 0)
      issues.report('emptyGroup', place, `The table ${brief(table)} has no territories.`, 'Add at least one, or leave the table out.')
    const seen = new Set<string>()
    checkList(rows, limits.territories, place, `The table ${brief(table)}`, issues)?.forEach((row, index) => {
      const named = isObject(row) ? fieldOf(row, 'name') : undefined
      const checked = named === undefined ? undefined : checkName(named, [...place, index, 'name'], 'The name of the territory', issues)
      if (checked !== undefined) checkUnique(checked, seen, [...place, index, 'name'], 'The territory', issues)
    })
    tables.set(name ?? table, seen)
  }
  return tables
}

/** What the territories are. Their conditions see the lead and its account, no label. */
export function checkTerritories(value: Json | undefined, names: PlanNames, issues: IssueList): void {
  if (!isObject(value)) return
  for (const [table, rows] of Object.entries(value)) {
    if (!Array.isArray(rows) || rows.length > limits.territories) continue
    const around = new Map<string, string>()
    const known = names.tables.get(nfc(table)) ?? new Set()
    rows.forEach((row, index) => {
      checkTerritory(row, ['territories', table, index], known, around, names, issues)
    })
    checkRoofs(rows, ['territories', table], around, issues)
  }
}

function checkTerritory(
  value: Json,
  place: Place,
  known: ReadonlySet<string>,
  around: Map<string, string>,
  names: PlanNames,
  issues: IssueList,
): void {
  const row = checkObject(value, place, 'A territory', issues)
  if (row === undefined) return
  checkKnownFields(row, territoryFields, place, 'A territory', issues)
  const name = fieldOf(row, 'name')
  if (name === undefined) missingField([...place, 'name'], 'The territory has no name.', 'Name it: it is the label of its leads.', issues)
  const within = fieldOf(row, 'within')
  if (within !== undefined) {
    const outer = checkName(within, [...place, 'within'], 'The territory around this one', issues)
    if (outer !== undefined && !known.has(outer))
      issues.report(
        'unknownTerritory',
        [...place, 'within'],
        `There is no territory ${brief(within)} in this table.`,
        // Looking through a long table for a like name takes a while: once for each of ten thousand slips is too long.
        didYouMean(outer, issues.issues.length < 20 ? [...known] : [], 'Add it, or leave `within` out.'),
      )
    else if (outer !== undefined && typeof name === 'string') around.set(nfc(name), outer)
  }
  const when = fieldOf(row, 'when')
  if (when !== undefined) parseCondition(when, { issues, place: [...place, 'when'], target: false, lists: names.lists })
  const reps = fieldOf(row, 'reps')
  if (reps !== undefined) checkReps(reps, [...place, 'reps'], issues)
}

function checkReps(value: Json, place: Place, issues: IssueList): void {
  const reps = checkObject(value, place, '`reps`', issues)
  if (reps === undefined) return
  const seen = new Set<string>()
  const entries: readonly [string, Json][] = Object.entries(reps as JsonObject)
  if (entries.length === 0)
    issues.report(
      'emptyGroup',
      place,
      '`reps` names nobody.',
      'Name somebody with a weight, or leave it out: then the reps say where they work.',
    )
  if (entries.length > limits.operands)
    issues.report('tooMuch', place, `\`reps\` names more than ${limits.operands} reps.`, 'Leave it out: then the reps say where they work.')
  for (const [rep, weight] of entries) {
    const id = checkName(rep, [...place, rep], 'The id of the rep', issues)
    if (id !== undefined) checkUnique(id, seen, [...place, rep], 'The rep', issues)
    if (typeof weight !== 'number' || weight <= 0)
      issues.report('wrongType', [...place, rep], `The weight is ${brief(weight)}.`, 'Write a number above 0; 1 for equal turns.')
  }
}

/** Nothing lies within itself, and what has no condition needs something within. */
function checkRoofs(rows: readonly Json[], place: Place, around: ReadonlyMap<string, string>, issues: IssueList): void {
  const outer = new Set(around.values())
  rows.forEach((row, index) => {
    const given = isObject(row) ? fieldOf(row, 'name') : undefined
    if (!isObject(row) || typeof given !== 'string') return
    const name = nfc(given)
    if (!Object.hasOwn(row, 'when') && !outer.has(name))
      issues.report(
        'missingField',
        [...place, index, 'when'],
        `The territory ${brief(given)} has no \`when\`, and nothing lies within it: no lead would ever be there.`,
        'Say which leads are there; {} for all that the territory around it has.',
      )
    const way: string[] = []
    let at: string | undefined = name
    for (; at !== undefined && !way.includes(at) && way.length <= limits.depth; at = around.get(at)) way.push(at)
    if (at === name)
      issues.report(
        'contradiction',
        [...place, index, 'within'],
        `The territory ${brief(given)} lies within itself.`,
        'Leave one `within` of the circle out.',
      )
    else if (way.length > limits.depth)
      issues.report(
        'tooMuch',
        [...place, index, 'within'],
        `The territory ${brief(given)} has more than ${limits.depth} others around it.`,
        'Use fewer levels.',
      )
  })
}

/** Only rules turn to the reps of a territory. @returns whether something else tries to */
export function refuseTerritoryReps(to: Json, place: Place, hint: string, issues: IssueList): boolean {
  if (!isObject(to) || !Object.hasOwn(to, 'territoryReps')) return false
  issues.report('misplaced', [...place, 'territoryReps'], '`territoryReps` stands outside of a rule.', hint)
  return true
}

/** The rotations of territories bear the names of both, and no other rule may take turns in one of them by chance. */
export function checkTerritoryRotations(rules: Json | undefined, { tables }: PlanNames, issues: IssueList): void {
  if (tables.size === 0 || !Array.isArray(rules)) return
  const taken = new Map<string, number>()
  const byTerritory: { readonly rotation: string; readonly table: string; readonly index: number }[] = []
  rules.forEach((rule: Json, index) => {
    if (!isObject(rule)) return
    const rotation = fieldOf(rule, 'rotation') ?? fieldOf(rule, 'name')
    const { table } = splitTarget(fieldOf(rule, 'to') ?? null)
    if (typeof rotation !== 'string') return
    if (typeof table === 'string') byTerritory.push({ rotation: nfc(rotation), table: nfc(table), index })
    else taken.set(nfc(rotation), index)
  })
  for (const { rotation, table, index } of byTerritory)
    for (const territory of tables.get(table) ?? []) {
      const other = taken.get(rotationOf(rotation, territory))
      if (other !== undefined)
        issues.report(
          'duplicateName',
          ['rules', other, 'name'],
          `${brief(rotationOf(rotation, territory))} is the rotation in which rule ${index + 1} gives leads of the territory ${brief(territory)}.`,
          'Use another name.',
        )
    }
}
