import type { Scalar } from '../../lead.js'
import type { Paths } from './path.js'
import type { Depth, Down, ElementOf, IsLoose, ListOf, ObjectOf, Present, ReservedWord, ScalarOf, Whole } from './value.js'

/**
 * Conditions on a typed subject. The types are mapped from the subject and never inferred through: callers wrap them in `NoInfer`,
 * as TypeScript 5.9 and 6.0 give up (TS2589) where they have to find a subject behind a recursive condition.
 */

/** A condition on a lead: its fields, its labels, its account. */
export type LeadCondition<View, List extends string> = ConditionOn<View, { readonly list: List; readonly joins: false }, Depth>

/** A condition on reps, whose fields may also be joined to those of the lead: `{ territory: { same: 'territory' } }`. */
export type RepCondition<Rep, View, List extends string> = ConditionOn<
  Rep,
  { readonly list: List; readonly joins: true; readonly view: View },
  Depth
>

/** A queue that reps pull from, or a condition on reps, alone or beside the territory they work. */
export type TargetOf<Rep, View, List extends string, Table extends string> = Either<
  RepCondition<Rep, View, List> & { readonly territoryReps?: Table },
  { readonly queue: string },
  FieldOf<Rep> | 'territoryReps'
>

/** What conditions may speak of beside their subject. */
interface Scope {
  readonly list: string
  /** Whether `same` has a meaning here. */
  readonly joins: boolean
  /** The lead that `same` points into. */
  readonly view?: unknown
}

type ConditionOn<Subject, S extends Scope, D extends number> =
  IsLoose<Subject> extends true
    ? LooseCondition<S>
    : string extends keyof Subject
      ? OpenFields<Subject, S, D>
      : Fields<Whole<Subject>, S, D> & Groups<Subject, S, D>

/** `any`: one of them holds. `all`: each of them. `none`: not a single one. */
interface Groups<Subject, S extends Scope, D extends number> {
  readonly any?: readonly ConditionOn<Subject, S, D>[]
  readonly all?: readonly ConditionOn<Subject, S, D>[]
  readonly none?: readonly ConditionOn<Subject, S, D>[]
}

type Fields<Subject, S extends Scope, D extends number> = {
  readonly [Key in keyof Subject as Key extends ReservedWord | symbol ? never : Key]?:
    | FieldCondition<Subject[Key], S, D>
    | IdJoin<Key, S, D>
}

/** Where the subject has an index signature the groups have to fit it too. */
type OpenFields<Subject, S extends Scope, D extends number> = {
  readonly [Key in keyof Subject as Key extends ReservedWord | symbol ? never : Key]?:
    | FieldCondition<Subject[Key], S, D>
    | (string extends Key ? readonly ConditionOn<Subject, S, D>[] : IdJoin<Key, S, D>)
}

type FieldCondition<Value, S extends Scope, D extends number> =
  IsLoose<Value> extends true
    ? LooseField<S>
    : Tests<ScalarOf<Present<Value>>, ElementOf<Present<Value>>, S> | Nested<ObjectOf<Present<Value>>, S, D> | Bare<Present<Value>>

type Nested<Value, S extends Scope, D extends number> = [Value] extends [never]
  ? never
  : D extends 0
    ? LooseCondition<S>
    : Either<ConditionOn<Value, S, Down[D] & number>, { readonly known: boolean }, FieldOf<Value>>

/**
 * A condition or the other thing, not both. Each side lists the other's fields as `undefined`: only where the sides of a union have
 * the same fields does the compiler say "did you mean".
 */
type Either<Condition, Other, Field extends PropertyKey> =
  | (Condition & { readonly [Key in keyof Other]?: undefined })
  | (Other & { readonly [Key in Exclude<Field | 'any' | 'all' | 'none', keyof Other>]?: undefined })

/** The names of the fields; none where every name goes. */
type FieldOf<Subject> = string extends keyof Whole<Subject> ? never : Exclude<keyof Whole<Subject> & string, ReservedWord>

type Tests<One, Element, S extends Scope> = [One | Element] extends [never]
  ? never
  : One | Element | ListOf<One | Element> | Operators<One | Element, Element, S['list']> | Join<One | Element, S>

/** Lists of objects (and what JSON does not know) can only be asked whether they are there. */
type Bare<Value> = [ScalarOf<Value> | ElementOf<Value> | ObjectOf<Value>] extends [never] ? Presence : never

type Operators<Value, Element, List> = Presence &
  Equality<Value> &
  ([Extract<Value, number>] extends [never] ? unknown : Order) &
  ([Extract<Value, string>] extends [never] ? unknown : Text<List>) &
  ([Element] extends [never] ? unknown : Membership<Element>)

interface Presence {
  /** `true`: there is a value. `false`: it is absent, null or an empty list. */
  readonly known?: boolean
}

interface Equality<Value> {
  readonly is?: Value
  /** Another value than this one, or than each of these. A missing value is no other value. */
  readonly not?: Value | ListOf<Value>
  readonly in?: ListOf<Value>
}

interface Order {
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
}

/** Compare exactly (after Unicode NFC), case and all. */
interface Text<List> {
  readonly startsWith?: string
  readonly endsWith?: string
  readonly contains?: string
  /** One of the strings of a named list of the plan. */
  readonly inList?: List
}

interface Membership<Element> {
  /** The list contains this. */
  readonly has?: Element
  /** The list contains at least one of these. */
  readonly hasAny?: ListOf<Element>
  /** The list contains all of these. */
  readonly hasAll?: ListOf<Element>
}

type Join<Value, S extends Scope> = S['joins'] extends true ? { readonly same: Paths<S['view'], Value>['to'] } : never

/** Only the rep's own id can fall back on the manager or the backup. */
type IdJoin<Key, S extends Scope, D> = Key extends 'id'
  ? D extends Depth
    ? S['joins'] extends true
      ? { readonly same: Paths<S['view'], string>['to']; readonly orElse?: 'manager' | 'backup' }
      : never
    : never
  : never

/** Where nothing is known of a field every test goes, but lists, joins and groups stay typed. */
type LooseField<S extends Scope> =
  | Scalar
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | Operators<Scalar, Scalar, S['list']>
  | (S['joins'] extends true ? { readonly same: Paths<S['view'], Scalar>['to'] } : never)
  | LooseCondition<S>

type LooseCondition<S extends Scope> = { readonly [Word in Exclude<ReservedWord, 'any' | 'all' | 'none'>]?: never } & {
  readonly [field: string]: LooseField<S> | readonly LooseCondition<S>[]
}
