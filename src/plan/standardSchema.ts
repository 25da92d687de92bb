/**
 * Standard Schema, version 1: what zod, valibot, arktype and others agree on, so that a host's own schemas work without an adapter.
 * The types are written out here, after https://standardschema.dev, since they are small and a dependency is not.
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': StandardProps<Input, Output>
}

export interface StandardProps<Input = unknown, Output = Input> {
  readonly version: 1
  /** The library that made the schema. */
  readonly vendor: string
  /** Parses a value: the parsed value, or everything that is wrong with it. Never throws for a bad value. */
  readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
  /** For the type checker only; absent at run time. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined
}

export type StandardResult<Output> = StandardSuccess<Output> | StandardFailure

export interface StandardSuccess<Output> {
  readonly value: Output
  readonly issues?: undefined
}

export interface StandardFailure {
  readonly issues: readonly StandardIssue[]
}

export interface StandardIssue {
  readonly message: string
  /** Keys from the root, each as it is or inside a segment. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema accepts. */
export type InferInput<Schema extends StandardSchemaV1> = NonNullable<Schema['~standard']['types']>['input']

/** What a schema makes of it. */
export type InferOutput<Schema extends StandardSchemaV1> = NonNullable<Schema['~standard']['types']>['output']

/** Whether a value is a Standard Schema. Schemas may be objects or (in arktype) functions, and may inherit the property. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false
  const props: unknown = (value as Partial<StandardSchemaV1>)['~standard']
  return (
    typeof props === 'object' &&
    props !== null &&
    (props as StandardProps).version === 1 &&
    typeof (props as StandardProps).validate === 'function'
  )
}
