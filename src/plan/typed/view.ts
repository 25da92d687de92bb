import type { Scalar } from '../../lead.js'

/** What conditions see of a matched account: id and owner, and whatever scalars the host's accounts have. */
export interface AccountView {
  readonly id?: string
  /** The id of the rep who owns the account. */
  readonly owner?: string
  readonly [field: string]: Scalar | undefined
}

/** What conditions see of a person of whom an earlier lead has an owner, where the plan says what tells persons apart. */
export interface PersonView {
  /** The id of the rep who has that lead. */
  readonly owner?: string
  readonly since?: number
}

/** A lead's own field called `person` stays what it is, as long as the plan does not tell persons apart. */
type WithPerson<Lead> = 'person' extends keyof Lead ? unknown : { readonly person?: PersonView }

/** The lead as segments see it: its own fields and its account. A field of the lead's own called `account` is invisible. */
export type LeadInSegments<Lead> = Lead extends unknown ? Overlaid<Lead, { readonly account?: AccountView } & WithPerson<Lead>> : never

/** The lead as rules see it: with its segment labels, too. */
export type LeadInRules<Lead, Labels> = Lead extends unknown
  ? Overlaid<Lead, { readonly [Label in keyof Labels]?: Labels[Label] } & { readonly account?: AccountView } & WithPerson<Lead>>
  : never

type Overlaid<Lead, Over> = unknown extends Lead ? Lead : { [Key in keyof Lead as Key extends keyof Over ? never : Key]: Lead[Key] } & Over
