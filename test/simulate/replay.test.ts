import { describe, expect, test } from 'vitest'
import { type Plan, replay, type Store, type StoredDocument, type StoredLead, verifyAudit } from '../../src/index.js'
import { nextEntry } from '../../src/state/audit.js'
import type { AuditEntry } from '../../src/state/record.js'
import { plan, signed, teamRouter } from '../router/team.js'

async function routed(): Promise<Store> {
  const { router, store } = teamRouter()
  await router.routeMany(Array.from({ length: 20 }, (_, id) => ({ id: `${id}`, country: id % 3 === 0 ? 'US' : 'DE', score: id })))
  await router.close('4')
  return store
}

/** A store whose trail was tampered with on the way out. */
function tampered(store: Store, change: (entry: AuditEntry) => AuditEntry): Store {
  return { ...store, audit: async (query) => (await store.audit(query)).map(change) }
}

/** As an attacker with the whole database would: changes an event and mends every hash after it. */
async function rewritten(store: Store, seq: number, change: (event: AuditEntry['event']) => AuditEntry['event']): Promise<Store> {
  const entries: AuditEntry[] = []
  for (const { at, event } of await store.audit({ after: 0, limit: 1000 })) {
    const head = entries.at(-1) ?? { seq: 0, hash: '', at: 0 }
    entries.push(nextEntry(head, at, head.seq + 1 === seq ? change(event) : event))
  }
  return { ...store, audit: ({ after, limit }) => entries.slice(after, after + limit) }
}

describe('replay', () => {
  test('finds the same owners, and ends in the state of the store', async () => {
    const store = await routed()
    const seen: number[] = []
    const report = await replay(store, { onProgress: (entries) => seen.push(entries) })
    expect(report).toMatchObject({ entries: 21, same: 20, unrepeatable: 0 })
    expect(report.difference).toBeUndefined()
    expect(report.state.loads).toEqual(await store.loads(['ana', 'bob', 'cat']))
    expect(await verifyAudit(store)).toEqual({ entries: 21 })
  })

  test.each<[string, (entry: AuditEntry) => AuditEntry]>([
    [
      'a changed owner',
      (entry) => (entry.seq === 7 ? { ...entry, event: { ...entry.event, rep: 'bob', kind: 'closed' } as never } : entry),
    ],
    ['a changed time', (entry) => (entry.seq === 7 ? { ...entry, at: entry.at + 1 } : entry)],
    ['a missing entry', (entry) => (entry.seq >= 7 ? { ...entry, seq: entry.seq + 1 } : entry)],
  ])('shows %s', async (_, change) => {
    const store = tampered(await routed(), change)
    expect((await replay(store)).difference?.seq).toBeGreaterThanOrEqual(7)
    expect((await verifyAudit(store)).fault?.seq).toBeGreaterThanOrEqual(7)
  })

  test('shows another owner even where the chain was mended after it', async () => {
    const store = await rewritten(await routed(), 2, (event) =>
      event.kind === 'assigned' ? { ...event, rep: event.rep === 'ana' ? 'bob' : 'ana' } : event,
    )
    expect((await verifyAudit(store)).fault).toBeUndefined()
    const { difference } = await replay(store)
    expect(difference?.seq).toBe(2)
    expect(difference?.what).toMatch(/recorded: (ana|bob); repeated: (ana|bob)/)
  })

  test('shows a ledger that does not add up', async () => {
    const store = await rewritten(await routed(), 5, (event) =>
      event.kind === 'assigned' ? { ...event, ledger: { ...event.ledger, turn: 99 } } : event,
    )
    expect((await replay(store)).difference).toMatchObject({ seq: 5, what: 'the outcome is the same, its rule or its ledger is not' })
  })

  test('goes on over erased leads with what was recorded', async () => {
    const store = await routed()
    const gone = (await store.audit({ after: 2, limit: 1 }))[0]?.event.subject
    const erased: Store = { ...store, lead: (by) => ('subject' in by && by.subject === gone ? undefined : store.lead(by)) }
    expect(await replay(erased)).toMatchObject({ entries: 21, same: 19, unrepeatable: 1 })
  })

  test('shows missing documents', async () => {
    const store: Store = { ...(await routed()), document: () => undefined as StoredDocument | undefined }
    expect((await replay(store)).difference).toMatchObject({ seq: 1, what: 'the plan, roster or facts of the decision are missing' })
  })

  test('needs the strategies of the host, and finds the same with them', async () => {
    const own: Plan = { ...plan, strategies: ['last'], rules: [{ name: 'r', to: { territory: 'dach' }, by: 'last' }] }
    const strategies = { last: ({ eligible }: { eligible: readonly { rep: { id: string } }[] }) => eligible.at(-1)?.rep.id ?? '' }
    const { router, store } = teamRouter({ plan: own, strategies })
    await router.routeMany([{ id: '1' }, { id: '2' }])
    expect((await replay(store)).difference?.seq).toBe(1)
    expect(await replay(store, { strategies })).toMatchObject({ same: 2 })
  })

  test('repeats decisions under the plan and roster of their time', async () => {
    const { router, store } = teamRouter()
    await router.route({ id: '1', country: 'DE' })
    // Only the order of a label's values changes: another plan all the same.
    const overlapping = (first: object, second: object): Plan => ({ ...plan, segments: { territory: { ...first, ...second } } })
    const dach = { dach: { country: ['DE', 'AT'] } }
    const us = { us: { country: ['US', 'DE'] } }
    await router.publish(overlapping(us, dach), signed)
    const second = await router.route({ id: '2', country: 'DE' })
    await router.publish(overlapping(dach, us), signed)
    const third = await router.route({ id: '3', country: 'DE' })
    expect([second, third].map(({ trace }) => trace.labels)).toEqual([{ territory: 'us' }, { territory: 'dach' }])
    expect(second.trace.plan.digest).not.toBe(third.trace.plan.digest)
    expect(await replay(store)).toMatchObject({ entries: 5, same: 3 })
  })
})

test('the trail holds nothing of a lead', async () => {
  const { router, store } = teamRouter({ salt: () => 'ab'.repeat(16) })
  await router.route({ id: 'jo@secret.example', country: 'DE', phone: '+49 555' })
  const text = JSON.stringify(await store.audit({ after: 0, limit: 10 }))
  expect(text).not.toMatch(/secret|555|jo@/)
  const lead = (await store.lead({ key: 'jo@secret.example' })) as StoredLead
  expect(text).toContain(lead.subject)
})
