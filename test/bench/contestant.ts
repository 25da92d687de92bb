/** One of a team. `weight` is a whole number >= 1. */
export interface Seat {
  readonly id: string
  readonly weight: number
}

/** Whether a rep is away for the present lead. A question about a rep: pickers may ask it as often as they like. */
export type Away = (id: string) => boolean

/** Picks one rep for one lead and remembers it. Without `away` everybody is there. */
export type Pick = (away?: Away) => string

/** A picker under measurement. */
export interface Contestant {
  readonly name: string
  /** Its rule, as its code shows, in a few words. */
  readonly rule: string
  readonly from: 'fairlead' | 'npm' | 'by hand'
  /** It has a notion of weights. */
  readonly weighs: boolean
  /** It has a notion of absence. */
  readonly skips: boolean
  /** After as many leads as the weights sum to, with everybody there, each rep has got exactly its weight of them. */
  readonly exact: boolean
  /** Only of interest where somebody is away: else it is the same as another contestant. */
  readonly onlyAbsence?: true
  /** A pick takes a millisecond or more in a large team: there it is watched over fewer leads. */
  readonly slow?: true
  /** A fresh run. */
  readonly start: (team: readonly Seat[]) => Pick
}
