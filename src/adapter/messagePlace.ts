/** A message's place in the order of delivery: by audit entry, then by number. */
export interface MessagePlace {
  readonly seq: number
  readonly number: number
}

/** Reads `12.0`: the audit entry, and the number within it. Anything else is no message's id. */
export function messagePlace(id: string): MessagePlace | undefined {
  const [, seq, number] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(id) ?? []
  const place = { seq: Number(seq), number: Number(number) }
  return Number.isSafeInteger(place.seq) && Number.isSafeInteger(place.number) ? place : undefined
}
