import { distance } from 'fastest-levenshtein'
import { pause } from './pause.js'
import type { TextTable } from './textTable.js'

/** Finds names that resemble another by the groups of three letters that they share. */
export interface GramIndex {
  /** The most similar names, the best first, with a number from 0 to 1. */
  similar(key: string, limit: number): { readonly name: number; readonly similarity: number }[]
  readonly bytes: number
}

const LETTERS = 37
const GRAMS = LETTERS ** 3
/** Names looked at for one question, through their rarest groups; of these so many are compared in full. */
const LOOKED_AT = 20_000
const COMPARED = 24

/** @param names keys of {@link foldName}; slices of so many are indexed at once */
export async function gramIndex(names: TextTable, slice: number): Promise<GramIndex> {
  const size = names.size
  const seen = new Uint32Array(GRAMS)
  let stamp = 0
  const gramsOf = (key: string): number[] => {
    stamp += 1
    return distinctGrams(key, seen, stamp)
  }
  const inSlices = async (visit: (name: number, grams: readonly number[]) => void): Promise<void> => {
    for (let name = 0; name < size; name += 1) {
      visit(name, gramsOf(names.textOf(name)))
      if (name % slice === slice - 1) await pause()
    }
  }

  const starts = new Uint32Array(GRAMS + 1)
  await inSlices((_, grams) => {
    for (const gram of grams) starts[gram + 1] = (starts[gram + 1] as number) + 1
  })
  for (let gram = 0; gram < GRAMS; gram += 1) starts[gram + 1] = (starts[gram + 1] as number) + (starts[gram] as number)
  // How much a group says: the rarer, the more.
  const weights = new Float32Array(GRAMS)
  const countOf = (gram: number): number => (starts[gram + 1] as number) - (starts[gram] as number)
  for (let gram = 0; gram < GRAMS; gram += 1) weights[gram] = Math.log(1 + (size + 1) / (countOf(gram) + 1))
  const weightOf = (grams: readonly number[]): number => grams.reduce((sum, gram) => sum + (weights[gram] as number), 0)

  const holders = new Uint32Array(starts[GRAMS] as number)
  const filled = starts.slice(0, GRAMS)
  const totals = new Float32Array(size)
  await inSlices((name, grams) => {
    totals[name] = weightOf(grams)
    for (const gram of grams) {
      const at = filled[gram] as number
      holders[at] = name
      filled[gram] = at + 1
    }
  })

  const shared = new Float32Array(size)
  const candidates = (grams: readonly number[], total: number): number[] => {
    const touched: number[] = []
    let left = LOOKED_AT
    for (const gram of [...grams].sort((a, b) => countOf(a) - countOf(b))) {
      const count = countOf(gram)
      if (count > left && touched.length > 0) break
      left -= count
      // A group that stands in too many names says nothing by itself; the first of them have to do.
      const end = (starts[gram] as number) + Math.min(count, LOOKED_AT)
      for (let at = starts[gram] as number; at < end; at += 1) {
        const name = holders[at] as number
        if (shared[name] === 0) touched.push(name)
        shared[name] = (shared[name] as number) + (weights[gram] as number)
      }
    }
    const promise = (name: number): number => (shared[name] as number) / (total + (totals[name] as number))
    const best = largest(touched, promise, names.hashAt, COMPARED)
    for (const name of touched) shared[name] = 0
    return best
  }

  return {
    similar(key, limit) {
      const grams = gramsOf(key)
      const total = weightOf(grams)
      const has = new Set(grams)
      const found = candidates(grams, total).map((name) => {
        const other = names.textOf(name)
        const common = weightOf(gramsOf(other).filter((gram) => has.has(gram)))
        return { name, similarity: similarity(key, other, common, total, totals[name] as number) }
      })
      return found.sort((a, b) => b.similarity - a.similarity || (names.textOf(a.name) < names.textOf(b.name) ? -1 : 1)).slice(0, limit)
    },
    get bytes() {
      return [seen, starts, weights, holders, filled, totals, shared].reduce((sum, array) => sum + array.byteLength, 0) - filled.byteLength
    },
  }
}

/** What both share, against what they have (Dice), or against the shorter one; and how many letters differ. The best of three views. */
function similarity(one: string, other: string, common: number, oneTotal: number, otherTotal: number): number {
  const dice = (2 * common) / (oneTotal + otherTotal)
  const within = common / Math.min(oneTotal, otherTotal)
  const [a, b] = [one.replaceAll(' ', ''), other.replaceAll(' ', '')]
  const letters = 1 - distance(a, b) / Math.max(a.length, b.length)
  return Math.min(1, Math.max(dice, (dice + letters) / 2, 0.85 * within * dice ** 0.25))
}

/** The groups of three letters of each word, with a space before and behind it; none of two words, so that their order is nothing. */
function distinctGrams(key: string, seen: Uint32Array, stamp: number): number[] {
  const grams: number[] = []
  let [first, second] = [-1, 0]
  for (let at = 0; at <= key.length; at += 1) {
    const code = at === key.length ? 0 : letterOf(key.charCodeAt(at))
    if (first >= 0 && second !== 0) {
      const gram = (first * LETTERS + second) * LETTERS + code
      if (seen[gram] !== stamp) grams.push(gram)
      seen[gram] = stamp
    }
    first = second
    second = code
  }
  return grams
}

/** The space 0, `a` 1, `0` 27. */
function letterOf(code: number): number {
  return code === 32 ? 0 : code >= 97 ? code - 96 : code - 21
}

/** The largest by a measure, without sorting the others. Ties by hash, so that the order in which they came is nothing. */
function largest(names: readonly number[], measure: (name: number) => number, hashAt: (name: number) => number, count: number): number[] {
  const best: { readonly name: number; readonly size: number; readonly hash: number }[] = []
  for (const name of names) {
    const size = measure(name)
    const last = best[count - 1]
    if (last !== undefined && size < last.size) continue
    const hash = hashAt(name)
    const at = best.findIndex((other) => size > other.size || (size === other.size && hash > other.hash))
    if (at < 0 && best.length === count) continue
    best.splice(at < 0 ? best.length : at, 0, { name, size, hash })
    if (best.length > count) best.pop()
  }
  return best.map(({ name }) => name)
}
