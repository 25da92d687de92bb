import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { nfc } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'

/** What the parts of a plan may refer to, gathered before they are checked. All names in NFC. */
export interface PlanNames {
  readonly lists: ReadonlySet<string>
  readonly channels: ReadonlySet<string>
  readonly strategies: ReadonlySet<string>
  /** Label -> its values; the tables of territories among them. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>
  /** Table -> its territories. */
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>
  /** Paths that only the host says. */
  readonly hostFields: readonly (readonly string[])[]
  /** Whether `person` is what the store knows. */
  readonly knowsPersons: boolean
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The field's value, or undefined where there is none. */
export function fieldOf(value: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(value, field) ? value[field] : undefined
}

export function checkObject(value: Json | undefined, place: Place, what: string, issues: IssueList): JsonObject | undefined {
  if (isObject(value)) return value
  issues.report('wrongType', place, `${what} is ${brief(value)}, not an object.`, 'Write { … }.')
  return undefined
}

/** A list no longer than allowed. */
export function checkList(value: Json, most: number, place: Place, what: string, issues: IssueList): readonly Json[] | undefined {
  if (!Array.isArray(value)) {
    issues.report('wrongType', place, `${what} is ${brief(value)}, not a list.`, 'Write [ … ].')
    return undefined
  }
  if (value.length <= most) return value as readonly Json[]
  issues.report('tooMuch', place, `${what} has more than ${most} entries.`, 'Make it shorter.')
  return undefined
}

/** @param elsewhere the remedy for a field that has its place, but not here */
export function checkKnownFields(
  value: JsonObject,
  known: readonly string[],
  place: Place,
  what: string,
  issues: IssueList,
  elsewhere?: (field: string) => string | undefined,
): void {
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue
    issues.report(
      'unknownField',
      [...place, field],
      `${what} has no field ${brief(field)}.`,
      elsewhere?.(field) ?? didYouMean(field, known, `Fields are ${known.join(', ')}.`),
    )
  }
}

export function missingField(place: Place, message: string, hint: string, issues: IssueList): void {
  issues.report('missingField', place, message, hint)
}

/** A name: text with something in it, not too long, and safe as a key of records. In NFC, for comparing. */
export function checkName(value: Json, place: Place, what: string, issues: IssueList): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') {
    issues.report('wrongType', place, `${what} is ${brief(value)}, not a name.`, 'Write a text that is not empty.')
    return undefined
  }
  if (value.length > limits.name) {
    issues.report('tooMuch', place, `${what} has more than ${limits.name} characters.`, 'Use a shorter name.')
    return undefined
  }
  if (value === '__proto__') {
    issues.report('reservedName', place, `${what} is __proto__.`, 'Use another name.')
    return undefined
  }
  return nfc(value)
}

/** Adds a name to those seen; an issue where it is there already. */
export function checkUnique(name: string, seen: Set<string>, place: Place, what: string, issues: IssueList): void {
  if (seen.has(name)) issues.report('duplicateName', place, `${what} ${brief(name)} occurs twice.`, 'Give each its own name.')
  seen.add(name)
}

/** A list of names, each once. */
export function checkNameList(value: Json, place: Place, what: string, issues: IssueList): Set<string> {
  const seen = new Set<string>()
  checkList(value, limits.operands, place, `The list of ${what}s`, issues)?.forEach((entry, index) => {
    const name = checkName(entry, [...place, index], `The ${what}`, issues)
    if (name !== undefined) checkUnique(name, seen, [...place, index], `The ${what}`, issues)
  })
  return seen
}
