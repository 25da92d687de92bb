import { andBits, type Bits, isNone, lessBits, orBits } from './bits.js'

/**
 * What a formula asks, over classes of values. `in`: the variable is of one of these classes. The others are about a variable that is a list:
 * `hit`: some element is of one of these classes; `miss`: none is.
 */
export type Constraint =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | { readonly kind: 'all'; readonly of: readonly Constraint[] }
  | { readonly kind: 'any'; readonly of: readonly Constraint[] }
  | Literal

export interface Literal {
  readonly kind: 'in' | 'hit' | 'miss'
  readonly variable: number
  readonly bits: Bits
}

export const TRUE: Constraint = Object.freeze({ kind: 'true' })
export const FALSE: Constraint = Object.freeze({ kind: 'false' })

/** All of them; what they say of one variable's class becomes one literal. */
export function conjunction(parts: readonly Constraint[]): Constraint {
  const merged = merge(parts, 'all', andBits)
  if (merged.some(({ kind }) => kind === 'false') || merged.some((part) => part.kind === 'in' && isNone(part.bits))) return FALSE
  const of = merged.filter(({ kind }) => kind !== 'true')
  return of.length === 0 ? TRUE : of.length === 1 ? (of[0] as Constraint) : { kind: 'all', of }
}

/** Any of them. */
export function disjunction(parts: readonly Constraint[]): Constraint {
  const merged = merge(parts, 'any', orBits)
  if (merged.some(({ kind }) => kind === 'true')) return TRUE
  const of = merged.filter((part) => part.kind !== 'false' && !(part.kind === 'in' && isNone(part.bits)))
  return of.length === 0 ? FALSE : of.length === 1 ? (of[0] as Constraint) : { kind: 'any', of }
}

/** The opposite. @param full every class of a variable */
export function opposite(constraint: Constraint, full: (variable: number) => Bits): Constraint {
  switch (constraint.kind) {
    case 'true':
      return FALSE
    case 'false':
      return TRUE
    case 'in':
      return { ...constraint, bits: lessBits(full(constraint.variable), constraint.bits) }
    case 'hit':
      return { ...constraint, kind: 'miss' }
    case 'miss':
      return { ...constraint, kind: 'hit' }
    case 'all':
      return disjunction(constraint.of.map((part) => opposite(part, full)))
    case 'any':
      return conjunction(constraint.of.map((part) => opposite(part, full)))
  }
}

function merge(parts: readonly Constraint[], kind: 'all' | 'any', join: (one: Bits, other: Bits) => Bits): readonly Constraint[] {
  const flat = parts.some((part) => part.kind === kind) ? parts.flatMap((part) => (part.kind === kind ? part.of : [part])) : parts
  const literals = new Map<number, Literal>()
  const rest: Constraint[] = []
  for (const part of flat) {
    if (part.kind !== 'in') {
      rest.push(part)
      continue
    }
    const known = literals.get(part.variable)
    literals.set(part.variable, known === undefined ? part : { ...part, bits: join(known.bits, part.bits) })
  }
  return [...literals.values(), ...rest]
}
