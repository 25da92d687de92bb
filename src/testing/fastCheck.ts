/** What is taken of the host's own fast-check (3 or 4): `import fc from 'fast-check'`. Nothing of it is loaded here. */
export interface FastCheck {
  integer(range: { readonly min: number; readonly max: number }): unknown
  tuple(...parts: readonly never[]): unknown
}

/**
 * An arbitrary of fast-check, for the type checker: it goes wherever fast-check takes one of its own. What only fast-check itself calls has no
 * types here.
 */
export interface LeadArbitrary<T> {
  generate(random: never, bias: number | undefined): never
  canShrinkWithoutContext(value: unknown): value is T
  shrink(value: T, context: unknown): never
  filter<U extends T>(refinement: (value: T) => value is U): LeadArbitrary<U>
  filter(predicate: (value: T) => boolean): LeadArbitrary<T>
  map<U>(mapper: (value: T) => U): LeadArbitrary<U>
  chain<U>(chainer: (value: T) => LeadArbitrary<U>): LeadArbitrary<U>
  noShrink(): LeadArbitrary<T>
  noBias(): LeadArbitrary<T>
}

/** Whole numbers, one for each size, from 0 up to (not including) it. They shrink towards 0. */
export function numbersBelow(fc: FastCheck, sizes: readonly number[]): LeadArbitrary<readonly number[]> {
  const parts = sizes.map((size) => fc.integer({ min: 0, max: size - 1 }) as never)
  return fc.tuple(...parts) as LeadArbitrary<readonly number[]>
}
