import { issueList } from '../condition/issueList.js'
import { type Issue, RoutingError } from '../errors.js'
import { copyJson, deepFreeze, jsonLimits } from '../json.js'
import type { JsonObject } from '../lead.js'
import { checkRoster } from '../plan/checkRoster.js'
import type { Plan, Territory } from '../plan/document.js'
import { type RepFields, repFields } from '../rep.js'
import { countLeads } from './countLeads.js'
import { findTable } from './findTable.js'
import { readTerritories } from './readTerritories.js'
import type { TerritoryFinding, TerritoryReport } from './report.js'
import { type Roster, staffOf } from './staffOf.js'
import { tableOf } from './tableOf.js'

export interface TerritoryReportOptions {
  /** Leads to be counted in their territories. */
  readonly leads?: readonly object[]
  /** The account of a lead, for conditions that ask of it. */
  readonly accountOf?: (lead: JsonObject) => JsonObject | undefined
  /** The roster. */
  readonly reps?: readonly object[]
  /** Where reps keep the conventional fields, as in a plan. */
  readonly repFields?: Partial<RepFields>
  /** The name of the table, by which reps say where they work. Default `territory`. */
  readonly table?: string
  /** Every path that leads have, such as `company.country`. Conditions on other fields are reported. */
  readonly fields?: readonly string[]
  /** The plan's lists, where conditions use them. */
  readonly lists?: NonNullable<Plan['lists']>
  /** The lines of the territories in their file, as `readTerritories` tells them. */
  readonly lines?: readonly number[]
  /** How long to search for one answer: as of `analysePlan`. Default 500,000. */
  readonly budget?: number
}

/**
 * What a table of territories covers and where it overlaps, with leads that show it: found by the analyser, for all leads there could be, not only
 * for those given. Pure and synchronous.
 *
 * @example
 * const report = territoryReport(territories, { reps, leads, lines })
 * console.log(territoryText(report))
 *
 * @throws RoutingError `badOptions`, also for a table that is wrong, or `badRoster`
 */
export function territoryReport(territories: readonly Territory[], options: TerritoryReportOptions = {}): TerritoryReport {
  checkOptions(options)
  const { leads, accountOf, reps, fields, lists, lines, budget = 500_000, table: label = 'territory' } = options
  const checked = readTerritories(territories, { lists: Object.keys(lists ?? {}) })
  if ('issues' in checked) throw new RoutingError('badOptions', { detail: 'The table is wrong.', issues: checked.issues })
  const table = tableOf(checked.territories, lines, lists)
  const found = findTable(table, { budget, ...(fields === undefined ? {} : { fields }) })
  const { staff, findings } = staffOf(table, reps === undefined ? undefined : rosterOf(reps, { ...repFields, ...options.repFields }, label))
  const counts = leads === undefined ? undefined : countLeads(table, leadsOf(leads), accountOf)
  return deepFreeze({
    territories: table.territories.map(({ within }, number) => {
      const there = staff[number]
      return {
        ...table.placeOf(number),
        ...(within === undefined ? {} : { within }),
        depth: table.around[number]?.length ?? 0,
        ...(there === undefined ? {} : { reps: there }),
        ...(counts === undefined ? {} : { leads: counts.own[number] ?? 0, leadsWithin: counts.within[number] ?? 0 }),
      }
    }),
    findings: bySeverity([...found.findings, ...findings, ...(counts?.findings ?? [])]),
    ...(counts === undefined ? {} : { leads: { total: counts.total, placed: counts.placed } }),
    stats: found.stats,
  })
}

/** What matters most comes first; otherwise as found. */
function bySeverity(findings: readonly TerritoryFinding[]): readonly TerritoryFinding[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) => findings.filter((finding) => finding.severity === severity))
}

function rosterOf(given: readonly object[], fields: RepFields, label: string): Roster {
  const checked = checkRoster(given, fields)
  if ('issues' in checked) throw new RoutingError('badRoster', { issues: checked.issues })
  return { reps: checked.reps, fields, label }
}

function leadsOf(given: readonly object[]): readonly JsonObject[] {
  const issues = issueList()
  const leads = given.map((lead, index) => {
    const copy = copyJson(lead, jsonLimits.lead)
    for (const { code, message, path, hint } of copy.issues) issues.report(code, ['leads', index, ...path], message, hint)
    return copy.value as JsonObject
  })
  if (issues.issues.length > 0) throw new RoutingError('badOptions', { issues: issues.issues })
  return leads
}

const options = ['leads', 'accountOf', 'reps', 'repFields', 'table', 'fields', 'lists', 'lines', 'budget']

function checkOptions(given: TerritoryReportOptions): void {
  const issues: Issue[] = Object.keys(given)
    .filter((name) => !options.includes(name))
    .map((name) => unusable(name, `There are: ${options.join(', ')}.`))
  const values = given as { readonly [option: string]: unknown }
  for (const name of ['leads', 'reps', 'fields', 'lines'])
    if (values[name] !== undefined && !Array.isArray(values[name])) issues.push(unusable(name, 'Pass a list.'))
  if (values.accountOf !== undefined && typeof values.accountOf !== 'function') issues.push(unusable('accountOf', 'Pass a function.'))
  if (values.budget !== undefined && !(Number.isSafeInteger(values.budget) && (values.budget as number) > 0))
    issues.push(unusable('budget', 'Pass a whole number above 0.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function unusable(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}
