import { daysOf } from './presence.js'
import type { Contest } from './turns.js'

/** What somebody got of the first leads after being away for five days or more. */
export interface Return {
  readonly rep: string
  readonly rotation: string
  readonly at: number
  /** What the rep was owed when it came back, from before it went. */
  readonly owed: number
  /** Of the first so many that several could have had, the rep among them. */
  readonly first: readonly { readonly k: number; readonly got: number; readonly share: number }[]
  /** How often the rep got one of them and the next, and how often somebody else should have had that one. */
  readonly doubles: number
  readonly unearned: number
}

/** Over how much more than the share, at most, and at least. */
export function spreadOf(returns: readonly Return[]): { readonly most: number; readonly least: number } {
  const extras = returns.flatMap(({ first }) => first.map(({ got, share }) => got - share))
  return { most: Math.max(...extras), least: Math.min(...extras) }
}

/** The most that anybody got beyond the share and what was owed from before. */
export function floodIn(returns: readonly Return[]): number {
  return Math.max(...returns.flatMap(({ first, owed }) => first.map(({ got, share }) => got - share - owed)))
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
  const share = ({ contenders }: Contest, of = rep): number =>
    (contenders.find(({ id }) => id === of)?.weight ?? 0) / contenders.reduce((sum, { weight }) => sum + weight, 0)
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
    // Below this part of a lead a claim wins only where nobody's is larger.
    const claims = new Map(next.contenders.map(({ id }) => [id, (next.owed.get(id) ?? 0) + share(next, id)]))
    const claim = claims.get(rep) ?? 0
    const larger = [...claims.values()].some((other) => other > claim + 1e-6)
    if (larger && claim < 1 / (2 * next.contenders.length - 2) - 1e-6) unearned += 1
  })
  const owed = Math.max(0, own[0]?.owed.get(rep) ?? 0)
  return { rep, rotation, at, owed, first, doubles, unearned }
}
