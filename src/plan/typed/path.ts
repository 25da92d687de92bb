import type { Comparable, Depth, Down, ElementOf, IsLoose, ObjectOf, Present, ReservedWord, ScalarOf, Whole } from './value.js'

/**
 * `Paths<Lead, Wanted>['to']` are the dotted paths (`'company.industry'`) of a lead whose value, or an element of it, may equal one of
 * `Wanted`. Nothing leads into arrays; under an index signature every name goes.
 * A property and not an alias, so that messages list the paths instead of naming the alias with a whole lead in it.
 */
export interface Paths<Subject, Wanted, D extends number = Depth> {
  readonly to: PathsIn<Whole<Subject>, Wanted, true, D>['to']
}

/** As {@link Paths}, but without those that lead to arrays: for what has to be one value. */
export interface ScalarPaths<Subject, Wanted, D extends number = Depth> {
  readonly to: PathsIn<Whole<Subject>, Wanted, false, D>['to']
}

interface PathsIn<Subject, Wanted, Lists extends boolean, D extends number> {
  readonly to: {
    [Key in keyof Subject & string]-?: Key extends `${string}.${string}` | ReservedWord
      ? never
      : PathAt<Key, Present<Subject[Key]>, Wanted, Lists, D>
  }[keyof Subject & string]
}

type PathAt<Key extends string, Value, Wanted, Lists extends boolean, D extends number> =
  IsLoose<Value> extends true
    ? Key | `${Key}.${string}`
    :
        | (Comparable<ScalarOf<Value> | (Lists extends true ? ElementOf<Value> : never), Wanted> extends true ? Key : never)
        | PathBelow<Key, ObjectOf<Value>, Wanted, Lists, D>

type PathBelow<Key extends string, Value, Wanted, Lists extends boolean, D extends number> = [Value] extends [never]
  ? never
  : D extends 0
    ? `${Key}.${string}`
    : `${Key}.${PathsIn<Whole<Value>, Wanted, Lists, Down[D] & number>['to']}`
