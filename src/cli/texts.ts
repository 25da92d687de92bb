import { nearest } from '../condition/nearest.js'
import type { Complaint } from './complaint.js'
import type { Texts } from './read/header.js'

export const textsHelp = `  --text COLUMNS  CSV columns, with commas between them, whose cells stay text: --text phone,company.zip`

/** What CSV files mean, for the help texts. */
export const csvHelp = `CSV: the first line names the columns; company.country is a path. The delimiter is a comma, semicolon or tab, whichever the
first line has most of. An empty cell is a missing field. 500 and -1.5 become numbers (007, +5 and 1e5 stay text), true and false
booleans, ["a","b"] a list; everything else is text. Ids, the lead's key, what territories compare with texts (postal codes) and
the columns of --text always stay text.`

/** The columns of `--text a,b`. */
export function namedTexts(option: string | undefined): Omit<Texts, 'fixed'> {
  const names = (option ?? '').split(',').map((name) => name.trim())
  return { named: new Set(names.filter((name) => name !== '')), seen: new Set() }
}

/** Warnings about columns of `--text` that no file has: a misspelled one would silently do nothing. */
export function unseenTexts({ named, seen }: Omit<Texts, 'fixed'>, columns: Iterable<string> = []): Complaint[] {
  return [...named].flatMap((name) => {
    if (seen.has(name)) return []
    const meant = nearest(name, columns)
    const hint = meant === undefined ? 'Check the name against the first line of the CSV file.' : `Did you mean ${meant}?`
    return [{ severity: 'warning', code: 'unknownColumn', message: `--text names the column ${name}; no CSV file has it.`, hint }]
  })
}
