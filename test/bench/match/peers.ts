import { ZenEngine } from '@gorules/zen-engine'
import { guard } from '@ucast/mongo2js'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type TopLevelCondition } from 'json-rules-engine'
import sift from 'sift'
import type { Match } from './fairlead.js'
import { type Ask, type Field, type Lead, paths, type Rule, type Workload } from './workload.js'

/** Each is called as its documentation says, with the same rules in its own language, and stops at the first that holds. */

const pathOf = (field: Field): string => paths[field].join('.')
/** Fields that some leads lack: engines that take nothing for 0 have to be told. */
const maybeMissing: ReadonlySet<Field> = new Set(['employees', 'score'])

// --- json-rules-engine

function rulesEngineTest({ field, op, value }: Ask): object {
  const [fact, ...rest] = paths[field] as [string, ...string[]]
  const operator = {
    is: 'equal',
    not: 'notEqual',
    in: 'in',
    notIn: 'notIn',
    inList: 'inList',
    gte: 'greaterThanInclusive',
    lt: 'lessThan',
  }[op]
  return { fact, ...(rest.length === 0 ? {} : { path: `$.${rest.join('.')}` }), operator, value }
}

/** Rules of falling priority, and a stop at the first event: that is how it finds a first match. */
export function rulesEngine({ rules, lists }: Workload): (lead: Lead) => Promise<number> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  engine.addOperator('inList', (value: string, name: string) => lists.get(name)?.has(value) ?? false)
  let found = -1
  rules.forEach(({ all }, index) => {
    const conditions = { all: all.map((one) => ('any' in one ? { any: one.any.map(rulesEngineTest) } : rulesEngineTest(one))) }
    engine.addRule({
      conditions: conditions as TopLevelCondition,
      priority: rules.length - index,
      event: { type: 'match' },
      onSuccess: () => {
        found = index
        engine.stop()
      },
    })
  })
  return async (lead) => {
    found = -1
    await engine.run(lead as unknown as Record<string, unknown>)
    return found
  }
}

// --- @gorules/zen-engine

function zenTest({ field, op, value }: Ask, lists: Workload['lists']): string {
  const read = pathOf(field)
  switch (op) {
    case 'is':
      return `${read} == ${JSON.stringify(value)}`
    case 'not':
      return `${read} != ${JSON.stringify(value)}`
    case 'in':
      return `${read} in ${JSON.stringify(value)}`
    case 'notIn':
      return `${read} not in ${JSON.stringify(value)}`
    case 'inList':
      return `${read} in ${JSON.stringify([...(lists.get(value) ?? [])])}`
    default:
      return `(${read} != null and ${read} ${op === 'gte' ? '>=' : '<'} ${value})`
  }
}

/** A decision table with the hit policy `first`. */
export function zen({ rules, lists }: Workload): (lead: Lead) => Promise<number> {
  const condition = ({ all }: Rule): string =>
    all.map((one) => ('any' in one ? `(${one.any.map((test) => zenTest(test, lists)).join(' or ')})` : zenTest(one, lists))).join(' and ')
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        content: {
          hitPolicy: 'first',
          inputs: [{ id: 'when', name: 'when', field: '' }],
          outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
          rules: [
            ...rules.map((rule, index) => ({ _id: `r${index}`, when: condition(rule), rule: String(index) })),
            { _id: 'none', when: 'true', rule: '-1' },
          ],
        },
      },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  }
  const decision = new ZenEngine().createDecision(content)
  return async (lead) => ((await decision.evaluate(lead)).result as { readonly rule: number }).rule
}

// --- json-logic-engine

function logicTest({ field, op, value }: Ask, lists: Workload['lists']): object {
  const read = { var: pathOf(field) }
  switch (op) {
    case 'is':
      return { '===': [read, value] }
    case 'not':
      return { '!==': [read, value] }
    case 'in':
      return { in: [read, value] }
    case 'notIn':
      return { '!': { in: [read, value] } }
    case 'inList':
      return { in: [read, [...(lists.get(value) ?? [])]] }
    default: {
      const compared = { [op === 'gte' ? '>=' : '<']: [read, value] }
      return maybeMissing.has(field) ? { and: [{ '!==': [read, null] }, compared] } : compared
    }
  }
}

/** One `if` with all rules, compiled. */
export function logic({ rules, lists }: Workload): Match {
  const branches = rules.flatMap(({ all }, index) => [
    { and: all.map((one) => ('any' in one ? { or: one.any.map((test) => logicTest(test, lists)) } : logicTest(one, lists))) },
    index,
  ])
  return new LogicEngine().build({ if: [...branches, -1] }) as Match
}

// --- queries of MongoDB

function queryTest({ field, op, value }: Ask, lists: Workload['lists'], known = false): object {
  const operand = op === 'inList' ? [...(lists.get(value) ?? [])] : value
  const operator = { is: '$eq', not: '$ne', in: '$in', notIn: '$nin', inList: '$in', gte: '$gte', lt: '$lt' }[op]
  return { [pathOf(field)]: { ...(known && maybeMissing.has(field) ? { $exists: true } : {}), [operator]: operand } }
}

/** @param known ask whether a field is there, for an engine to which nothing is less than something */
function queryOf({ all }: Rule, lists: Workload['lists'], known = false): object {
  const one = (test: Ask): object => queryTest(test, lists, known)
  return { $and: all.map((part) => ('any' in part ? { $or: part.any.map(one) } : one(part))) }
}

function firstOf(tests: readonly ((lead: Lead) => boolean)[]): Match {
  return (lead) => {
    for (let index = 0; index < tests.length; index += 1) if (tests[index]?.(lead)) return index
    return -1
  }
}

// Its types are those of another kind of module.
const compileQuery = sift as unknown as (query: object) => (lead: Lead) => boolean

export const siftChain = ({ rules, lists }: Workload): Match => firstOf(rules.map((rule) => compileQuery(queryOf(rule, lists))))

export const ucastChain = ({ rules, lists }: Workload): Match =>
  firstOf(rules.map((rule) => guard(queryOf(rule, lists, true) as Parameters<typeof guard>[0]) as unknown as (lead: Lead) => boolean))
