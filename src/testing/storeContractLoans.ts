import assert from 'node:assert/strict'
import type { ClaimedMessage } from '../port/outbox.js'
import type { Store } from '../port/store.js'
import type { Message } from '../state/record.js'
import { present, write } from './storeContractCase.js'
import { assignedLead, messageOf } from './storeContractRecords.js'

/** Messages `1.0`, `1.1` …, each about a lead of its own: `L0`, `L1` … */
export function several(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, index) => messageOf(`1.${index}`, `L${index}`))
}

/** Writes messages together with the leads they are about. */
export async function tell(store: Store, messages: readonly Message[]): Promise<void> {
  const keys = new Set(messages.map(({ subject }) => subject.replace('subject of ', '')))
  await write(store, { leads: [...keys].map((key) => assignedLead(key)), messages })
}

export async function claim(store: Store, query: Partial<Parameters<Store['claim']>[0]> = {}): Promise<readonly ClaimedMessage[]> {
  return await store.claim({ now: 1_000, leaseMs: 60_000, limit: 1_000, channels: ['slack'], ...query })
}

/** Page by page, until nothing is left. */
export async function claimAll(store: Store, limit: number): Promise<readonly ClaimedMessage[]> {
  const lent: ClaimedMessage[] = []
  for (;;) {
    const page = await claim(store, { limit, leaseMs: 100_000 })
    if (page.length === 0) return lent
    lent.push(...page)
    assert.ok(lent.length <= 1_000, 'Messages on loan are lent again.')
  }
}

export async function done(store: Store, loan: ClaimedMessage | undefined, now = 1_000): Promise<boolean> {
  const { id, attempt } = present(loan, 'The message')
  return await store.settle({ id, attempt, now, outcome: 'done' })
}

export async function again(store: Store, loan: ClaimedMessage | undefined, at: number, now = 1_000): Promise<boolean> {
  const { id, attempt } = present(loan, 'The message')
  return await store.settle({ id, attempt, now, outcome: 'again', at, error: 'not reached' })
}

export async function dead(store: Store, loan: ClaimedMessage | undefined, error: string, now = 1_000): Promise<boolean> {
  const { id, attempt } = present(loan, 'The message')
  return await store.settle({ id, attempt, now, outcome: 'dead', error })
}

export function idsOf(messages: readonly { readonly id: string }[]): readonly string[] {
  return messages.map(({ id }) => id)
}

export function loansOf(messages: readonly ClaimedMessage[]): readonly string[] {
  return messages.map(({ id, attempt }) => `${id} ${attempt}`)
}
