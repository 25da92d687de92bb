/** FNV-1a, with the last step of MurmurHash3 so that the low bits are as good as the high ones. */
export function hashOf(text: string): number {
  let hash = basis
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return mixed(hash)
}

/** The hash of the text without the letter at a place. */
export function hashWithout(text: string, place: number): number {
  let hash = basis
  for (let at = 0; at < text.length; at += 1) if (at !== place) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return mixed(hash)
}

const basis = 0x811c9dc5
const prime = 0x01000193

function mixed(given: number): number {
  let hash = Math.imul(given ^ (given >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
