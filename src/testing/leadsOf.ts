import { AssertionError } from 'node:assert'
import { formulaOf } from '../analysis/formulate.js'
import { holds } from '../condition/interpret.js'
import { issueList } from '../condition/issueList.js'
import { always, parseCondition } from '../condition/parse.js'
import type { Tree } from '../condition/tree.js'
import { RoutingError } from '../errors.js'
import type { Json, JsonObject } from '../lead.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Condition, Plan } from '../plan/document.js'
import type { LeadInputOf } from '../plan/types.js'
import { viewLead } from '../plan/viewLead.js'
import { type FastCheck, type LeadArbitrary, numbersBelow } from './fastCheck.js'
import { leadSpaceOf } from './leadSpace.js'

export interface LeadsOptions {
  /** What holds of every lead: a condition as in the `when` of a rule, labels included. */
  readonly where?: Condition
  /** Whether fields may also have values of types that no condition asks for, as forms and imports bring them. Default: true. */
  readonly mistyped?: boolean
}

/** Two leads of one test hardly ever have the same key, unless conditions ask about it. */
const keys = 1_000_000_000

/**
 * An arbitrary of the leads that make a difference to a plan: values that it names, one to either side of each bound, near misses, missing
 * fields, and values of other types; of leads that a rule holds for as well as others. Leads with `where` are constructed, none is thrown away.
 * They shrink towards leads with few fields, and the seed of fast-check gives the same ones again.
 *
 * @example
 * const large = leadsOf(fc, plan, { where: { country: 'DE', employees: { gt: 500 } } })
 * await fc.assert(fc.asyncProperty(large, async (lead) => void (await given(world).when(lead)).goesTo('ana')))
 *
 * @param fc the host's fast-check
 * @throws RoutingError `badPlan`, `badOptions`; AssertionError where `where` holds for no lead
 */
export function leadsOf<const P extends Plan>(fc: FastCheck, plan: P, options: LeadsOptions = {}): LeadArbitrary<LeadInputOf<P>> {
  const compiled = compilePlan(plan)
  const tree = treeOf(options, compiled)
  const space = leadSpaceOf(compiled, formulaOf(tree, compiled), options.mistyped ?? true)
  if (space.some !== 'yes') throw unsatisfied(options.where, space.some)
  return numbersBelow(fc, [keys, ...space.sizes]).map(([key = 0, ...wishes]) => {
    const found = space.leadOf(wishes)
    const lead = space.freeKey ? compiled.keyPaths.reduce((made, path) => put(made, path, `L${key + 1}`), found) : found
    if (!holds(tree, viewLead(compiled, lead).view, compiled))
      throw new Error(`unreachable: ${JSON.stringify(lead)} was made for a condition that it does not meet`)
    return lead as LeadInputOf<P>
  })
}

const known = ['where', 'mistyped']

function treeOf(options: LeadsOptions, { lists, segments }: CompiledPlan): Tree {
  const misspelled = Object.keys(options).filter((name) => !known.includes(name))
  const issues = issueList()
  for (const name of misspelled) issues.report('unknownField', [name], `There is no option \`${name}\`.`, `There are: ${known.join(', ')}.`)
  const closed = new Map(segments.map(({ label, values }) => [label, new Set(values.map(({ value }) => value))]))
  const context = { issues, place: ['where'], target: false, lists: new Set(lists.keys()), closed }
  const tree = options.where === undefined ? always : parseCondition(options.where as Json, context)
  if (issues.issues.length > 0) throw new RoutingError('badOptions', { issues: issues.issues })
  return tree
}

function unsatisfied(where: Condition | undefined, some: 'no' | 'unknown'): AssertionError {
  const what = where === undefined ? 'the plan' : `where ${JSON.stringify(where)}`
  const why = some === 'no' ? 'There is no such lead' : 'No such lead was found before the search ended'
  return new AssertionError({
    message: `leadsOf: ${what}: ${why}. Ask for less, without fields of the account: those come from the accounts port.`,
  })
}

function put(lead: JsonObject, [first, ...rest]: readonly string[], value: string): JsonObject {
  if (first === undefined) return lead
  if (rest.length === 0) return { ...lead, [first]: value }
  const inner = lead[first]
  return { ...lead, [first]: put(typeof inner === 'object' && inner !== null ? (inner as JsonObject) : {}, rest, value) }
}
