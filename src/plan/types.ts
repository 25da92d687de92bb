import type { JsonObject } from '../lead.js'
import type { Rep, RepId } from '../rep.js'
import type { Plan } from './document.js'
import type { InferInput, InferOutput, StandardSchemaV1 } from './standardSchema.js'

/** Stands for a type where the host has no schema: see `type()`. */
export interface TypeOnly<Type> {
  readonly '~typeOnly': true
  /** For the type checker only; absent at run time. */
  readonly '~type'?: Type
}

/** What a routing knows of leads or reps: a Standard Schema, which also validates, or a mere type. */
export type Shape<Type = unknown> = StandardSchemaV1<unknown, Type> | TypeOnly<Type>

export type OutputOf<S> = S extends StandardSchemaV1 ? InferOutput<S> : S extends TypeOnly<infer Type> ? Type : never

export type InputOf<S> = S extends StandardSchemaV1 ? InferInput<S> : S extends TypeOnly<infer Type> ? Type : never

/** The types that travel with a plan. */
export interface PlanTypes<Lead = unknown, LeadInput = unknown, R = unknown, RepInput = unknown, RuleName extends string = string> {
  /** A lead as conditions see it: what the schema makes of it. */
  readonly lead: Lead
  /** A lead as it comes in: what the schema accepts. */
  readonly leadInput: LeadInput
  readonly rep: R
  readonly repInput: RepInput
  /** The names of the plan's rules, without `otherwise`. */
  readonly rule: RuleName
}

/** A checked, frozen plan that remembers the types it was written with. As JSON it is nothing but the plan. */
export interface TypedPlan<Types extends PlanTypes = PlanTypes> extends Plan {
  /** For the type checker only; absent at run time. */
  readonly '~types'?: Types
  /** The host's schemas, for whoever takes in leads and reps. Not enumerable: no part of the JSON. */
  readonly '~schemas'?: PlanSchemas
}

/** The schemas that leads and reps go through on their way in. Missing where the routing has a mere type. */
export interface PlanSchemas {
  readonly lead?: StandardSchemaV1
  readonly rep?: StandardSchemaV1
}

/** A lead or rep of which nothing is known. */
export interface AnyLead {
  readonly [field: string]: unknown
}

type TypesOf<P> = '~types' extends keyof P
  ? Extract<NonNullable<P['~types']>, PlanTypes>
  : PlanTypes<JsonObject, AnyLead, Rep, Rep | { readonly id: RepId }>

/** The leads of a plan, as its conditions see them. */
export type LeadOf<P extends Plan> = TypesOf<P>['lead']

/** The leads of a plan as they come in, before the host's schema parsed them. */
export type LeadInputOf<P extends Plan> = TypesOf<P>['leadInput']

/** The reps of a plan. */
export type RepOf<P extends Plan> = TypesOf<P>['rep']

/** The reps of a plan as the roster gives them, before the host's schema parsed them. */
export type RepInputOf<P extends Plan> = TypesOf<P>['repInput']

/** The names of a plan's rules (without `otherwise`); `string` for a plan from a file. */
export type RuleNameOf<P extends Plan> = TypesOf<P>['rule']

/** The schemas of a plan, none for a plan that came as mere JSON. */
export function schemasOf(plan: Plan): PlanSchemas {
  return (Object.hasOwn(plan, '~schemas') ? (plan as TypedPlan)['~schemas'] : undefined) ?? {}
}
