import { nfc, splitPath } from '../condition/read.js'
import { deepFreeze } from '../json.js'
import type { Plan, RotationTerms } from './document.js'

/** The terms of a rotation with the defaults filled in. */
export interface CompiledTerms {
  /** Whether leads missed by absence are made up. */
  readonly repay: boolean
  /** What befalls a lead that gives it back: its owner is then owed one lead, to be made up. */
  readonly giveBack: { readonly declined: boolean; readonly disqualified: boolean; readonly merged: boolean }
  /** Whether a lead that somebody assigned by hand counts as one that the rotation gave. */
  readonly countManual: boolean
  /** The most leads that may be outstanding to be made up, in either direction. */
  readonly atMost: number
  /** The weight of a rep who is owed is multiplied by this, of one who is ahead divided, until it is made up. */
  readonly rate: number
  /** Balance value as well as count. `field`: the path in the lead as rules see it. */
  readonly value?: { readonly field: readonly string[]; readonly typical: number }
}

/** What holds in a rotation of which the plan says nothing. */
export const defaultTerms: CompiledTerms = compileTerms({})

function compileTerms({ absence, declined, disqualified, merged, manual, atMost, rate, value }: RotationTerms): CompiledTerms {
  return deepFreeze({
    repay: absence === 'repay',
    giveBack: { declined: declined !== 'keep', disqualified: disqualified === 'giveBack', merged: merged !== 'keep' },
    countManual: manual === 'count',
    atMost: atMost ?? 5,
    rate: rate ?? 2,
    ...(value === undefined ? {} : { value: { field: splitPath(value.field) ?? [value.field], typical: value.typical } }),
  })
}

/** The terms by the rotation's name, in NFC as all names are compared. */
export type TermsByRotation = ReadonlyMap<string, CompiledTerms>

export function compileRotations(rotations: Plan['rotations']): TermsByRotation {
  return new Map(Object.entries(rotations ?? {}).map(([rotation, terms]) => [nfc(rotation), compileTerms(terms)]))
}

/** The terms of a rotation; the defaults for one of which the plan says nothing, also where it has no such rotation (any more). */
export function termsOf({ terms }: { readonly terms: TermsByRotation }, rotation: string): CompiledTerms {
  return terms.get(nfc(rotation)) ?? defaultTerms
}
