/** Something that was written, and its normal form: a value; `unknown`; or what all it could be. */
export type Row = readonly [input: unknown, expected: unknown]

export const unknown = Symbol('unknown')

export interface Several {
  readonly ambiguous: readonly string[]
}

/** Exactly these. */
export function several(...codes: string[]): Several {
  return { ambiguous: codes }
}

/** With the country it is in; undefined: nobody knows. */
export type RowIn = readonly [country: string | undefined, input: unknown, expected: unknown]
