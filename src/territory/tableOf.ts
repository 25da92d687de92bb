import { nfc } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Condition, Plan, Territory } from '../plan/document.js'
import type { TerritoryPlace } from './report.js'

/** A table, as a plan in which each territory that says something of leads is a rule with a target of its own. */
export interface Table {
  readonly territories: readonly Territory[]
  /** Of each the numbers of those around it, the nearest first. */
  readonly around: readonly (readonly number[])[]
  /** Of each the conditions that have to hold: its own, and those around it. Missing: it says nothing of leads. */
  readonly conditions: readonly (readonly JsonObject[] | undefined)[]
  readonly plan: CompiledPlan
  /** The number of the territory that is a rule of the plan, by the rule's name. */
  numberOf(rule: string): number | undefined
  placeOf(number: number): TerritoryPlace
}

export function tableOf(territories: readonly Territory[], lines: readonly number[] | undefined, lists: Plan['lists']): Table {
  const numbers = new Map(territories.map(({ name }, number) => [nfc(name), number]))
  const around = territories.map(({ within }) => {
    const way: number[] = []
    for (let at = within; at !== undefined; ) {
      const number = numbers.get(nfc(at)) as number
      way.push(number)
      at = territories[number]?.within
    }
    return way
  })
  const conditions = territories.map(({ when }, number) =>
    when === undefined
      ? undefined
      : [number, ...(around[number] ?? [])].flatMap((one) => {
          const condition = territories[one]?.when
          return condition === undefined || Object.keys(condition).length === 0 ? [] : [condition as JsonObject]
        }),
  )
  // The deepest that holds, among equally deep ones the first.
  const order = territories.map((_, number) => number).filter((number) => conditions[number] !== undefined)
  order.sort((one, other) => (around[other]?.length ?? 0) - (around[one]?.length ?? 0) || one - other)
  const plan = compilePlan({
    fairlead: 1,
    name: 'territories',
    ...(lists === undefined ? {} : { lists }),
    rules: order.map((number) => {
      const all = conditions[number] ?? []
      const when = (all.length > 1 ? { all: all as Json } : all[0]) as Condition | undefined
      return { name: String(number), ...(when === undefined ? {} : { when }), to: { id: String(number) } }
    }),
    otherwise: { to: { queue: 'none' } },
  })
  return {
    territories,
    around,
    conditions,
    plan,
    numberOf: (rule) => (/^\d+$/.test(rule) ? Number(rule) : undefined),
    placeOf: (number) => {
      const line = lines?.[number]
      return { name: territories[number]?.name as string, ...(line === undefined ? {} : { line }) }
    },
  }
}
