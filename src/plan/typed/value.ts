import type { groupNames, joinNames, OperatorName } from '../../condition/operator/names.js'
import type { Json, Scalar } from '../../lead.js'

/** Words that no field may bear in a plan; a lead or rep field of such a name cannot be asked for. */
export type ReservedWord = OperatorName | (typeof groupNames)[number] | (typeof joinNames)[number] | '__proto__'

/**
 * How deep the types follow a lead. Deeper fields are written freely and `checkPlan` alone looks at them: types of unbounded
 * depth make the compiler give up on recursive leads (TS2589).
 */
export type Depth = 6

/** `Down[6]` is 5, and so on. */
export type Down = [never, 0, 1, 2, 3, 4, 5]

/** A value without the ways of being missing. */
export type Present<Value> = Exclude<Value, null | undefined>

/** Whether nothing is known about a value but that it is JSON: then every test goes. */
export type IsLoose<Value> = unknown extends Value ? true : Json extends Value ? true : false

/** Tells `string` and branded strings from literals: only under literals has a record fields that it cannot lack. */
type IsWide<Value extends PropertyKey> = Record<never, never> extends Record<Value, 1> ? true : false

/** The scalars that a value may be, once it is JSON (a Date is its ISO 8601 text). Brands come off, since operands are plain literals. */
export type ScalarOf<Value> = Value extends string
  ? IsWide<Value> extends true
    ? string
    : `${Value}`
  : Value extends number
    ? IsWide<Value> extends true
      ? number
      : Value
    : Value extends boolean
      ? Value
      : Value extends Date
        ? string
        : never

/** The scalars in an array. */
export type ElementOf<Value> = Value extends readonly (infer Element)[] ? ScalarOf<Present<Element>> : never

/** The part of a value that has fields of its own. */
export type ObjectOf<Value> = Value extends Scalar | readonly unknown[] | Date | bigint | symbol | ((...args: never) => unknown)
  ? never
  : Value extends object
    ? Value
    : never

type IsUnion<Value, Every = Value> = Value extends unknown ? ([Every] extends [Value] ? false : true) : never

type KeyOfAny<Union> = Union extends unknown ? keyof Union : never

type ValueAt<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : undefined) : never

/** A union of objects as one object with the fields of all; anything else as it is, so that editors still find its declarations. */
export type Whole<Value> = true extends IsUnion<Value> ? { [Key in KeyOfAny<Value>]: ValueAt<Value, Key> } : Value

/** Lists of one scalar type each: a list that mixes strings with numbers is an error. */
export type ListOf<Value> =
  | (Extract<Value, string> extends never ? never : readonly Extract<Value, string>[])
  | (Extract<Value, number> extends never ? never : readonly Extract<Value, number>[])
  | (Extract<Value, boolean> extends never ? never : readonly Extract<Value, boolean>[])

/** Whether two scalar types can have a value in common. */
export type Comparable<One, Other> = [One & Other] extends [never] ? false : true
