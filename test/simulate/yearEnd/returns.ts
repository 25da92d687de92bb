import { daysOf } from './presence.js'
import type { Contest } from './turns.js'

/** What somebody got of the first leads after being away for five days or more. */
export interface Return {
  readonly rep: string
  readonly rotation: string
  readonly at: number
  /** Of the first so many that several could have had, the rep among them. */
  readonly first: readonly { readonly k: number; readonly got: number; readonly share: number }[]
  /** How often the rep got one of them and the next, and how often that was more than it was owed. */
  readonly doubles: number
  readonly unearned: number
}

/** Over how much more than the share, at most, and at least. */
export function spreadOf(returns: readonly Return[]): { readonly most: number; readonly least: number } {
  const extras = returns.flatMap(({ first }) => first.map(({ got, share }) => got - share))
  return { most: Math.max(...extras), least: Math.min(...extras) }
}

export function returnsIn(contests: readonly Contest[]): readonly Return[] {
  const rotations = [...new Set(contests.map(({ rotation }) => rotation))]
  return [...daysOf].flatMap(([rep, { returns }]) =>
    returns.flatMap((at) => rotations.flatMap((rotation) => returnOf(rep, rotation, at, contests) ?? [])),
  )
}

/** The first leads after a moment; nothing where they are too few to tell. */
export function returnOf(rep: string, rotation: string, at: number, contests: readonly Contest[]): Return | undefined {
  const own = contests
    .filter((one) => one.at >= at && one.rotation === rotation && one.contenders.length > 1 && one.contenders.some(({ id }) => id === rep))
    .slice(0, 50)
  if (own.length < 10) return undefined
  const share = ({ contenders }: Contest): number =>
    (contenders.find(({ id }) => id === rep)?.weight ?? 0) / contenders.reduce((sum, { weight }) => sum + weight, 0)
  const first = [10, 20, 50]
    .filter((k) => k <= own.length)
    .map((k) => {
      const some = own.slice(0, k)
      return { k, got: some.filter((one) => one.rep === rep).length, share: some.reduce((sum, one) => sum + share(one), 0) }
    })
  let [doubles, unearned] = [0, 0]
  own.forEach((one, index) => {
    const next = own[index + 1]
    if (next === undefined || one.rep !== rep || next.rep !== rep) return
    doubles += 1
    // By the rule a lead goes to whoever's claim on it is at least this part of a lead.
    const claim = (next.owed.get(rep) ?? 0) + share(next)
    if (claim < 1 / (2 * next.contenders.length - 2) - 1e-6) unearned += 1
  })
  return { rep, rotation, at, first, doubles, unearned }
}
