import { fieldVariable, isOfAccount } from '../analysis/atom.js'
import { type Bits, bitsOf, lessBits, membersOf } from '../analysis/bits.js'
import type { Constraint } from '../analysis/constraint.js'
import { allOf, atomsOf, type Formula, notOf } from '../analysis/formula.js'
import { definitionOf, formulaOf, formulaOfSegment } from '../analysis/formulate.js'
import { type Region, solve } from '../analysis/solve.js'
import { type Domain, MISSING, OBJECT, universeOf } from '../analysis/universe.js'
import { witnessOf } from '../analysis/witness.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { nearFormulas } from './leadValues.js'

/** All the leads that make a difference to a plan, each of which a few whole numbers choose. */
export interface LeadSpace {
  /** How many choices each number has. */
  readonly sizes: readonly number[]
  /** Whether no condition asks about the key, so that it may be anything. */
  readonly freeKey: boolean
  /** Whether there is any lead: `unknown` where the search ended before it came to an end. */
  readonly some: 'yes' | 'no' | 'unknown'
  /** The lead that these numbers wish for, as far as it is in the space. The smaller the numbers, the fewer fields it has. */
  leadOf(wishes: readonly number[]): JsonObject
}

/** Looks at single tests, for one wish. */
const budget = 100_000
/** Of the rules before the one that is wished for, so many are kept from holding. */
const mostBefore = 50

/** @param where what holds of every lead @param mistyped whether fields may have values of types that no condition asks for */
export function leadSpaceOf(plan: CompiledPlan, where: Formula, mistyped: boolean): LeadSpace {
  const whens = plan.rules.map(({ when }) => formulaOf(when, plan))
  const definitions = plan.segments.flatMap((segment) => definitionOf(segment, plan))
  const steps = [...plan.escalations.values()].flat().map(({ when }) => formulaOf(when, plan))
  const segments = plan.segments.flatMap(({ values }) => values.map(({ tree }) => formulaOfSegment(tree, plan)))
  const formulas = [where, ...whens, ...steps, ...segments, ...definitions]
  const keyPaths = plan.keyPaths.filter((path) => !isOfAccount({ path })).map(fieldVariable)
  const universe = universeOf([...formulas, ...nearFormulas(formulas)], { keyPaths, lists: false })
  const types = typesIn(formulas)
  const keys = new Set(keyPaths.map(({ id }) => id))
  const base = [
    ...universe.frame,
    ...[where, ...definitions].map(universe.constraintOf),
    ...universe.domains.flatMap((domain, variable) => usualOf(domain, variable, mistyped || keys.has(domain.variable.id), types)),
  ]
  const within = (wishes: readonly Constraint[]): Region | 'none' | 'exhausted' => {
    const solution = solve(universe, [...base, ...wishes], { question: budget, all: budget })
    return solution.kind === 'found' ? solution.region : solution.kind
  }
  const start = within([])
  const only = (variable: number, member: number): Constraint => ({
    kind: 'in',
    variable,
    bits: bitsOf((universe.domains[variable] as Domain).size, [member]),
  })
  // Labels first: their fields can follow them, and every combination gets its turn.
  const isLabel = (variable: number): boolean => universe.domains[variable]?.variable.kind === 'label'
  const order = [...universe.domains.keys()].sort((one, other) => Number(isLabel(other)) - Number(isLabel(one)))

  const leadOf = ([rule = 0, ...values]: readonly number[]): JsonObject => {
    let region = start as Region
    const kept: Constraint[] = []
    const wish = (constraint: Constraint): boolean => {
      const found = within([...kept, constraint])
      if (typeof found === 'string') return false
      kept.push(constraint)
      region = found
      return true
    }
    if (rule > 0 && wish(universe.constraintOf(whens[rule - 1] as Formula)))
      wish(universe.constraintOf(allOf(whens.slice(Math.max(0, rule - 1 - mostBefore), rule - 1).map(notOf))))
    for (const variable of order) {
      const wished = values[variable] as number
      if (wish(only(variable, wished))) continue
      // It cannot be that: then whatever the region leaves, by the same number.
      const left = membersOf(region.left[variable] as Bits)
      wish(only(variable, left[wished % left.length] as number))
    }
    return witnessOf(region, universe).lead
  }
  return {
    sizes: [whens.length + 1, ...universe.domains.map(({ size }) => size)],
    freeKey: universe.domains.every(({ variable }) => !keys.has(variable.id) || !types.has(variable.id)),
    some: start === 'none' ? (universe.incomplete.size > 0 ? 'unknown' : 'no') : start === 'exhausted' ? 'unknown' : 'yes',
    leadOf,
  }
}

/** No account: that comes from the port. And, where mistyped values are not wanted, only what conditions ask for. */
function usualOf(
  { size, possible, values, variable: read }: Domain,
  variable: number,
  mistyped: boolean,
  types: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Constraint[] {
  if (read.kind === 'label') return []
  if (isOfAccount(read)) return [{ kind: 'in', variable, bits: bitsOf(size, [MISSING]) }]
  const asked = types.get(read.id)
  if (mistyped || asked === undefined || asked.size === 0) return []
  const others = values.flatMap((value, index) => (asked.has(typeof value) ? [] : [index + 3]))
  return [{ kind: 'in', variable, bits: lessBits(possible, bitsOf(size, [OBJECT, ...others])) }]
}

/** The types that conditions ask of each field. */
function typesIn(formulas: readonly Formula[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { variable, bound, pattern, groups } of atomsOf(formulas).values()) {
    const types = found.get(variable.id) ?? new Set()
    found.set(variable.id, types)
    if (bound !== undefined) types.add('number')
    if (pattern !== undefined) types.add('string')
    for (const group of groups) for (const value of group) types.add(typeof value)
  }
  return found
}
