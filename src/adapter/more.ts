import type { StoredLead } from '../state/record.js'

/**
 * What few records have and nothing is looked up by, as one JSON text: a column for each would be paid for by all. `null` where a record
 * has none of it.
 */
export function moreText({ takes, past, contactedAt, ended }: StoredLead): string | null {
  if (takes === undefined && past === undefined && contactedAt === undefined && ended === undefined) return null
  return JSON.stringify({ takes, past, contactedAt, ended })
}

export function moreFrom(text: unknown): Pick<StoredLead, 'takes' | 'past' | 'contactedAt' | 'ended'> {
  return text === null ? {} : (JSON.parse(text as string) as Pick<StoredLead, 'takes' | 'past' | 'contactedAt' | 'ended'>)
}
