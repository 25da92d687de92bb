import type { TypeOnly } from './types.js'

/**
 * Names for what rules often say. Each returns plain data, the same that one would write by hand: `accountOwner()` in a rule's
 * `to` is `{ id: { same: 'account.owner' } }`.
 */

/** A type and not an interface: interfaces do not fit where every field name goes. */
export type AccountOwner = {
  readonly id: { readonly same: 'account.owner'; readonly orElse?: 'manager' | 'backup' }
}

/**
 * Selects the rep who owns the lead's account. The rule does not match a lead without one.
 *
 * @param options `orElse`: whom to take when the owner is inactive. Without it the rule passes such a lead on.
 */
export function accountOwner(options: { readonly orElse?: 'manager' | 'backup' } = {}): AccountOwner {
  return { id: { same: 'account.owner', ...(options.orElse === undefined ? {} : { orElse: options.orElse }) } }
}

export type Territory<Field extends string> = { readonly [F in Field]: { readonly same: F } }

/**
 * Selects the reps whose field equals (or contains) the lead's field or label of the same name: ten territories, one rule.
 *
 * @example { name: 'territory', to: territory('territory') }
 */
export function territory<const Field extends string>(field: Field): Territory<Field> {
  return { [field]: { same: field } } as Territory<Field>
}

/** Everybody's turn. The default; the fairness bound is in docs/strategies.md. */
export function roundRobin(): 'roundRobin' {
  return 'roundRobin'
}

/** Fewest open leads first. */
export function leastLoaded(): 'leastLoaded' {
  return 'leastLoaded'
}

/** Shares in proportion to a numeric field of the reps. */
export function weighted<const Field extends string>(field: Field): { readonly weighted: Field } {
  return { weighted: field }
}

/**
 * Types a routing by a mere type, without a schema: `defineRouting({ lead: type<Lead>(), rep: type<Rep>() })`.
 * Nothing is validated at run time; strange leads make conditions not hold, never fail.
 */
export function type<Type>(): TypeOnly<Type> {
  return { '~typeOnly': true }
}
