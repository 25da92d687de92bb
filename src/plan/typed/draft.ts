import type { Duration, Effort, Limits, QueueTerms, RotationTerms } from '../document.js'
import type { LeadCondition, RepCondition, TargetOf } from './condition.js'
import type { ScalarPaths } from './path.js'
import type { IsLoose, Present, ScalarOf } from './value.js'
import type { LeadInRules, LeadInSegments } from './view.js'

/** Everything that `defineRouting` fixes for the plans written through it. Exists at compile time only. */
export interface RoutingTypes {
  readonly lead: unknown
  readonly leadInput: unknown
  readonly rep: unknown
  readonly repInput: unknown
  /** Label -> union of its values. */
  readonly labels: object
  /** Tables of territories. */
  readonly table: string
  readonly list: string
  readonly channel: string
  readonly strategy: string
}

/** A plan as a host writes it: typed by the routing, with nothing left to infer but the names of the rules. */
export interface PlanDraft<Types extends RoutingTypes, Name extends string> {
  readonly name: string
  /** Where a lead's key stands, if the routing does not say so. */
  readonly key?: KeyOf<Types['lead']>
  /** The terms of rotations, by the rotation's name (a rule's `rotation`, else the rule's name). What is left out has its default. */
  readonly rotations?: { readonly [rotation: string]: RotationTerms<ScalarPaths<ViewOf<Types>, number>['to']> }
  /** How much of its owner's open limit a lead takes. Missing: 1 each. */
  readonly effort?: Effort<ScalarPaths<ViewOf<Types>, number>['to']>
  /** The terms of queues that rules target, by the queue's name. What is left out has its default. */
  readonly queues?: { readonly [queue: string]: QueueDraft<Types> }
  /** Tried in order; the first that matches and has an eligible rep decides. */
  readonly rules: readonly RuleDraft<Types, Name>[]
  /** What happens to every other lead. Ignores capacity. */
  readonly otherwise: OtherwiseDraft<Types>
}

interface RuleDraft<Types extends RoutingTypes, Name extends string> extends PickDraft<Types> {
  /** Appears in decisions and traces; unique within the plan, and not `otherwise`. */
  readonly name: Name
  /** A condition on the lead, its segment labels and its `account`. Missing or `{}`: every lead. */
  readonly when?: NoInfer<LeadCondition<ViewOf<Types>, Types['list']>>
  /** What to do when every selected rep is skipped: go on to the next rule (default), or hold the lead for at most this long. */
  readonly whenNobody?: 'next' | { readonly wait: Duration }
  /** How many leads each rep gets at most by this rule; what other rules gave does not count. */
  readonly limits?: Limits
}

type QueueDraft<Types extends RoutingTypes> = QueueTerms<
  ScalarPaths<ViewOf<Types>, number>['to'],
  NoInfer<RepCondition<Types['rep'], ViewOf<Types>, Types['list']>>
>

interface OtherwiseDraft<Types extends RoutingTypes> extends PickDraft<Types> {
  /** When everybody selected is away: give the lead to one of them all the same (default), or keep it until somebody is there. */
  readonly whenNobody?: 'assign' | 'hold'
}

interface PickDraft<Types extends RoutingTypes> {
  /**
   * A queue that reps pull from, or a condition on reps (`{}` is everyone). `territoryReps`: the reps of the lead's territory, by the
   * weights of that table; while nobody is eligible there, those of the territory around it.
   */
  readonly to: TargetOf<Types['rep'], ViewOf<Types>, Types['list'], Types['table']>
  /** How one rep is picked among the eligible. Default `'roundRobin'`. */
  readonly by?: ByDraft<Types>
  /** Rules that name the same rotation share one fairness ledger. Default: the rule's name. */
  readonly rotation?: string
  /** Who hears of it: channels of the routing. */
  readonly notify?: readonly Types['channel'][]
  /** What happens, step by step, as long as the owner does nothing about the lead. At most 10 steps. */
  readonly escalate?: readonly StepDraft<Types>[]
}

interface StepTimes<Types extends RoutingTypes> {
  /** How long after the step before; for the first one, after the lead was assigned. */
  readonly after: Duration
  /** In which time `after` counts: elapsed time (default), or the working time of whoever has the lead then. */
  readonly time?: 'elapsed' | 'business'
  /** A condition on the lead. A step whose condition does not hold is passed over at once. */
  readonly when?: NoInfer<LeadCondition<ViewOf<Types>, Types['list']>>
}

/** Reminds the owner, or gives the lead to somebody who has not had it yet. */
type StepDraft<Types extends RoutingTypes> = StepTimes<Types> &
  (
    | {
        /** Who hears of it: channels of the routing. */
        readonly notify: readonly Types['channel'][]
        readonly to?: undefined
        readonly by?: undefined
        readonly rotation?: undefined
      }
    | {
        readonly notify?: readonly Types['channel'][]
        /** The present owner's backup or manager, or whoever the rules find. */
        readonly to: 'backup' | 'manager' | 'rules'
        readonly by?: undefined
        readonly rotation?: undefined
      }
    | {
        readonly notify?: readonly Types['channel'][]
        /** A condition on reps. */
        readonly to: NoInfer<RepCondition<Types['rep'], ViewOf<Types>, Types['list']>>
        /** How one rep is picked among those whom the condition selects. Default `'roundRobin'`. */
        readonly by?: ByDraft<Types>
        /** The fairness ledger of the step. Default: the rule's name and the number of the step: `territory / escalation 1`. */
        readonly rotation?: string
      }
  )

type ByDraft<Types extends RoutingTypes> =
  | 'roundRobin'
  | 'leastLoaded'
  | { readonly weighted: ScalarPaths<Types['rep'], number>['to'] }
  | Types['strategy']

/** Conditions named once: label -> value -> condition. The first value whose condition holds is the lead's label. */
export type SegmentsDraft<Segments, Lead, List extends string> = {
  readonly [Label in keyof Segments]: { readonly [Value in keyof Segments[Label]]: NoInfer<LeadCondition<LeadInSegments<Lead>, List>> }
}

/** Where a lead's key stands: a path, or several that form the key together. */
export type KeyOf<Lead> = ScalarPaths<Lead, string | number>['to'] | readonly ScalarPaths<Lead, string | number>['to'][]

/** Where a rep keeps the conventional fields, if not under their own names; `null`: nowhere. */
export interface RepFieldsDraft<Rep> {
  readonly active?: FieldsOf<Rep, boolean>['fields']
  readonly capacity?: FieldsOf<Rep, number>['fields']
  readonly manager?: FieldsOf<Rep, string>['fields']
  readonly backup?: FieldsOf<Rep, string>['fields']
  readonly timeZone?: FieldsOf<Rep, string>['fields'] | null
  readonly hours?: FieldsThat<Rep, object>['fields'] | null
  readonly holidays?: FieldsThat<Rep, string | readonly unknown[]>['fields'] | null
  readonly away?: FieldsThat<Rep, readonly unknown[]>['fields'] | null
  readonly limits?: FieldsThat<Rep, object>['fields'] | null
}

type ViewOf<Types extends RoutingTypes> = LeadInRules<Types['lead'], Types['labels']>

/** The fields of a rep that may hold a value of this kind. A property and not an alias, for the sake of messages. */
interface FieldsOf<Rep, Kind> {
  readonly fields: {
    [Field in keyof Rep & string]-?: IsLoose<Rep[Field]> extends true
      ? Field
      : [Extract<ScalarOf<Present<Rep[Field]>>, Kind>] extends [never]
        ? never
        : Field
  }[keyof Rep & string]
}

/** As {@link FieldsOf}, for values that are more than one scalar. */
interface FieldsThat<Rep, Kind> {
  readonly fields: {
    [Field in keyof Rep & string]-?: IsLoose<Rep[Field]> extends true
      ? Field
      : [Extract<Present<Rep[Field]>, Kind>] extends [never]
        ? never
        : Field
  }[keyof Rep & string]
}
