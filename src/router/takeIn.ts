import { RoutingError } from '../errors.js'
import { deepFreeze, jsonLimits, toJson } from '../json.js'
import type { Instant, Json, JsonObject, LeadKey, MaybePromise } from '../lead.js'
import { leadKey } from '../plan/leadKey.js'
import type { StandardSchemaV1 } from '../plan/standardSchema.js'
import type { ActivePlan } from './activePlan.js'
import { parseBySchema } from './parseBySchema.js'

/** A lead as it came in: copied, checked and with its key, before any middleware. */
export interface Arrival {
  readonly key: LeadKey
  /** What tells the same content from changed content later on. */
  readonly content: JsonObject
  /** What the host's schema made of it, frozen; without a schema the content itself. */
  readonly lead: JsonObject
  readonly receivedAt: Instant
}

/**
 * The lead as the plan in force sees it.
 *
 * @param content as `copyIn` made it
 * @throws RoutingError `badLead` with every issue; nothing is stored
 */
export function takeIn(content: JsonObject, { compiled, schemas }: ActivePlan, receivedAt: Instant): MaybePromise<Arrival> {
  const arrivalAs = (fields: JsonObject): Arrival => {
    const key = leadKey(compiled, fields)
    if ('issues' in key) throw new RoutingError('badLead', { issues: key.issues })
    return { key: key.key, content, lead: deepFreeze(fields), receivedAt }
  }
  return schemas.lead === undefined ? arrivalAs(content) : parsedBy(schemas.lead, content).then(arrivalAs)
}

async function parsedBy(schema: StandardSchemaV1, content: JsonObject): Promise<JsonObject> {
  const parsed = await parseBySchema(content, schema, jsonLimits.lead)
  if ('issues' in parsed) throw new RoutingError('badLead', { issues: parsed.issues })
  return objectOf(parsed.value)
}

/** A copy of whatever came in, made at once: what the host does to it while others are waited for changes nothing. @throws RoutingError `badLead` */
export function copyIn(lead: unknown): JsonObject {
  return objectOf(lead)
}

/** A copy of the lead for the middleware, which may change it. */
export function leadBefore(lead: JsonObject): JsonObject {
  return objectOf(lead)
}

/** The lead after the middleware, frozen. @throws RoutingError `badLead` if a middleware left something else than plain JSON */
export function leadAfter(lead: unknown): JsonObject {
  return deepFreeze(objectOf(lead))
}

function objectOf(value: unknown): JsonObject {
  const copied = toJson(value, jsonLimits.lead)
  if ('issues' in copied) throw new RoutingError('badLead', { issues: copied.issues })
  if (!isObject(copied.value)) {
    throw new RoutingError('badLead', {
      issues: [{ code: 'wrongType', message: 'A lead is an object.', path: [], hint: 'Pass an object with the fields of the lead.' }],
    })
  }
  return copied.value
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
