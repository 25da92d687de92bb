/** One of a team. `seat` is the place in the team, from 0; `weight` is a whole number >= 1. */
export interface Member {
  readonly seat: number
  readonly id: string
  readonly weight: number
}

/** One lead, and who may get it. Every picker is given the same contests, but where they depend on earlier assignments. */
export interface Contest {
  /** From 0. */
  readonly turn: number
  /** At least one, in the order of the team. */
  readonly contenders: readonly Member[]
  /** Those whose absence was announced, as a vacation is. */
  readonly away: readonly Member[]
  /** Open leads by seat, where the trace has any. */
  readonly open?: readonly number[]
}

/** One run of a picker: remembers what it needs. `undefined`: it gives the lead to nobody. */
export type Pick = (contest: Contest) => Member | undefined

export interface Picker {
  readonly name: string
  /** What it goes by, in a few words. */
  readonly rule: string
  /** It has a notion of weights. */
  readonly weighs: boolean
  /** It draws lots: another run for each seed. */
  readonly lots?: true
  /** It needs open leads, so that only some traces suit it. */
  readonly needsOpen?: true
  /** A fresh run. `seed` is for those that draw lots. */
  readonly start: (team: readonly Member[], seed: number) => Pick
}
