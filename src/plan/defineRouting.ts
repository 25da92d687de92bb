import { type Issue, RoutingError } from '../errors.js'
import { jsonLimits, toJson } from '../json.js'
import type { Scalar } from '../lead.js'
import { isObject } from './check.js'
import { checkPlan } from './checkPlan.js'
import type { Plan, Territory } from './document.js'
import { contradictions, type RoutingParts, withParts } from './routingParts.js'
import { isStandardSchema } from './standardSchema.js'
import type { KeyOf, PlanDraft, RepFieldsDraft, RoutingTypes, SegmentsDraft } from './typed/draft.js'
import type { Paths, ScalarPaths } from './typed/path.js'
import type { InputOf, OutputOf, PlanSchemas, Shape, TypedPlan } from './types.js'

/** What all plans of a host have in common. */
export interface RoutingConfig<
  LeadShape,
  RepShape,
  Segments,
  List extends string,
  Channel extends string,
  Strategy extends string,
  Table extends string = never,
> {
  /** The host's leads: any Standard Schema (zod, valibot, arktype, …), or `type<Lead>()` without one. */
  readonly lead: LeadShape
  /** The host's reps, who have an `id`: any Standard Schema, or `type<Rep>()`. */
  readonly rep: RepShape
  /** Where a lead's key stands: a path, or several that form the key together. Default `'id'`. */
  readonly key?: NoInfer<KeyOf<OutputOf<LeadShape>>>
  /** The path of what tells persons apart, such as `email`: rules then know the `person.owner`, who has an earlier lead of the same person. */
  readonly samePerson?: NoInfer<ScalarPaths<OutputOf<LeadShape>, string | number>['to']>
  /** Paths that only the host says, as `route(lead, { host })` or in middleware: what a lead brings there is left out. */
  readonly hostFields?: readonly NoInfer<Paths<OutputOf<LeadShape>, Scalar>['to']>[]
  /**
   * Conditions named once: label -> value -> condition. The first value whose condition holds is the lead's label, which rules
   * read as a field of the lead.
   */
  readonly segments?: SegmentsDraft<Segments, OutputOf<LeadShape>, List>
  /** Tables of territories by name: the labels that they give leads, and the reps of `{ territoryReps: 'table' }`. */
  readonly territories?: { readonly [Name in Table]: readonly Territory[] }
  /** Long lists of strings by name, for `inList`. */
  readonly lists?: { readonly [Name in List]: readonly string[] }
  /** The notification channels that rules may name in `notify`. */
  readonly channels?: readonly Channel[]
  /** Names of host-registered strategies that rules may name in `by`. */
  readonly strategies?: readonly Strategy[]
  /** Where a rep keeps the conventional fields, if not under their own names. */
  readonly repFields?: NoInfer<RepFieldsDraft<OutputOf<RepShape>>>
}

/** The front door to plans: types them, completes them and checks them. */
export interface Routing<Types extends RoutingTypes> {
  /**
   * A plan from a literal, typed from the host's own leads and reps. The result is the plan as plain JSON, deeply frozen.
   *
   * @throws RoutingError `badPlan` with all issues, for what types cannot see: two rules of one name, an empty list of values
   */
  plan<const Name extends string>(document: PlanDraft<Types, Name>): TypedPlan<TypesOf<Types, Name>>

  /**
   * A plan from a file, an admin page, a database: checked, completed with the routing's segments, lists, channels, strategies,
   * key and rep fields where it lacks them, frozen. What it has of these must not contradict the routing.
   */
  check(value: unknown): { readonly plan: TypedPlan<TypesOf<Types, string>> } | { readonly issues: readonly Issue[] }
}

/** Written out, not named: a host that emits declarations of its own can only name what the front door exports. */
type TypesOf<Types extends RoutingTypes, Name extends string> = {
  readonly lead: Types['lead']
  readonly leadInput: Types['leadInput']
  readonly rep: Types['rep']
  readonly repInput: Types['repInput']
  readonly rule: Name
}

/**
 * Fixes what the host's plans are about: its leads and reps, the segment labels, the lists, the channels. Every field, operand and
 * name in the plans written through it is then checked by the compiler.
 *
 * @example
 * const routing = defineRouting({ lead: Lead, rep: Rep, segments: { size: { big: { company: { employees: { gte: 500 } } } } } })
 * const plan = routing.plan({
 *   name: 'inbound',
 *   rules: [{ name: 'big', when: { size: 'big' }, to: { role: 'enterprise' } }],
 *   otherwise: { to: {} },
 * })
 * @throws RoutingError `badPlan` if `lead` or `rep` is neither a Standard Schema nor `type()`
 */
export function defineRouting<
  LeadShape extends Shape<object>,
  RepShape extends Shape<{ readonly id: string }>,
  Segments = object,
  List extends string = never,
  Channel extends string = never,
  Strategy extends string = never,
  Table extends string = never,
>(
  config: RoutingConfig<LeadShape, RepShape, Segments, List, Channel, Strategy, Table>,
): Routing<{
  readonly lead: OutputOf<LeadShape>
  readonly leadInput: InputOf<LeadShape>
  readonly rep: OutputOf<RepShape>
  readonly repInput: InputOf<RepShape>
  readonly labels: { readonly [Label in keyof Segments & string]: keyof Segments[Label] & string } & { readonly [Name in Table]: string }
  readonly table: Table
  readonly list: List
  readonly channel: Channel
  readonly strategy: Strategy
}> {
  const schemas = schemasIn(config)
  const parts = partsIn(config)
  const check = (value: unknown): { readonly plan: TypedPlan<never> } | { readonly issues: readonly Issue[] } => {
    const checked = checkAgainst(parts, value)
    return 'issues' in checked ? checked : { plan: withSchemas(checked.plan, schemas) as TypedPlan<never> }
  }
  return Object.freeze({
    check,
    plan: (document: object) => {
      const checked = check({ fairlead: 1, ...document })
      if ('issues' in checked) throw new RoutingError('badPlan', { issues: checked.issues })
      return checked.plan
    },
  })
}

function schemasIn({ lead, rep }: { readonly lead: unknown; readonly rep: unknown }): PlanSchemas {
  const issues = Object.entries({ lead, rep }).flatMap(([field, shape]) =>
    isStandardSchema(shape) || isTypeOnly(shape) ? [] : [badShape(field)],
  )
  if (issues.length > 0) throw new RoutingError('badPlan', { issues })
  return Object.freeze({ ...(isStandardSchema(lead) ? { lead } : {}), ...(isStandardSchema(rep) ? { rep } : {}) })
}

function isTypeOnly(shape: unknown): boolean {
  return typeof shape === 'object' && shape !== null && Object.hasOwn(shape, '~typeOnly')
}

function badShape(field: string): Issue {
  return {
    code: 'wrongType',
    message: `\`${field}\` is neither a Standard Schema nor a mere type.`,
    path: [field],
    hint: 'Pass a schema of zod, valibot, arktype or another library of the standard, or `type<YourType>()`.',
  }
}

/** The routing's parts, checked as those of a plan without rules: mistakes show where they are made, and once. */
function partsIn({
  key,
  hostFields,
  samePerson,
  segments,
  territories,
  lists,
  channels,
  strategies,
  repFields,
}: { readonly [Part in keyof RoutingParts]?: unknown }): RoutingParts {
  const given = { key, hostFields, samePerson, segments, territories, lists, channels, strategies, repFields }
  const checked = checkPlan({ fairlead: 1, name: 'routing', ...given, rules: [], otherwise: { to: {} } })
  if ('issues' in checked) throw new RoutingError('badPlan', { issues: checked.issues })
  const { fairlead: _fairlead, name: _name, rules: _rules, otherwise: _otherwise, ...parts } = checked.plan
  return parts
}

function checkAgainst(parts: RoutingParts, value: unknown): ReturnType<typeof checkPlan> {
  const document = toJson(value, jsonLimits.document)
  // What is no JSON object cannot be completed; checkPlan says all that is wrong with it.
  const checked = checkPlan('value' in document && isObject(document.value) ? withParts(document.value, parts) : value)
  if ('issues' in checked) return checked
  const issues = contradictions(checked.plan, parts)
  return issues.length > 0 ? { issues } : checked
}

/** The same frozen plan with the schemas at its side, where neither JSON nor a digest sees them. */
function withSchemas(plan: Plan, schemas: PlanSchemas): Plan {
  return Object.freeze(Object.defineProperty({ ...plan }, '~schemas', { value: schemas }))
}
