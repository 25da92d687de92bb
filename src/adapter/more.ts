import type { StoredLead } from '../state/record.js'

/**
 * What few records have, as one JSON text: a column for each would be paid for by all. `null` where a record
 * has none of it.
 */
export function moreText({ takes, past, contactedAt, ended, person }: StoredLead): string | null {
  if (takes === undefined && past === undefined && contactedAt === undefined && ended === undefined && person === undefined) return null
  return JSON.stringify({ takes, past, contactedAt, ended, person })
}

type More = Pick<StoredLead, 'takes' | 'past' | 'contactedAt' | 'ended' | 'person'>

export function moreFrom(text: unknown): More {
  return text === null ? {} : (JSON.parse(text as string) as More)
}
