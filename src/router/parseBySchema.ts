import { type Issue, reasonOf } from '../errors.js'
import { type JsonLimits, toJson } from '../json.js'
import type { Json } from '../lead.js'
import type { StandardSchemaV1 } from '../plan/standardSchema.js'

/** Plain JSON that has passed the host's schema, or everything that is wrong with it. What a schema throws is an issue like any other. */
export async function parseBySchema(
  value: Json,
  schema: StandardSchemaV1 | undefined,
  limits: JsonLimits,
): Promise<{ readonly value: Json } | { readonly issues: readonly Issue[] }> {
  if (schema === undefined) return { value }
  try {
    const result = await schema['~standard'].validate(value)
    return result.issues === undefined ? toJson(result.value, limits) : { issues: result.issues.map(issueOf) }
  } catch (error) {
    return {
      issues: [
        { code: 'schema', message: `The schema threw: ${reasonOf(error)}.`, path: [], hint: 'Mend the schema: it must report, not throw.' },
      ],
    }
  }
}

function issueOf({
  message,
  path = [],
}: {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}): Issue {
  return {
    code: 'schema',
    message,
    path: path.map((part) => (typeof part === 'object' ? part.key : part)).map((key) => (typeof key === 'number' ? key : String(key))),
    hint: 'Correct the value, or the schema that refuses it.',
  }
}
