import type { Place } from '../condition/issueList.js'
import { nfc } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import type { Json, JsonObject } from '../lead.js'
import { entryOf } from '../lookup/entryOf.js'
import { isObject } from './check.js'
import type { CompiledBy, CompiledRule, CompiledSegment } from './compilePlan.js'
import type { Plan, Territory } from './document.js'
import type { TermsByRotation } from './terms.js'

/** A table of territories, ready to decide. */
export interface CompiledTable {
  readonly label: string
  /** By name in NFC. */
  readonly territories: ReadonlyMap<string, CompiledTerritory>
  /** The label that it gives leads: the deepest territories come first. */
  readonly segment: CompiledSegment
}

export interface CompiledTerritory {
  readonly name: string
  readonly within?: CompiledTerritory
  /** Who works it: a condition on reps. */
  readonly reps: Tree
  /** Weights by the rep's id in NFC. Missing: the table does not name its reps. */
  readonly weights?: ReadonlyMap<string, number>
}

export interface TerritoryTarget {
  readonly kind: 'territory'
  readonly table: CompiledTable
  /** The weights of the table count: the rule has no `by` of its own. */
  readonly byTable: boolean
  /** What is asked of reps beside working the territory. */
  readonly tree: Tree
}

/** The table that a target turns to, and what is left of it as a condition on reps. */
export function splitTarget(to: Json): { readonly table?: Json; readonly rest: Json } {
  if (!isObject(to) || !Object.hasOwn(to, 'territoryReps')) return { rest: to }
  const { territoryReps: table, ...rest } = to
  return table === undefined ? { rest } : { table, rest }
}

export function compileTerritories(
  tables: Plan['territories'],
  parse: (condition: Json, place: Place) => Tree,
): ReadonlyMap<string, CompiledTable> {
  return new Map(Object.entries(tables ?? {}).map(([table, rows]) => [nfc(table), compileTable(table, rows, parse)]))
}

/** A territory with everything that it lies within. */
interface Placed {
  readonly compiled: CompiledTerritory
  readonly depth: number
  /** Its own condition and those around it. */
  readonly trees: readonly Tree[]
}

function compileTable(label: string, rows: readonly Territory[], parse: (condition: Json, place: Place) => Tree): CompiledTable {
  const byName = new Map(rows.map((row, index) => [nfc(row.name), { row, index }]))
  const placed = new Map<string, Placed>()
  const place = (name: string): Placed =>
    entryOf(placed, name, () => {
      const { row, index } = byName.get(name) as { readonly row: Territory; readonly index: number }
      const outer = row.within === undefined ? undefined : place(nfc(row.within))
      const own = row.when === undefined ? [] : partsOf(parse(row.when as Json, ['territories', label, index, 'when']))
      return {
        compiled: compileTerritory(row, label, outer?.compiled),
        depth: outer === undefined ? 0 : outer.depth + 1,
        trees: [...(outer?.trees ?? []), ...own],
      }
    })
  const all = rows.map((row, index) => ({ row, index, ...place(nfc(row.name)) }))
  const values = all
    .filter(({ row }) => row.when !== undefined)
    .sort((one, other) => other.depth - one.depth)
    .map(({ row, index, trees }) => ({ value: row.name, tree: allOf(trees), path: ['territories', label, index] }))
  const territories = new Map(all.map(({ row, compiled }) => [nfc(row.name), compiled]))
  return { label, territories, segment: { label, values } }
}

function compileTerritory({ name, reps }: Territory, label: string, within: CompiledTerritory | undefined): CompiledTerritory {
  const around = within === undefined ? {} : { within }
  if (reps === undefined)
    return { name, ...around, reps: { kind: 'test', path: [label], operator: 'is', operand: nfc(name), negated: false } }
  const weights = new Map(Object.entries(reps).map(([rep, weight]) => [nfc(rep), weight]))
  return { name, ...around, reps: { kind: 'test', path: ['id'], operator: 'in', operand: [...weights.keys()], negated: false }, weights }
}

/**
 * A rule as what is tried of it for a lead, one after the other: itself; or, where it goes by territory, a rule for the lead's
 * territory and for each around it. None where the lead is in no territory.
 */
export function stagesOf(rule: CompiledRule, view: JsonObject): readonly CompiledRule[] {
  const { to } = rule
  if (to.kind !== 'territory') return [rule]
  const name = Object.hasOwn(view, to.table.label) ? view[to.table.label] : undefined
  const stages: CompiledRule[] = []
  let at = typeof name === 'string' ? to.table.territories.get(nfc(name)) : undefined
  for (; at !== undefined; at = at.within) stages.push(stageOf(rule, to, at))
  return stages
}

/** A territory's stage of a rule is one object for all its leads: what is worked out about a rule is kept by the rule. */
const known = new WeakMap<CompiledRule, Map<CompiledTerritory, CompiledRule>>()

/** A territory's stage of a rule. Its rotation is the territory's own, on the terms of the rule's. */
export function stageOf(rule: CompiledRule, target: TerritoryTarget, territory: CompiledTerritory): CompiledRule {
  const stages = entryOf(known, rule, () => new Map<CompiledTerritory, CompiledRule>())
  return entryOf(stages, territory, () => {
    const { waitMs, ...whole } = rule
    return {
      ...whole,
      to: { kind: 'reps', tree: allOf([...partsOf(territory.reps), ...partsOf(target.tree)]) },
      by: target.byTable ? byOf(territory) : rule.by,
      rotation: rotationOf(rule.rotation, territory.name),
      territory: territory.name,
      // Waiting begins where there is nothing around any more.
      ...(waitMs === undefined || territory.within !== undefined ? {} : { waitMs }),
    }
  })
}

function byOf(territory: CompiledTerritory): CompiledBy {
  return territory.weights === undefined ? { kind: 'roundRobin' } : { kind: 'weighted', territory }
}

export function rotationOf(rotation: string, territory: string): string {
  return `${rotation} @ ${territory}`
}

/** The terms of a rotation are those of its territories' rotations, too. */
export function withTerritories(terms: TermsByRotation, rules: Plan['rules'], tables: ReadonlyMap<string, CompiledTable>): TermsByRotation {
  const all = new Map(terms)
  for (const { name, to, rotation = name } of rules) {
    const { table } = splitTarget(to as Json)
    const own = terms.get(nfc(rotation))
    const territories = typeof table === 'string' ? tables.get(nfc(table))?.territories : undefined
    if (own !== undefined) for (const territory of territories?.keys() ?? []) all.set(nfc(rotationOf(rotation, territory)), own)
  }
  return all
}

function partsOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'always') return []
  return tree.kind === 'all' ? tree.of : [tree]
}

function allOf(parts: readonly Tree[]): Tree {
  const [only] = parts
  if (only === undefined) return { kind: 'always' }
  return parts.length === 1 ? only : { kind: 'all', of: parts }
}
