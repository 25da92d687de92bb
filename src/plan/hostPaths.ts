import { readPath } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import { isObject } from './check.js'

export type Path = readonly string[]

/** A copy with a value at a path, or (undefined) with nothing there. What stands in the way of a value gives way to it. */
export function put(lead: JsonObject, [field, ...rest]: Path, value: Json | undefined): JsonObject {
  if (field === undefined) return lead
  const { [field]: here, ...others } = lead
  if (rest.length === 0) return value === undefined ? others : { ...lead, [field]: value }
  return { ...lead, [field]: put(isObject(here) ? here : {}, rest, value) }
}

/** Those of the paths at which something stands. */
export function filled(lead: JsonObject, paths: readonly Path[]): readonly Path[] {
  return paths.filter((path) => readPath(lead, path) !== undefined)
}

export function without(lead: JsonObject, paths: readonly Path[]): JsonObject {
  return paths.reduce((rest, path) => put(rest, path, undefined), lead)
}

/**
 * Where a lead says itself what a plan leaves to the host. A lead may have come in before that plan was in force, or before its process had
 * heard of it.
 *
 * @param host as of its intake
 */
export function unsealed(lead: JsonObject, host: true | readonly string[] | undefined, paths: readonly Path[]): readonly Path[] {
  if (paths.length === 0 || host === true) return none
  return filled(
    lead,
    paths.filter((path) => !host?.includes(path.join('.'))),
  )
}

const none: readonly Path[] = []
