import type { Comparable, Depth, Down, ElementOf, IsLoose, ObjectOf, Present, ScalarOf, Whole } from './value.js'

/**
 * `Paths<Lead, Wanted>['to']` are the dotted paths (`'company.industry'`) of a lead whose value, or an element of it, may equal one of
 * `Wanted`. Nothing leads into arrays; under an index signature every name goes.
 * A property and not an alias, so that messages list the paths instead of naming the alias with a whole lead in it.
 */
export interface Paths<Subject, Wanted, D extends number = Depth> {
  readonly to: PathsIn<Whole<Subject>, Wanted, D>['to']
}

interface PathsIn<Subject, Wanted, D extends number> {
  readonly to: {
    [Key in keyof Subject & string]: Key extends `${string}.${string}` ? never : PathAt<Key, Present<Subject[Key]>, Wanted, D>
  }[keyof Subject & string]
}

type PathAt<Key extends string, Value, Wanted, D extends number> =
  IsLoose<Value> extends true
    ? Key | `${Key}.${string}`
    : (Comparable<ScalarOf<Value> | ElementOf<Value>, Wanted> extends true ? Key : never) | PathBelow<Key, ObjectOf<Value>, Wanted, D>

type PathBelow<Key extends string, Value, Wanted, D extends number> = [Value] extends [never]
  ? never
  : D extends 0
    ? `${Key}.${string}`
    : `${Key}.${Paths<Value, Wanted, Down[D] & number>['to']}`
