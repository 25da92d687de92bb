import type { ExampleLead } from '../analysis/finding.js'
import type { TerritoryExample, TerritoryPlace } from './report.js'
import type { Table } from './tableOf.js'

/** The lead that shows it, and the territory that has it. */
export function exampleIn(table: Table, { lead, account, rule }: ExampleLead): TerritoryExample {
  const number = table.numberOf(rule)
  return {
    lead,
    ...(account === undefined ? {} : { account }),
    ...(number === undefined ? {} : { territory: table.placeOf(number).name }),
  }
}

export function quoted({ name, line }: TerritoryPlace): string {
  return line === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (line ${line})`
}

/** `"a" (line 2), "b" (line 3) and 4 more` */
export function namesOf(places: readonly TerritoryPlace[] = [], most = 4): string {
  const names = places.map(quoted)
  const listed = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names
  return listed.length < 2 ? listed.join('') : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}`
}
