import { hash } from 'node:crypto'
import type { LeadKey } from '../lead.js'

/** Which keys have come so far. */
export interface KeySet {
  /** @returns whether it is new */
  add(key: LeadKey): boolean
}

const WORDS = 4

/**
 * Keeps 128 bits of a key's digest and not the key: 32 to 64 bytes for each, whatever the keys look like, where a `Set` of texts takes twice
 * to ten times as much and ends at 16.7 million. Two of a hundred million keys share 128 bits with a chance of one in 10^22.
 */
export function createKeySet(): KeySet {
  let places = 1024
  let words = new Uint32Array(places * WORDS)
  let size = 0

  /** @returns whether there was a free place: if not, the same digest stands there */
  const put = (table: Uint32Array, mask: number, one: number, two: number, three: number, four: number): boolean => {
    for (let place = one & mask; ; place = (place + 1) & mask) {
      const at = place * WORDS
      // All zeros is a free place. No text is known with such a digest, and a key with it would count as new each time.
      if (table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0) {
        table.set([one, two, three, four], at)
        return true
      }
      if (table[at] === one && table[at + 1] === two && table[at + 2] === three && table[at + 3] === four) return false
    }
  }
  const grow = (): void => {
    const larger = new Uint32Array(places * 2 * WORDS)
    for (let at = 0; at < words.length; at += WORDS) {
      const [one, two, three, four] = [words[at], words[at + 1], words[at + 2], words[at + 3]] as [number, number, number, number]
      if (one !== 0 || two !== 0 || three !== 0 || four !== 0) put(larger, places * 2 - 1, one, two, three, four)
    }
    places *= 2
    words = larger
  }
  return {
    add: (key) => {
      if (size * 2 >= places) grow()
      const digest = hash('sha256', key, 'buffer')
      const part = (index: number): number => digest.readUInt32LE(index * 4)
      const isNew = put(words, places - 1, part(0), part(1), part(2), part(3))
      if (isNew) size += 1
      return isNew
    },
  }
}
