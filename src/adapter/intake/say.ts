import type { Note } from '../../decide/decision.js'
import type { Json } from '../../lead.js'
import type { Normalised } from './normalised.js'
import type { FieldStep } from './steps.js'
import type { WeakEvidence } from './weakCountry.js'

/** What became of a field, in the trace. */
export type IntakeCode = 'normalised' | 'filledWeakly' | 'unknownValue' | 'ambiguousValue' | 'noPlace'

const note = (code: IntakeCode, message: string): Note => ({ about: 'lead', code, message })
const MOST_SHOWN = 60

export function sayChanged({ kind, from, to }: FieldStep, before: Json, after: Json): Note {
  const where = from.join('.') === to.join('.') ? '' : `, in ${to.join('.')}`
  // A trace is read and logged by more people than the lead: it need not tell how to reach somebody.
  if (isPersonal(kind)) return note('normalised', `${name(from)} was brought into its normal form${where}.`)
  return note('normalised', `${name(from)}: ${shown(before)} is ${plain(after)}${where}.`)
}

export function sayLeft({ kind, from }: FieldStep, value: Json, found: Exclude<Normalised<Json>, { readonly value: Json }>): Note {
  const what = isPersonal(kind) ? 'it' : shown(value)
  if ('unknown' in found) return note('unknownValue', `${name(from)} stays as it is: ${what} ${found.unknown}.`)
  return note('ambiguousValue', `${name(from)} stays as it is: ${what} could be ${found.ambiguous.join(' or ')}.`)
}

export function sayFilled({ to }: FieldStep, evidence: readonly WeakEvidence[]): Note {
  const by = evidence.map((one) => one.by).join(' and ')
  return note('filledWeakly', `${name(to)}: ${evidence[0]?.country}, from ${by} alone, which is weak evidence.`)
}

export function sayDisagreed({ to }: FieldStep, evidence: readonly WeakEvidence[]): Note {
  const claims = evidence.map(({ country, by }) => `${by} for ${country}`).join(', ')
  return note('ambiguousValue', `${name(to)} stays missing: ${claims}.`)
}

export function sayNoPlace({ from }: FieldStep, place: readonly string[]): Note {
  return note('noPlace', `${name(from)} stays as it is: something else stands in ${name(place)}.`)
}

const isPersonal = (kind: FieldStep['kind']): boolean => kind === 'email' || kind === 'phone'

const name = (path: readonly string[]): string => path.join('.')

function plain(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { min, max } = value as { readonly min?: number; readonly max?: number }
  return min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : min === max ? `${min}` : `${min} to ${max}`
}

function shown(value: Json): string {
  if (typeof value === 'object') return 'what it holds'
  if (typeof value !== 'string') return String(value)
  // Whatever field it stands in: an address of a person, or a password.
  if (value.includes('@')) return 'what it holds'
  // By characters: half a surrogate pair is no text that a store keeps.
  const text = value.trim().slice(0, 2 * MOST_SHOWN + 2)
  const characters = [...text]
  return JSON.stringify(characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join('')}…` : text)
}
