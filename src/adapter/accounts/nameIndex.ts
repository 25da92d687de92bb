import { commonNames } from './commonNames.js'
import type { CompanyName } from './companyName.js'
import { largest } from './largest.js'
import { pause } from './pause.js'
import { type Numbers, numbers } from './pieces.js'
import { similarity, type Weighed } from './similarity.js'
import type { TextTable } from './textTable.js'
import { wordIndex } from './wordIndex.js'

export interface SimilarName {
  readonly name: number
  readonly similarity: number
}

/** Finds names that resemble another by the rarest of their words. */
export interface NameIndex {
  /** The most similar names, the best first, with a number from 0 to 1. */
  similar(name: CompanyName, limit: number): readonly SimilarName[]
  readonly bytes: number
}

/** The words of each name, gathered while names are read. */
export interface NameWords {
  /** Once for each name, in their order. */
  add(key: string): void
  readonly words: TextTable
  /** Where the words of a name begin, and one more where the last ends. */
  readonly starts: Numbers
  readonly held: Numbers
  readonly bytes: number
}

export function nameWords(words: TextTable): NameWords {
  const [starts, held] = [numbers(), numbers()]
  let [names, used] = [0, 0]
  return {
    words,
    starts,
    held,
    add(key) {
      for (const word of new Set(key.split(' '))) {
        const number = words.add(word)
        words.setNote(number, words.noteOf(number) + 1)
        held.set(used, number)
        used += 1
      }
      names += 1
      starts.set(names, used)
    },
    get bytes() {
      return starts.bytes + held.bytes
    },
  }
}

/** Names compared letter by letter, and words of a name. */
const compared = 24
const mostWords = 12

function wordsOf(text: string): string[] {
  return text.split(' ', mostWords)
}

/** Where a name is so similar, names with none of the rare words are not asked for. */
const enough = 0.7

interface Compared extends SimilarName {
  readonly key: string
}

/** @param slice names that are read in one go */
export async function nameIndex(names: TextTable, { words, starts, held, bytes }: NameWords, slice: number): Promise<NameIndex> {
  const size = names.size
  const ends = new Uint32Array(words.size + 1)
  let sum = 0
  for (let word = 0; word < words.size; word += 1) {
    sum += words.noteOf(word)
    ends[word] = sum
    if (word % 2 ** 18 === 0) await pause()
  }
  ends[words.size] = sum
  const holders = new Uint32Array(sum)
  // Backwards, so that the end of each list becomes its beginning and its names stand in their order.
  for (let name = size - 1; name >= 0; name -= 1) {
    for (let at = starts.get(name + 1) - 1; at >= starts.get(name); at -= 1) {
      const word = held.get(at)
      const place = (ends[word] as number) - 1
      ends[word] = place
      holders[place] = name
    }
    if (name % slice === 0) await pause()
  }
  // A word has ten entries, each somewhere else in memory.
  const near = await wordIndex(words, Math.ceil(slice / 10))
  const heaviest = Math.log(1 + size)
  // How much a word says: the rarer, the more.
  const weights = new Float32Array(words.size)
  for (let word = 0; word < words.size; word += 1) {
    weights[word] = Math.log(1 + size / ((ends[word + 1] as number) - (ends[word] as number)))
    if (word % 2 ** 18 === 0) await pause()
  }

  /** For each word of a name the words that it may be, with the similarity. */
  const readings = ({ key, words: inOrder }: CompanyName): ReadonlyMap<number, number>[] => {
    const found = wordsOf(key).map((word): ReadonlyMap<number, number> => {
      return new Map(near.near(word).map(({ word: other, similarity: how }) => [other, how]))
    })
    const order = wordsOf(inOrder)
    for (const [at, word] of order.entries()) {
      const next = order[at + 1]
      const joined = next === undefined ? -1 : words.numberOf(word + next)
      if (joined >= 0) found.push(new Map([[joined, 1]]))
      if (words.numberOf(word) < 0) found.push(...splits(word))
    }
    return found.filter(({ size: count }) => count > 0)
  }

  /** `Bluemoon` as `Blue Moon`. */
  const splits = (word: string): ReadonlyMap<number, number>[] => {
    for (let at = 3; at <= word.length - 3; at += 1) {
      const [first, second] = [words.numberOf(word.slice(0, at)), words.numberOf(word.slice(at))]
      if (first >= 0 && second >= 0) return [new Map([[first, 1]]), new Map([[second, 1]])]
    }
    return []
  }

  const inCommon = commonNames(ends, holders, size)
  const compare = (asked: Weighed, candidates: readonly number[], meaning: ReadonlyMap<number, number>): Compared[] => {
    const promise = (candidate: number): number => {
      let [total, others] = [0, 0]
      const end = starts.get(candidate + 1)
      for (let at = starts.get(candidate); at < end; at += 1) {
        const word = held.get(at)
        const weight = meaning.get(word)
        if (weight === undefined) others += weights[word] as number
        else total += weight
      }
      return total - others / 10
    }
    return largest(candidates, promise, (candidate) => names.textOf(candidate), compared).map((name) => {
      const key = names.textOf(name)
      return { name, key, similarity: similarity(asked, weighed(key), heaviest) }
    })
  }

  return {
    similar(name, limit) {
      const read = readings(name)
      const meaning = new Map<number, number>()
      for (const reading of read)
        for (const [word, how] of reading) meaning.set(word, Math.max(meaning.get(word) ?? 0, how ** 2 * (weights[word] as number)))
      const lists = read.map((reading) => [...reading.keys()])
      const asked = weighed(name.key)
      const found = compare(asked, inCommon.rare(lists), meaning)
      if (found.every(({ similarity: how }) => how < enough)) found.push(...compare(asked, inCommon.several(lists), meaning))
      const best = new Map(found.map((one) => [one.name, one]))
      return [...best.values()].sort((a, b) => b.similarity - a.similarity || (a.key < b.key ? -1 : 1)).slice(0, limit)
    },
    bytes: bytes + ends.byteLength + holders.byteLength + weights.byteLength + inCommon.bytes + near.bytes,
  }

  function weighed(key: string): Weighed {
    const parts = wordsOf(key)
    return {
      key,
      words: parts,
      weights: parts.map((part) => {
        const word = words.numberOf(part)
        return word < 0 ? undefined : weights[word]
      }),
    }
  }
}
