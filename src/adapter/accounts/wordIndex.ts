import { hashOf, hashWithout } from './hash.js'
import { pause } from './pause.js'
import { letterDistance } from './similarity.js'
import type { TextTable } from './textTable.js'

/** Finds the words of a table that differ from another by a letter. */
export interface WordIndex {
  /** Words one letter away, or the word itself, with a number from 0 to 1. */
  near(word: string): { readonly word: number; readonly similarity: number }[]
  readonly bytes: number
}

/** A shorter word with another letter is another word; a longer one is none. */
const shortest = 3
const longest = 40

/**
 * Each word is held under its own hash and those of what remains when one letter is taken out (symmetric deletion): two words that differ by a
 * letter more, less, changed or swapped have one of these in common. Hashes are cut to the size of the table; the letters decide.
 *
 * @param slice words that are read in one go
 */
export async function wordIndex(words: TextTable, slice: number): Promise<WordIndex> {
  const size = words.size
  const inSlices = async (visit: (word: number, text: string) => void): Promise<void> => {
    for (let word = 0; word < size; word += 1) {
      visit(word, words.textOf(word))
      if (word % slice === slice - 1) await pause()
    }
  }
  let entries = 0
  await inSlices((_, text) => {
    entries += text.length + 1
  })
  const bits = Math.max(4, Math.ceil(Math.log2(entries + 1)))
  const cut = 32 - bits
  const ends = new Uint32Array(2 ** bits + 1)
  await inSlices((_, text) => {
    for (const hash of hashes(text)) ends[hash >>> cut] = (ends[hash >>> cut] as number) + 1
  })
  for (let place = 1; place < ends.length; place += 1) {
    ends[place] = (ends[place] as number) + (ends[place - 1] as number)
    if (place % 2 ** 20 === 0) await pause()
  }
  const holders = new Uint32Array(ends[ends.length - 1] as number)
  await inSlices((word, text) => {
    // From the end of each list to its beginning: what was the end is the start then.
    for (const hash of hashes(text)) {
      const place = (ends[hash >>> cut] as number) - 1
      ends[hash >>> cut] = place
      holders[place] = word
    }
  })

  return {
    near(text) {
      const found = new Map<number, number>()
      for (const hash of hashes(text)) {
        const place = hash >>> cut
        for (let at = ends[place] as number; at < (ends[place + 1] as number); at += 1) {
          const word = holders[at] as number
          if (found.has(word)) continue
          const other = words.textOf(word)
          const differing = letterDistance(text, other)
          found.set(
            word,
            differing === 0 ? 1 : differing > 1 || !mayDiffer(other) ? 0 : 1 - differing / Math.max(text.length, other.length),
          )
        }
      }
      return [...found].filter(([, similarity]) => similarity > 0).map(([word, similarity]) => ({ word, similarity }))
    },
    bytes: ends.byteLength + holders.byteLength,
  }
}

function hashes(word: string): number[] {
  const found = [hashOf(word)]
  if (!mayDiffer(word)) return found
  for (let place = 0; place < word.length; place += 1)
    if (place === 0 || word.charCodeAt(place) !== word.charCodeAt(place - 1)) found.push(hashWithout(word, place))
  return found
}

/** `360 Networks` is not misspelt `365 Networks`. */
function mayDiffer(word: string): boolean {
  return word.length >= shortest && word.length <= longest && !/^\d+$/.test(word)
}
