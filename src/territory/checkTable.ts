import { brief, didYouMean, type IssueList } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { nfc } from '../condition/read.js'
import type { Territory } from './territory.js'

/** What only the whole table shows: names that stand twice, and what lies within what. Rows that have issues of their own are left out. */
export function checkTable(rows: readonly (Territory | undefined)[], names: readonly (string | undefined)[], issues: IssueList): void {
  const known = new Map<string, number>()
  names.forEach((name, index) => {
    if (name === undefined) return
    if (known.has(nfc(name)))
      issues.report('duplicateName', [index, 'name'], `The territory ${brief(name)} occurs twice.`, 'Give each its own name.')
    else known.set(nfc(name), index)
  })
  const around = new Map<string, string>()
  rows.forEach((row, index) => {
    if (row?.within === undefined) return
    const outer = nfc(row.within)
    if (known.has(outer)) around.set(nfc(row.name), outer)
    else
      issues.report(
        'unknownLabel',
        [index, 'within'],
        `There is no territory ${brief(row.within)} in this table.`,
        didYouMean(row.within, known.keys(), 'Add it, or leave `within` empty.'),
      )
  })
  const outer = new Set(around.values())
  rows.forEach((row, index) => {
    if (row === undefined) return
    if (row.when === undefined && !outer.has(nfc(row.name)))
      issues.report(
        'missingField',
        [index, 'when'],
        `The territory ${brief(row.name)} has no condition, and nothing lies within it: no lead would ever be there.`,
        'Say which leads are there; in the column `when` write all for all that the territory around it has.',
      )
    const way = new Set<string>()
    let at: string | undefined = nfc(row.name)
    for (; at !== undefined && !way.has(at) && way.size <= limits.depth; at = around.get(at)) way.add(at)
    if (at === nfc(row.name))
      issues.report(
        'contradiction',
        [index, 'within'],
        `The territory ${brief(row.name)} lies within itself.`,
        'Leave one `within` of the circle out.',
      )
    else if (way.size > limits.depth)
      issues.report(
        'tooMuch',
        [index, 'within'],
        `More than ${limits.depth} territories are around ${brief(row.name)}.`,
        'Use fewer levels.',
      )
  })
}
