import type { Counts, Place } from '../../port/store.js'
import type { StoredLead } from '../../state/record.js'
import { countWhile, createSorted, type Sorted } from './sorted.js'

/** The waiting leads of every queue, each queue sorted, so that its head is a slice and not a scan of all leads. */
export interface Queues {
  enter(lead: StoredLead): void
  /** Takes exactly this record out, found by its place in the order. */
  leave(lead: StoredLead): void
  first(queue: string, limit: number, after?: Place): readonly StoredLead[]
  counts(): Counts['queued']
}

export function createQueues(): Queues {
  const queues = new Map<string, Sorted<StoredLead>>()
  return {
    enter(lead) {
      if (!waits(lead)) return
      const queue = queues.get(lead.queue) ?? createSorted(before)
      queue.add(lead)
      queues.set(lead.queue, queue)
    },
    leave(lead) {
      if (!waits(lead)) return
      const queue = queues.get(lead.queue)
      queue?.remove(lead)
      if (queue?.items.length === 0) queues.delete(lead.queue)
    },
    first: (queue, limit, after) => {
      const leads = queues.get(queue)?.items ?? []
      const from = after === undefined ? 0 : firstBehind(leads, after)
      return leads.slice(from, from + Math.max(0, limit))
    },
    counts: () => Object.fromEntries(Array.from(queues, ([queue, { items }]) => [queue, items.length])),
  }
}

function waits(lead: StoredLead): lead is StoredLead & { readonly queue: string } {
  return lead.state === 'queued' && lead.queue !== undefined
}

function firstBehind(queue: readonly StoredLead[], { rank = 0, receivedAt, seq }: Place): number {
  return countWhile(queue, (other) => {
    const theirs = other.rank ?? 0
    if (theirs !== rank) return theirs < rank
    return other.receivedAt < receivedAt || (other.receivedAt === receivedAt && other.seq <= seq)
  })
}

/** Lowest rank first, then oldest first: by `receivedAt`, then by `seq`; the key only makes the order total. */
function before(a: StoredLead, b: StoredLead): boolean {
  const [rankOfA, rankOfB] = [a.rank ?? 0, b.rank ?? 0]
  if (rankOfA !== rankOfB) return rankOfA < rankOfB
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt
  if (a.seq !== b.seq) return a.seq < b.seq
  return a.key < b.key
}
