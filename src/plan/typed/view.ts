import type { Scalar } from '../../lead.js'

/** What conditions see of a matched account: id and owner, and whatever scalars the host's accounts have. */
export interface AccountView {
  readonly id?: string
  /** The id of the rep who owns the account. */
  readonly owner?: string
  readonly [field: string]: Scalar | undefined
}

/** The lead as segments see it: its own fields and its account. A field of the lead's own called `account` is invisible. */
export type LeadInSegments<Lead> = Lead extends unknown ? Overlaid<Lead, { readonly account?: AccountView }> : never

/** The lead as rules see it: with its segment labels, too. */
export type LeadInRules<Lead, Labels> = Lead extends unknown
  ? Overlaid<Lead, { readonly [Label in keyof Labels]?: Labels[Label] } & { readonly account?: AccountView }>
  : never

type Overlaid<Lead, Over> = unknown extends Lead ? Lead : { [Key in keyof Lead as Key extends keyof Over ? never : Key]: Lead[Key] } & Over
