import type { Note } from '../../decide/decision.js'
import { canonicalJson } from '../../json.js'
import type { Json, JsonObject } from '../../lead.js'
import { checkOptions } from './checkOptions.js'
import { valueAt, withValue } from './fields.js'
import type { NormaliseOptions } from './options.js'
import type { PhoneParser } from './phone.js'
import { sayChanged, sayDisagreed, sayFilled, sayLeft, sayNoPlace } from './say.js'
import { type FieldStep, stepsOf } from './steps.js'
import { weakEvidence } from './weakCountry.js'

export interface NormalisedLead {
  /** The lead itself where nothing changed, else a copy. */
  readonly lead: JsonObject
  /** What was changed, and what could not be told. */
  readonly notes: readonly Note[]
}

/**
 * The same as the middleware `normalise`, for leads that do not come through a router: histories, imports.
 *
 * @throws RoutingError `badOptions` with everything that is wrong
 */
export function leadNormaliser(options: NormaliseOptions): (lead: JsonObject) => NormalisedLead {
  checkOptions(options)
  const { steps, parser } = stepsOf(options)
  const original = options.original === false ? undefined : (options.original ?? 'original').split('.')
  return (lead) => {
    const notes: Note[] = []
    let present = lead
    for (const step of steps) {
      const done = take(step, present, original, parser)
      present = done.lead
      if (done.note !== undefined) notes.push(done.note)
    }
    return { lead: present, notes }
  }
}

interface Taken {
  readonly lead: JsonObject
  readonly note?: Note
}

function take(step: FieldStep, lead: JsonObject, original: readonly string[] | undefined, parser: PhoneParser | undefined): Taken {
  const { from, to } = step
  const value = valueAt(lead, from)
  if (isBlank(value)) return step.fill === undefined ? { lead } : fill(step, lead, original, parser)
  const found = step.read(value, lead)
  if (!('value' in found)) return { lead, note: sayLeft(step, value, found) }
  const before = valueAt(lead, to)
  if (before !== undefined && canonicalJson(before) === canonicalJson(found.value)) return { lead }
  const kept = original === undefined || before === undefined ? { lead } : keep(lead, [...original, ...to], before)
  if ('taken' in kept) return { lead, note: sayNoPlace(step, kept.taken) }
  const changed = withValue(kept.lead, to, found.value)
  return changed === undefined ? { lead, note: sayNoPlace(step, to) } : { lead: changed, note: sayChanged(step, value, found.value) }
}

/** What was there before, where it can be read again. What stands there already came with the lead, and is not written over. */
function keep(
  lead: JsonObject,
  place: readonly string[],
  value: Json,
): { readonly lead: JsonObject } | { readonly taken: readonly string[] } {
  const present = valueAt(lead, place)
  if (present !== undefined) return canonicalJson(present) === canonicalJson(value) ? { lead } : { taken: place }
  const kept = withValue(lead, place, value)
  return kept === undefined ? { taken: place } : { lead: kept }
}

/** Only where nothing is stated: what is stated and not known stays. */
function fill(step: FieldStep, lead: JsonObject, original: readonly string[] | undefined, parser: PhoneParser | undefined): Taken {
  const before = valueAt(lead, step.to)
  if (!isBlank(before)) return { lead }
  const evidence = weakEvidence(lead, step.fill ?? {}, parser)
  const [first] = evidence
  if (first === undefined) return { lead }
  if (evidence.some(({ country }) => country !== first.country)) return { lead, note: sayDisagreed(step, evidence) }
  const kept = original === undefined || before === undefined ? { lead } : keep(lead, [...original, ...step.to], before)
  if ('taken' in kept) return { lead, note: sayNoPlace(step, kept.taken) }
  const filled = withValue(kept.lead, step.to, first.country)
  return filled === undefined ? { lead, note: sayNoPlace(step, step.to) } : { lead: filled, note: sayFilled(step, evidence) }
}

function isBlank(value: Json | undefined): value is undefined | null | string {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}
