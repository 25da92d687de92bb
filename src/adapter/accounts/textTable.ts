/** Texts of ASCII with the numbers 0, 1, 2 … in the order in which they came. A million of them take some 40 MB; a `Map` takes three times that. */
export interface TextTable {
  readonly size: number
  /** @returns the number of the text, a new one if need be */
  add(text: string): number
  /** @returns -1 for a text that is not there */
  numberOf(text: string): number
  textOf(number: number): string
  /** Depends on the text alone, not on when it came. */
  hashAt(number: number): number
  readonly bytes: number
}

/** Open addressing over one buffer of all texts. */
export function textTable(): TextTable {
  let size = 0
  let slots = new Uint32Array(1024)
  let hashes = new Uint32Array(512)
  let ends = new Uint32Array(512)
  let letters = Buffer.alloc(8192)

  const startOf = (number: number): number => (number === 0 ? 0 : (ends[number - 1] as number))
  const isAt = (number: number, text: string): boolean => {
    const start = startOf(number)
    if ((ends[number] as number) - start !== text.length) return false
    for (let at = 0; at < text.length; at += 1) if (letters[start + at] !== text.charCodeAt(at)) return false
    return true
  }
  /** The slot that holds the text, or the empty one where it would be put. */
  const slotOf = (text: string, hash: number): number => {
    const mask = slots.length - 1
    let slot = hash & mask
    for (let held = slots[slot] as number; held !== 0; held = slots[slot] as number) {
      if (hashes[held - 1] === hash && isAt(held - 1, text)) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }
  const widen = (): void => {
    slots = new Uint32Array(slots.length * 2)
    hashes = longer(hashes)
    ends = longer(ends)
    const mask = slots.length - 1
    for (let number = 0; number < size; number += 1) {
      let slot = (hashes[number] as number) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = number + 1
    }
  }

  return {
    get size() {
      return size
    },
    add(text) {
      const hash = hashOf(text)
      const held = slots[slotOf(text, hash)] as number
      if (held !== 0) return held - 1
      if (size * 2 >= slots.length) widen()
      const start = startOf(size)
      const end = start + text.length
      while (end > letters.length) letters = Buffer.concat([letters], letters.length * 2)
      letters.write(text, start, 'latin1')
      slots[slotOf(text, hash)] = size + 1
      hashes[size] = hash
      ends[size] = end
      size += 1
      return size - 1
    },
    numberOf: (text) => (slots[slotOf(text, hashOf(text))] as number) - 1,
    textOf: (number) => letters.toString('latin1', startOf(number), ends[number]),
    hashAt: (number) => hashes[number] as number,
    get bytes() {
      return slots.byteLength + hashes.byteLength + ends.byteLength + letters.byteLength
    },
  }
}

export function longer(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(numbers.length * 2)
  copy.set(numbers)
  return copy
}

/** FNV-1a, with the last step of MurmurHash3 so that the low bits are as good as the high ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
