/** Sets of small whole numbers, as words of 32 bits. Never changed once another function has them. */
export type Bits = Uint32Array

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5)
}

export function bitsOf(size: number, members: Iterable<number>): Bits {
  const bits = noBits(size)
  for (const member of members) addBit(bits, member)
  return bits
}

/** In place: for sets that nobody else has yet. */
export function addBit(bits: Bits, member: number): void {
  bits[member >>> 5] = (bits[member >>> 5] as number) | (1 << (member & 31))
}

export function hasBit(bits: Bits, member: number): boolean {
  return (((bits[member >>> 5] as number) >>> (member & 31)) & 1) === 1
}

export function andBits(one: Bits, other: Bits): Bits {
  const both = new Uint32Array(one.length)
  for (let index = 0; index < one.length; index += 1) both[index] = (one[index] as number) & (other[index] as number)
  return both
}

export function orBits(one: Bits, other: Bits): Bits {
  const either = new Uint32Array(one.length)
  for (let index = 0; index < one.length; index += 1) either[index] = (one[index] as number) | (other[index] as number)
  return either
}

/** What is in one and not in the other. */
export function lessBits(one: Bits, other: Bits): Bits {
  const rest = new Uint32Array(one.length)
  for (let index = 0; index < one.length; index += 1) rest[index] = (one[index] as number) & ~(other[index] as number)
  return rest
}

export function isNone(bits: Bits): boolean {
  for (let index = 0; index < bits.length; index += 1) if (bits[index] !== 0) return false
  return true
}

export function meets(one: Bits, other: Bits): boolean {
  for (let index = 0; index < one.length; index += 1) if (((one[index] as number) & (other[index] as number)) !== 0) return true
  return false
}

export function isWithin(inner: Bits, outer: Bits): boolean {
  for (let index = 0; index < inner.length; index += 1) if (((inner[index] as number) & ~(outer[index] as number)) !== 0) return false
  return true
}

export function membersOf(bits: Bits): number[] {
  const members: number[] = []
  for (let index = 0; index < bits.length; index += 1) {
    for (let word = bits[index] as number; word !== 0; word &= word - 1) members.push(index * 32 + 31 - Math.clz32(word & -word))
  }
  return members
}

export function countBits(bits: Bits): number {
  let count = 0
  for (let index = 0; index < bits.length; index += 1) {
    for (let word = bits[index] as number; word !== 0; word &= word - 1) count += 1
  }
  return count
}
