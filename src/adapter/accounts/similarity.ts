import { distance } from 'fastest-levenshtein'

/** A name's words, each with what it says: the rarer, the more. */
export interface Weighed {
  readonly key: string
  readonly words: readonly string[]
  /** Undefined for a word that no name has: it weighs what it is taken for. */
  readonly weights: readonly (number | undefined)[]
}

/** From here on two words are the same one, spelt in another way. */
const alike = 0.6
const longest = 300

/**
 * What two names share, against what both have (Dice), or against the shorter one; and how many letters differ. The best of three views,
 * from 0 to 1.
 */
export function similarity(one: Weighed, other: Weighed, heaviest: number): number {
  const taken = new Set<number>()
  let [common, ours, theirs] = [0, 0, 0]
  for (const weight of other.weights) theirs += weight ?? heaviest
  for (const [at, word] of one.words.entries()) {
    let [best, closeness] = [-1, 0]
    for (const [place, candidate] of other.words.entries()) {
      if (taken.has(place)) continue
      const found = likeness(word, candidate)
      if (found > closeness) [best, closeness] = [place, found]
    }
    const known = one.weights[at]
    if (best < 0) ours += known ?? heaviest
    else {
      taken.add(best)
      const partner = other.weights[best] ?? heaviest
      const own = known === undefined ? partner : known
      ours += own
      common += closeness * Math.min(own, partner)
    }
  }
  const dice = (2 * common) / Math.max(ours + theirs, Number.EPSILON)
  const within = common / Math.max(Math.min(ours, theirs), Number.EPSILON)
  const [a, b] = [one, other].map(({ key }) => key.replaceAll(' ', '').slice(0, longest)) as [string, string]
  const letters = 1 - distance(a, b) / Math.max(a.length, b.length, 1)
  return Math.min(1, Math.max(dice, (dice + letters) / 2, 0.85 * within * dice ** 0.25))
}

function likeness(one: string, other: string): number {
  if (one === other) return 1
  if (Math.min(one.length, other.length) < 3 || Math.max(one.length, other.length) > longest) return 0
  const found = 1 - letterDistance(one, other) / Math.max(one.length, other.length)
  return found < alike ? 0 : found
}

/** Letters that are more, less, other, or swapped with the next. */
export function letterDistance(one: string, other: string): number {
  const found = distance(one, other)
  return found === 2 && one.length === other.length && isSwapped(one, other) ? 1 : found
}

function isSwapped(one: string, other: string): boolean {
  let at = 0
  while (one[at] === other[at]) at += 1
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2)
}
