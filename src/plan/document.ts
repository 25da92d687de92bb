import type { Scalar } from '../lead.js'
import type { RepFields } from '../rep.js'

/**
 * The plan as plain JSON, as `checkPlan` returns it and as it stands in a file. Hosts write it through `defineRouting`,
 * which types the same literal from their own lead and rep.
 */
export interface Plan {
  /** The version of the plan format. */
  readonly fairlead: 1
  readonly name: string
  /** Where a lead's key stands; several paths together form the key. Default `'id'`. */
  readonly key?: string | readonly string[]
  /**
   * Paths of the lead that only the host says, as `route(lead, { host })` or in middleware: what a lead brings there is left out. Whoever
   * sends a lead says the rest.
   */
  readonly hostFields?: readonly string[]
  /**
   * The path of what tells persons apart, such as `email`: leads with the same text or number there are of one person, who is reachable in
   * conditions as `person.…` once one of the leads has an owner.
   */
  readonly samePerson?: string
  /** Conditions named once: label -> value -> condition. The first value whose condition holds is the lead's label. */
  readonly segments?: { readonly [label: string]: { readonly [value: string]: Condition } }
  /** Tables of territories: each gives leads a label of its name, and rules reps to turn to. */
  readonly territories?: { readonly [table: string]: readonly Territory[] }
  /** Long lists of strings by name, for `inList`. */
  readonly lists?: { readonly [name: string]: readonly string[] }
  /** The notification channels that rules may name in `notify`. */
  readonly channels?: readonly string[]
  /** Names of host-registered strategies that rules may name in `by`. */
  readonly strategies?: readonly string[]
  /** Where a rep keeps the conventional fields, if not under their own names. */
  readonly repFields?: Partial<RepFields>
  /** The terms of rotations, by the rotation's name (a rule's `rotation`, else the rule's name). What is left out has its default. */
  readonly rotations?: { readonly [rotation: string]: RotationTerms }
  /** How much of its owner's open limit a lead takes. Missing: 1 each. */
  readonly effort?: Effort
  /** The terms of queues that rules target, by the queue's name. What is left out has its default. */
  readonly queues?: { readonly [queue: string]: QueueTerms }
  /** Tried in order; the first that matches and has an eligible rep decides. */
  readonly rules: readonly Rule[]
  /** What happens to every other lead. Ignores capacity. */
  readonly otherwise: Otherwise
}

export interface Rule {
  readonly name: string
  /** A condition on the lead, its segment labels and its `account`. Missing or `{}`: every lead. */
  readonly when?: Condition
  readonly to: Target
  readonly by?: By
  /** Rules that name the same rotation share one fairness ledger. Default: the rule's name. */
  readonly rotation?: string
  /** What to do when every selected rep is skipped: go on to the next rule (default), or hold the lead for at most this long. */
  readonly whenNobody?: 'next' | { readonly wait: Duration }
  /** How many leads each rep gets at most by this rule; what other rules gave does not count. */
  readonly limits?: Limits
  readonly notify?: readonly string[]
  /** What happens, step by step, as long as the owner does nothing about the lead. At most 10 steps. */
  readonly escalate?: readonly EscalationStep[]
}

export interface Otherwise {
  readonly to: Target
  readonly by?: By
  readonly rotation?: string
  /**
   * When everybody selected is away: `'assign'` (default) gives the lead to one of them all the same, since an owner
   * who comes back beats no owner; `'hold'` keeps it in the queue `held` until somebody is there.
   */
  readonly whenNobody?: 'assign' | 'hold'
  readonly notify?: readonly string[]
  /** What happens, step by step, as long as the owner does nothing about the lead. At most 10 steps. */
  readonly escalate?: readonly EscalationStep[]
}

/** One step of an escalation: it reminds, or gives the lead to somebody else who has not had it yet, or both. */
export interface EscalationStep {
  /** How long after the step before; for the first one, after the lead was assigned. */
  readonly after: Duration
  /** In which time `after` counts: elapsed time (default), or the working time of whoever has the lead then. */
  readonly time?: 'elapsed' | 'business'
  /** A condition on the lead, as in a rule. A step whose condition does not hold is passed over at once. */
  readonly when?: Condition
  /** Who hears of it: channels of the plan. Required where there is no `to`. */
  readonly notify?: readonly string[]
  /**
   * Who gets the lead: the present owner's `backup` or `manager`, whoever the `rules` find, or a condition on reps as in a rule's `to`.
   * Never somebody who had it before. Missing: the owner is only reminded.
   */
  readonly to?: 'backup' | 'manager' | 'rules' | Condition
  /** How one rep is picked among those whom the condition selects. Default `'roundRobin'`. */
  readonly by?: By
  /** The fairness ledger of the step. Default: the rule's name and the number of the step, from 1: `territory / escalation 1`. */
  readonly rotation?: string
}

/**
 * The terms on which a rotation is fair: what becomes of leads that were missed, handed back or assigned past it, and whether value
 * counts. They belong to the rotation, since several rules may share one. Whatever is to be made up changes the rep's weight for
 * a while and never the credits, so the bound on credits holds under all terms.
 */
export interface RotationTerms<Field extends string = string> {
  /**
   * Absence neither costs nor earns (`'forgive'`, the default), or whoever comes back is owed the share of the leads that came
   * meanwhile (`'repay'`), up to `atMost`.
   */
  readonly absence?: 'forgive' | 'repay'
  /** A lead that its owner declined: `'giveBack'` (default) owes the owner another one, `'keep'` lets it count as received. */
  readonly declined?: 'giveBack' | 'keep'
  /** A lead that turned out to be none, such as spam: `'keep'` (default) lets it count as received, `'giveBack'` owes the owner another one. */
  readonly disqualified?: 'giveBack' | 'keep'
  /** A lead that was merged into another: `'giveBack'` (default) owes the owner another one, `'keep'` lets it count as received. */
  readonly merged?: 'giveBack' | 'keep'
  /** A lead that somebody assigned by hand: `'count'` has the rep ahead by one, `'ignore'` (default) leaves the rotation as it is. */
  readonly manual?: 'count' | 'ignore'
  /** The most leads that may be outstanding to be made up by one rep, owed or ahead: above 0, up to 100, fractions allowed. Default 5. */
  readonly atMost?: number
  /**
   * How fast it is made up: until then the weight of a rep who is owed is multiplied by this, of one who is ahead divided. A whole number
   * from 2 to 10. Default 2.
   */
  readonly rate?: number
  /**
   * Balances the value of leads as well as their count. `field` is the path of the value in the lead as rules see it; `typical` is what an
   * ordinary lead is worth, above 0 and in the field's own unit: so much value weighs as much as one lead.
   */
  readonly value?: { readonly field: Field; readonly typical: number }
}

/**
 * A part of the world that somebody works: of its geography, of industries, of sizes, of whatever leads tell. A lead is in the deepest
 * territory of a table that holds for it, among equally deep ones in the first; that one's name is the lead's label.
 */
export interface Territory {
  /** Unique in its table. */
  readonly name: string
  /** The territory around this one. Where nobody here is eligible, its reps are next. */
  readonly within?: string
  /** A condition on the lead's own fields and its `account`, beside those of the territories around. Missing: no leads but those of territories within. */
  readonly when?: Condition
  /** Who works it: weights above 0 by the rep's id. Missing: the reps whose field with the table's name is, or contains, the territory's name. */
  readonly reps?: { readonly [rep: string]: number }
}

/** How many leads at most: whole numbers >= 0. Hours, days and weeks (from Monday) are those of the rep's time zone. */
export interface Limits {
  /** Assigned and not closed yet. */
  readonly open?: number
  readonly perHour?: number
  readonly perDay?: number
  readonly perWeek?: number
}

/** A lead takes as much of its owner's open limit as this field of it says: a whole number from 0 to 1000. */
export interface Effort<Field extends string = string> {
  /** The path in the lead as rules see it. */
  readonly field: Field
  /** What a lead takes whose field says nothing of use. Default 1. */
  readonly else?: number
}

/** How reps pull from a queue, and what becomes of leads that nobody pulls. */
export interface QueueTerms<Field extends string = string, Claims = Condition> {
  /** Who comes first: the lead received first (`'oldest'`, the default), or the one with the highest number in this field, among equals the oldest. */
  readonly order?: 'oldest' | { readonly highest: Field }
  /** A condition on reps, which may join the lead: who may claim it. Default: everybody. */
  readonly claims?: Claims
  /** After this time without an owner the lead goes on to the next rules. Missing: it waits for ever. */
  readonly pushAfter?: Duration
}

/**
 * A queue that reps pull from, or a condition on reps (`{}` is everyone). `{ territoryReps: 'table' }`, alone or beside a condition: the
 * reps of the lead's territory, by the weights of the table; while nobody is eligible there, those of the territory around it.
 */
export type Target = { readonly queue: string } | Condition

/** How one rep is picked among the eligible. `'roundRobin'` is the default; other words name host-registered strategies. */
export type By = 'roundRobin' | 'leastLoaded' | { readonly weighted: string } | (string & {})

/** Elapsed time; the parts add up. */
export interface Duration {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** A field takes a value, a list of values, operators, or (for objects) a condition of its own. */
export interface Condition {
  readonly [field: string]: FieldCondition | readonly Condition[]
}

export type FieldCondition = Scalar | readonly Scalar[] | Operators | Condition

export interface Operators {
  readonly [operator: string]: Scalar | readonly Scalar[]
}

/** The name of the rule that `otherwise` is, in decisions and traces. */
export const OTHERWISE = 'otherwise'

/** The queue of leads that wait for somebody to be there. Reserved: no rule may target it. */
export const HELD = 'held'

/** The name of the timers that escalations run on. Reserved: a host's deadlines have other names. */
export const ESCALATION = 'escalation'

/** A plan's fields, in the order in which they are written. */
export const planFields: readonly string[] = [
  'fairlead',
  'name',
  'key',
  'hostFields',
  'samePerson',
  'segments',
  'territories',
  'lists',
  'channels',
  'strategies',
  'repFields',
  'rotations',
  'effort',
  'queues',
  'rules',
  'otherwise',
]
