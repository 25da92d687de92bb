import type { Atom } from './atom.js'

/** What is asked of a lead: atoms with the answers that are wanted, or not wanted. */
export type Formula =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | { readonly kind: 'all'; readonly of: readonly Formula[] }
  | { readonly kind: 'any'; readonly of: readonly Formula[] }
  | Leaf

/**
 * The atom's answer is `answer`, or (not `wanted`) another one. A test that does not hold is not its negation: `not wanted yes` also takes
 * missing and mistyped values, `no` does not.
 */
export interface Leaf {
  readonly kind: 'leaf'
  readonly atom: Atom
  readonly answer: 'yes' | 'no'
  readonly wanted: boolean
}

export const yes: Formula = Object.freeze({ kind: 'true' })
export const no: Formula = Object.freeze({ kind: 'false' })

export function leaf(atom: Atom, answer: Leaf['answer'] = 'yes', wanted = true): Formula {
  return { kind: 'leaf', atom, answer, wanted }
}

export function allOf(parts: readonly Formula[]): Formula {
  const of = flattened(parts, 'all').filter(({ kind }) => kind !== 'true')
  if (of.some(({ kind }) => kind === 'false')) return no
  return of.length === 0 ? yes : of.length === 1 ? (of[0] as Formula) : { kind: 'all', of }
}

export function anyOf(parts: readonly Formula[]): Formula {
  const of = flattened(parts, 'any').filter(({ kind }) => kind !== 'false')
  if (of.some(({ kind }) => kind === 'true')) return yes
  return of.length === 0 ? no : of.length === 1 ? (of[0] as Formula) : { kind: 'any', of }
}

/** It does not hold. */
export function notOf(formula: Formula): Formula {
  switch (formula.kind) {
    case 'true':
      return no
    case 'false':
      return yes
    case 'leaf':
      return { ...formula, wanted: !formula.wanted }
    case 'all':
      return anyOf(formula.of.map(notOf))
    case 'any':
      return allOf(formula.of.map(notOf))
  }
}

function flattened(parts: readonly Formula[], kind: 'all' | 'any'): readonly Formula[] {
  return parts.some((part) => part.kind === kind) ? parts.flatMap((part) => (part.kind === kind ? part.of : [part])) : parts
}

/** Every atom of some formulas, once. */
export function atomsOf(formulas: Iterable<Formula>, into = new Map<string, Atom>()): Map<string, Atom> {
  for (const formula of formulas) {
    if (formula.kind === 'leaf') into.set(formula.atom.id, formula.atom)
    else if (formula.kind === 'all' || formula.kind === 'any') atomsOf(formula.of, into)
  }
  return into
}
