import { hashOf } from './hash.js'
import { letters, numbers } from './pieces.js'

/** Texts of ASCII with the numbers 0, 1, 2 … in the order in which they came, and a note for each. */
export interface TextTable {
  readonly size: number
  /** @returns the number of the text, a new one if need be */
  add(text: string): number
  /** @returns -1 for a text that is not there */
  numberOf(text: string): number
  textOf(number: number): string
  /** A number of 32 bits, 0 at first. */
  noteOf(number: number): number
  setNote(number: number, note: number): void
  readonly bytes: number
}

/**
 * Open addressing in 256 parts by the first byte of the hash, so that one part at a time is widened. A slot holds the hash itself and the
 * number of the text plus one: a text is looked at only where all 32 bits are the same. Place and note of a text lie side by side.
 */
export function textTable(): TextTable {
  const parts: Part[] = []
  const entries = numbers()
  const texts = letters()
  let size = 0

  return {
    get size() {
      return size
    },
    add(text) {
      const hash = hashOf(text)
      let part = parts[hash >>> 24]
      if (part === undefined) {
        part = { slots: new Uint32Array(16), used: 0 }
        parts[hash >>> 24] = part
      }
      const found = slotOf(part.slots, hash, text)
      const held = part.slots[found + 1] as number
      if (held !== 0) return held - 1
      entries.set(size * 2, texts.add(text))
      part.slots[found] = hash
      part.slots[found + 1] = size + 1
      part.used += 1
      if (part.used * 3 > part.slots.length) widen(part)
      size += 1
      return size - 1
    },
    numberOf(text) {
      const hash = hashOf(text)
      const part = parts[hash >>> 24]
      return part === undefined ? -1 : (part.slots[slotOf(part.slots, hash, text) + 1] as number) - 1
    },
    textOf: (number) => texts.at(entries.get(number * 2)),
    noteOf: (number) => entries.get(number * 2 + 1),
    setNote: (number, note) => entries.set(number * 2 + 1, note),
    get bytes() {
      return entries.bytes + texts.bytes + parts.reduce((sum, part) => sum + (part?.slots.byteLength ?? 0), 0)
    },
  }

  /** Where the text is, or would be put. */
  function slotOf(slots: Uint32Array, hash: number, text: string): number {
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (let held = slots[slot + 1] as number; held !== 0; held = slots[slot + 1] as number) {
      if (slots[slot] === hash && texts.isAt(entries.get((held - 1) * 2), text)) return slot
      slot = (slot + 2) & mask
    }
    return slot
  }
}

interface Part {
  slots: Uint32Array
  used: number
}

function widen(part: Part): void {
  const old = part.slots
  const slots = new Uint32Array(old.length * 2)
  const mask = slots.length - 1
  for (let from = 0; from < old.length; from += 2) {
    if (old[from + 1] === 0) continue
    let slot = ((old[from] as number) << 1) & mask
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
    slots[slot] = old[from] as number
    slots[slot + 1] = old[from + 1] as number
  }
  part.slots = slots
}
