import type { Context } from '../analysis/context.js'
import { type Escape, escapeFrom } from '../analysis/escape.js'
import { fieldsOf } from '../analysis/findGaps.js'
import { formulaOf } from '../analysis/formulate.js'
import { describeTree } from '../condition/describeTree.js'
import { issueList } from '../condition/issueList.js'
import { parseCondition } from '../condition/parse.js'
import type { Tree } from '../condition/tree.js'
import { canonicalJson } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import { entryOf } from '../lookup/entryOf.js'
import { flatten } from './flatten.js'
import type { TerritoryFinding } from './report.js'
import type { Table } from './tableOf.js'
import { exampleIn } from './words.js'

/** Conditions that are asked about, and gaps that are told. */
const mostAsked = 40
const mostTold = 10

interface Shared {
  /** The conditions of what they all lie within. */
  readonly around: readonly JsonObject[]
  readonly field: string
  readonly condition: JsonObject
  readonly territories: Set<number>
}

/** What other things lie in. That forty countries have small companies says nothing of small companies elsewhere. */
const broad = ['region', 'country', 'state', 'city']

/**
 * Gaps where somebody took care: of what several territories share (the country of forty ranges of postal codes) some lead may be in none.
 * The gap of the whole table is usually somewhere else altogether, and tells nobody anything. Asks about places; about anything where a
 * table has none.
 */
export function findSharedGaps(table: Table, context: Context, report: (finding: TerritoryFinding) => void): void {
  const known = fieldsOf(context)
  const rules = new Map(context.subject.rules.map((rule) => [Number(rule.rule.name), rule]))
  const count = context.subject.rules.length
  let told = 0
  for (const { condition, around, territories } of sharedOf(table)) {
    if (told === mostTold) return
    const parsed = (one: JsonObject): Tree =>
      parseCondition(one, { issues: issueList(), place: [], target: false, lists: new Set(table.plan.lists.keys()) })
    const tree = parsed(condition)
    const wanted = [tree, ...around.map(parsed)].map((one) => formulaOf(one, table.plan))
    const atOnce = [...territories].flatMap((number) => rules.get(number) ?? [])
    const full: Escape = escapeFrom([...wanted, ...known], count, context, atOnce)
    const gap = full.kind === 'none' ? escapeFrom(wanted, count, context, atOnce) : full
    if (gap.kind !== 'found' || gap.lists) continue
    told += 1
    report({
      code: 'gap',
      severity: 'info',
      message: `${territories.size} territories ask that ${describeTree(tree)}; other leads of that kind${gap === full ? '' : ', in which some field is missing,'} are in none, such as this one.`,
      hint: 'Add a territory for the rest of them, around the others.',
      others: [...territories].slice(0, 5).map(table.placeOf),
      example: exampleIn(table, gap.lead.example),
    })
  }
}

/** Conditions on one field that several territories within the same one share, the most shared first. */
function sharedOf({ territories, conditions }: Table): readonly Shared[] {
  const found = new Map<string, Shared>()
  territories.forEach(({ when, within }, number) => {
    const own = Object.keys(when ?? {}).length > 0
    for (const [path, condition] of (own && flatten(when as JsonObject)) || []) {
      const names = path.split('.')
      const shared = entryOf(
        found,
        canonicalJson([within ?? null, path, condition]),
        (): Shared => ({
          around: conditions[number]?.slice(1) ?? [],
          field: names.at(-1) as string,
          condition: nested(names, condition),
          territories: new Set(),
        }),
      )
      shared.territories.add(number)
    }
  })
  const shared = [...found.values()]
  const ofPlaces = shared.filter(({ field }) => broad.includes(field))
  return (ofPlaces.length > 0 ? ofPlaces : shared)
    .filter(({ territories }) => territories.size > 1)
    .sort((one, other) => other.territories.size - one.territories.size)
    .slice(0, mostAsked)
}

function nested(path: readonly string[], condition: Json): JsonObject {
  return path.reduceRight<Json>((inner, field) => ({ [field]: inner }), condition) as JsonObject
}
