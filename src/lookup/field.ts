import type { Fields } from '../condition/read.js'
import type { Json } from '../lead.js'

/**
 * Reads a field at a place of its own in the code. An engine remembers for each place where a field was found the last few times: reading
 * all fields at one place makes it forget, and costs three times as much (measured with V8 of Node 20, leads of eight shapes).
 */
export function fieldOf(holder: Fields, part: string, place: number): Json | undefined {
  switch (place) {
    case 0:
      return holder[part]
    case 1:
      return holder[part]
    case 2:
      return holder[part]
    case 3:
      return holder[part]
    case 4:
      return holder[part]
    case 5:
      return holder[part]
    case 6:
      return holder[part]
    case 7:
      return holder[part]
    case 8:
      return holder[part]
    case 9:
      return holder[part]
    case 10:
      return holder[part]
    case 11:
      return holder[part]
    case 12:
      return holder[part]
    case 13:
      return holder[part]
    case 14:
      return holder[part]
    case 15:
      return holder[part]
    default:
      return holder[part]
  }
}

const PLACES = 16
const places = new Map<string, number>()

/** The place for fields of this name: the same in all plans of a process. Whoever comes late shares the last one. */
export function placeFor(part: string): number {
  let place = places.get(part)
  if (place === undefined) {
    if (places.size === PLACES) return PLACES
    place = places.size
    places.set(part, place)
  }
  return place
}
