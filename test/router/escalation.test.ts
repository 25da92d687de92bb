import { describe, expect, test } from 'vitest'
import { type Assigned, type Message, memoryStore, type Plan, type RouterOptions, replay, type Store } from '../../src/index.js'
import { chain, HOUR, planOf, reps } from './escalating.js'
import { codeOf, handClock, teamRouter } from './team.js'

const lead = { id: 'L1', region: 'eu' }

function stage(plan: Plan, options: Partial<RouterOptions> = {}) {
  const clock = handClock(0)
  const store = memoryStore()
  const { router } = teamRouter({ plan, roster: reps, store, clock, ...options })
  const at = async (hours: number) => {
    clock.now = hours * HOUR
    return router.sweep()
  }
  return { clock, store, router, at }
}

/** `eu 0: ana -> bob`, `eu 0 reminds`, `eu 1 nobody`, in the order of the report. */
function told({ fired, escalated }: { fired: readonly { step: number; nobody?: true }[]; escalated: readonly unknown[] }): string[] {
  return [
    ...fired.map(({ step, nobody }) => `${step} ${nobody ? 'nobody' : 'reminds'}`),
    ...(escalated as readonly Assigned[]).map(({ rep, escalated: by }) => `${by?.step} ${by?.from} -> ${rep}`),
  ]
}

async function messagesOf(store: Store): Promise<readonly Message[]> {
  const found: Message[] = []
  for (;;) {
    const page = await store.claim({ now: 1e15, leaseMs: 1, limit: 99, channels: ['slack', 'pager', 'crm'] })
    if (page.length === 0) return found
    for (const { id, attempt, subject, channel, about, at } of page) {
      found.push({ id, subject, channel, about, at })
      await store.settle({ id, attempt, now: 1e15, outcome: 'done' })
    }
  }
}

describe('a chain of steps', () => {
  test('reminds, then goes to the backup, then to the manager of whoever has it then', async () => {
    const { router, store, at } = stage(planOf(chain))
    await router.route(lead)
    expect(told(await at(0.99))).toEqual([])
    expect(told(await at(1))).toEqual(['0 reminds'])
    expect(told(await at(1.99))).toEqual([])
    expect(told(await at(2))).toEqual(['1 ana -> bob'])
    expect(told(await at(3))).toEqual(['2 bob -> mia'])
    expect(told(await at(99))).toEqual([])
    const messages = (await messagesOf(store)).map(({ channel, about }) => ({ channel, ...about }))
    expect(messages).toEqual([
      { channel: 'slack', kind: 'fired', epoch: 1, rep: 'ana', name: 'escalation', step: 0, due: HOUR },
      { channel: 'slack', kind: 'assigned', epoch: 2, rule: 'eu', rep: 'bob', name: 'escalation', step: 1, due: 2 * HOUR, from: 'ana' },
      { channel: 'pager', kind: 'assigned', epoch: 2, rule: 'eu', rep: 'bob', name: 'escalation', step: 1, due: 2 * HOUR, from: 'ana' },
      { channel: 'pager', kind: 'assigned', epoch: 3, rule: 'eu', rep: 'mia', name: 'escalation', step: 2, due: 3 * HOUR, from: 'bob' },
    ])
    const stored = await store.lead({ key: 'L1' })
    expect(stored).toMatchObject({ state: 'assigned', rep: 'mia', epoch: 3, charged: 'eu / escalation 3' })
    expect(stored?.past).toEqual([
      { rep: 'ana', epoch: 1, until: 2 * HOUR, because: 'escalated' },
      { rep: 'bob', epoch: 2, until: 3 * HOUR, because: 'escalated' },
    ])
    expect(await store.loads(['ana', 'bob', 'mia'])).toEqual({
      ana: { open: 0, assigned: 1 },
      bob: { open: 0, assigned: 1 },
      mia: { open: 1, assigned: 1 },
    })
    expect(await replay(store)).toMatchObject({ entries: 4, same: 3, unrepeatable: 0 })
    expect((await replay(store)).difference).toBeUndefined()
    expect(await codeOf(router.close('L1', { epoch: 1 }))).toBe('staleEpoch')
  })
})
