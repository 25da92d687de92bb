import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import type { Json } from '../lead.js'
import { checkList, checkName, checkUnique, type PlanNames } from './check.js'

/** Channels of the plan, each once. */
export function checkNotify(value: Json, place: Place, names: PlanNames, issues: IssueList): void {
  const seen = new Set<string>()
  checkList(value, limits.operands, place, '`notify`', issues)?.forEach((entry, index) => {
    const channel = checkName(entry, [...place, index], 'The channel', issues)
    if (channel === undefined) return
    checkUnique(channel, seen, [...place, index], 'The channel', issues)
    if (names.channels.has(channel)) return
    issues.report(
      'unknownChannel',
      [...place, index],
      `There is no channel ${brief(entry)}.`,
      didYouMean(channel, names.channels, "Add it to the plan's `channels`."),
    )
  })
}
