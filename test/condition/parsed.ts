import { issueList } from '../../src/condition/issueList.js'
import { parseCondition } from '../../src/condition/parse.js'
import type { Tree } from '../../src/condition/tree.js'
import type { Issue } from '../../src/errors.js'
import type { Json } from '../../src/lead.js'
import { lists } from './generate.js'

/** Parses a condition that must be valid. */
export function parsed(condition: Json, { target = false } = {}): Tree {
  const { tree, issues } = parsing(condition, { target })
  if (issues.length > 0) throw new Error(`invalid: ${JSON.stringify(condition)} ${JSON.stringify(issues)}`)
  return tree
}

export function parsing(condition: Json, { target = false } = {}): { readonly tree: Tree; readonly issues: readonly Issue[] } {
  const issues = issueList()
  const tree = parseCondition(condition, {
    issues,
    place: [],
    target,
    lists: new Set(lists.keys()),
    closed: new Map([['size', new Set(['big', 'small'])]]),
  })
  return { tree, issues: issues.issues }
}
