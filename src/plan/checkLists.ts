import { brief, type IssueList } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import type { Json } from '../lead.js'
import { checkList, checkName, checkObject, checkUnique } from './check.js'

/** The named lists. An empty one is fine: the host may have nothing to fill it with yet. Returns their names. */
export function checkLists(value: Json | undefined, issues: IssueList): Set<string> {
  const names = new Set<string>()
  const lists = value === undefined ? undefined : checkObject(value, ['lists'], '`lists`', issues)
  for (const [key, entries] of Object.entries(lists ?? {})) {
    const place = ['lists', key]
    const name = checkName(key, place, 'The name of the list', issues)
    if (name !== undefined) checkUnique(name, names, place, 'The list', issues)
    checkList(entries, limits.entries, place, `The list ${brief(key)}`, issues)?.forEach((entry, index) => {
      if (typeof entry !== 'string')
        issues.report('wrongType', [...place, index], `The list ${brief(key)} holds ${brief(entry)}, not a text.`, 'Lists hold texts only.')
    })
  }
  return names
}
