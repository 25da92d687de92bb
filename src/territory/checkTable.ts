import { type IssueList, issueList } from '../condition/issueList.js'
import type { Json, JsonObject } from '../lead.js'
import type { PlanNames } from '../plan/check.js'
import { checkTableNames, checkTerritories } from '../plan/checkTerritories.js'

/** Checks a table as a plan does: names, what lies within what, conditions, weights. Issues stand at the number of the row. */
export function checkTable(rows: readonly (JsonObject | undefined)[], lists: ReadonlySet<string>, issues: IssueList): void {
  if (rows.length === 0) return
  const found = issueList()
  // A row without a name has been complained about, and keeps its number.
  const tables: Json = { table: rows.map((row, index) => row ?? { name: `\0${index}`, when: {} }) }
  const names: PlanNames = { ...none, lists, tables: checkTableNames(tables, new Set(), found) }
  checkTerritories(tables, names, found)
  for (const { code, path, message, hint } of found.issues) {
    const [, , ...place] = path
    const forAll = code === 'missingField' && place.at(-1) === 'when'
    issues.report(
      code,
      place,
      message,
      forAll ? 'Say which leads are there; `all` in the column `when` for all that the territory around it has.' : hint,
    )
  }
}

const none = {
  hostFields: [],
  knowsPersons: false,
  channels: new Set<string>(),
  strategies: new Set<string>(),
  labels: new Map<string, ReadonlySet<string>>(),
}
