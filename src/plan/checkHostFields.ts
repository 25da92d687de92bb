import type { IssueList } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { parsePath } from '../condition/parsePath.js'
import type { Json } from '../lead.js'
import { checkList, checkUnique, type PlanNames } from './check.js'

/** The paths that only the host says. */
export function checkHostFields(value: Json | undefined, issues: IssueList): readonly (readonly string[])[] {
  if (value === undefined) return []
  const seen = new Set<string>()
  const given = checkList(value, limits.operands, ['hostFields'], 'The list of host fields', issues) ?? []
  return given.flatMap((path, index) => {
    const parts = parsePath(path, 'wrongType', ['hostFields', index], issues)
    if (parts === undefined) return []
    checkUnique(parts.join('.'), seen, ['hostFields', index], 'The host field', issues)
    return [parts]
  })
}

/** Whether nobody who sends a lead can say what stands there: it is of an account, of a person, a label, or of the host. */
export function isTrusted(
  path: readonly string[],
  { labels, hostFields, knowsPersons }: Pick<PlanNames, 'labels' | 'hostFields' | 'knowsPersons'>,
): boolean {
  const [first = ''] = path
  if (first === 'account' || (first === 'person' && knowsPersons) || labels.has(first)) return true
  return hostFields.some((host) => host.length <= path.length && host.every((part, index) => part === path[index]))
}
