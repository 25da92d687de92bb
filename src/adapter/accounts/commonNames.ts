/** Names that have words of a lead's name, by lists of words: each list holds what one of the words may be. */
export interface CommonNames {
  /** Names with a rare word. */
  rare(lists: readonly (readonly number[])[]): number[]
  /** Names with two words, however common these are. */
  several(lists: readonly (readonly number[])[]): number[]
  readonly bytes: number
}

/** Names that are looked at through rare words. A word that more of them have says something only together with another. */
const lookedAt = 1_000
/** Places in the lists of common words. */
const readThrough = 40_000

/**
 * @param ends where the names of each word begin in `holders`, and one more where the last end
 * @param size how many names there are
 */
export function commonNames(ends: Uint32Array, holders: Uint32Array, size: number): CommonNames {
  const marks = new Uint8Array(size)
  const countOf = (words: readonly number[]): number =>
    words.reduce((sum, word) => sum + (ends[word + 1] as number) - (ends[word] as number), 0)
  const rarestFirst = (lists: readonly (readonly number[])[]) =>
    lists.map((words) => ({ words, count: countOf(words) })).sort((a, b) => a.count - b.count)
  const visitAll = (words: readonly number[], most: number, visit: (name: number) => void): void => {
    let left = most
    for (const word of words) {
      const start = ends[word] as number
      const end = Math.min(ends[word + 1] as number, start + left)
      for (let at = start; at < end; at += 1) visit(holders[at] as number)
      left -= end - start
    }
  }
  return {
    rare(lists) {
      const found: number[] = []
      let left = lookedAt
      for (const { words, count } of rarestFirst(lists)) {
        if (count > left) break
        left -= count
        visitAll(words, count, (name) => {
          if (marks[name] === 0) found.push(name)
          marks[name] = 1
        })
      }
      for (const name of found) marks[name] = 0
      return found
    },
    several(lists) {
      const [seen, found]: [number[], number[]] = [[], []]
      let left = readThrough
      for (const { words, count } of rarestFirst(lists)) {
        visitAll(words, left, (name) => {
          const mark = marks[name] as number
          if (mark === 0) seen.push(name)
          if (mark === 1) found.push(name)
          if (mark < 2) marks[name] = mark + 1
        })
        left = Math.max(0, left - count)
      }
      for (const name of seen) marks[name] = 0
      // With one common word alone: some of those who have it.
      return found.length > 0 ? found : seen.slice(0, lookedAt)
    },
    bytes: marks.byteLength,
  }
}
