import { holds } from '../../../src/condition/interpret.js'
import { issueList } from '../../../src/condition/issueList.js'
import { parseCondition } from '../../../src/condition/parse.js'
import type { Tree } from '../../../src/condition/tree.js'
import type { Json, JsonObject } from '../../../src/lead.js'
import { createMatcher } from '../../../src/lookup/matcher.js'
import { type Ask, type Lead, paths, type Rule, type Workload } from './workload.js'

const operators = { is: 'is', not: 'not', in: 'in', notIn: 'not', inList: 'inList', gte: 'gte', lt: 'lt' } as const

function testOf({ field, op, value }: Ask): JsonObject {
  return paths[field].reduceRight<Json>((inner, part) => ({ [part]: inner }), { [operators[op]]: value }) as JsonObject
}

/** A rule as a plan says it. */
export function conditionOf({ all }: Rule): JsonObject {
  return { all: all.map((one) => ('any' in one ? { any: one.any.map(testOf) } : testOf(one))) }
}

export function treesOf({ rules, lists }: Workload): readonly Tree[] {
  const issues = issueList()
  const trees = rules.map((rule, index) =>
    parseCondition(conditionOf(rule), { issues, place: ['rules', index], target: false, lists: new Set(lists.keys()) }),
  )
  if (issues.issues.length > 0) throw new Error(JSON.stringify(issues.issues[0]))
  return trees
}

/** The number of the first rule that holds; -1 for none. */
export type Match = (lead: Lead) => number

export function index(workload: Workload): Match {
  const { first } = createMatcher(treesOf(workload), workload.lists)
  return (lead) => first(lead as unknown as JsonObject)
}

export function interpreter(workload: Workload): Match {
  const trees = treesOf(workload)
  const context = { lists: workload.lists }
  return (lead) => trees.findIndex((tree) => holds(tree, lead as unknown as JsonObject, context))
}
