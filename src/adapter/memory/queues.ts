import type { Place } from '../../port/store.js'
import type { StoredLead } from '../../state/record.js'

/** The waiting leads of every queue, each queue sorted, so that its head is a slice and not a scan of all leads. */
export interface Queues {
  enter(lead: StoredLead): void
  /** Takes exactly this record out, found by its place in the order. */
  leave(lead: StoredLead): void
  first(queue: string, limit: number, after?: Place): readonly StoredLead[]
}

export function createQueues(): Queues {
  const queues = new Map<string, StoredLead[]>()
  return {
    enter(lead) {
      if (!waits(lead)) return
      const queue = queues.get(lead.queue) ?? []
      queue.splice(place(queue, lead), 0, lead)
      queues.set(lead.queue, queue)
    },
    leave(lead) {
      if (!waits(lead)) return
      const queue = queues.get(lead.queue) ?? []
      const at = place(queue, lead)
      if (queue[at]?.key === lead.key) queue.splice(at, 1)
      if (queue.length === 0) queues.delete(lead.queue)
    },
    first: (queue, limit, after) => {
      const leads = queues.get(queue) ?? []
      const from = after === undefined ? 0 : firstBehind(leads, after)
      return leads.slice(from, from + Math.max(0, limit))
    },
  }
}

function waits(lead: StoredLead): lead is StoredLead & { readonly queue: string } {
  return lead.state === 'queued' && lead.queue !== undefined
}

/** Where the lead stands or would stand: binary search. Most leads arrive in order, and go to the end. */
function place(queue: readonly StoredLead[], lead: StoredLead): number {
  return countWhile(queue, (other) => before(other, lead))
}

function firstBehind(queue: readonly StoredLead[], { receivedAt, seq }: Place): number {
  return countWhile(queue, (other) => other.receivedAt < receivedAt || (other.receivedAt === receivedAt && other.seq <= seq))
}

/** How many from the front a test holds for, where it holds for a front part and for none behind it. */
function countWhile(queue: readonly StoredLead[], holds: (lead: StoredLead) => boolean): number {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(queue[middle] as StoredLead)) low = middle + 1
    else high = middle
  }
  return low
}

/** Oldest first: by `receivedAt`, then by `seq`; the key only makes the order total. */
function before(a: StoredLead, b: StoredLead): boolean {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt
  if (a.seq !== b.seq) return a.seq < b.seq
  return a.key < b.key
}
