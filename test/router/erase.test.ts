import { describe, expect, test } from 'vitest'
import { memoryStore, type Plan, replay, type Store, verifyAudit } from '../../src/index.js'
import { codeOf, countedSalts, handClock, plan, teamRouter, told } from './team.js'

const notifying: Plan = { ...plan, channels: ['slack'], otherwise: { to: { role: 'manager' }, notify: ['slack'] } }
const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })
const events = async (store: Store) => (await store.audit({ after: 0, limit: 99 })).map(({ event }) => `${event.kind} ${event.rep ?? '-'}`)

describe('erase', () => {
  test('removes the person and leaves the trail whole', async () => {
    const clock = handClock()
    const { router, store } = teamRouter({ plan: notifying, outbox: true, clock, salt: countedSalts() })
    await router.route(lead(1, { country: 'XX', name: 'Eve' }))
    await router.route(lead(2))
    await router.deadline('1', { name: 'contact', at: 5_000, channels: ['slack'] })
    const { subject } = (await store.lead({ key: '1' })) as { subject: string }
    expect(await store.counts()).toMatchObject({ messages: { waiting: 1 }, timers: { set: 1 } })

    expect(await router.erase('1')).toBe(true)
    expect(await codeOf(router.explain('1'))).toBe('unknownLead')
    expect([await store.lead({ key: '1' }), await store.lead({ subject })]).toEqual([undefined, undefined])
    expect(await store.counts()).toMatchObject({ messages: { waiting: 0 }, timers: { set: 0 } })
    expect(await events(store)).toEqual(['assigned mia', 'assigned ana', 'closed mia', 'erased -'])
    expect(JSON.stringify(await store.audit({ after: 0, limit: 99 }))).not.toContain('Eve')
    expect(await store.loads(['mia', 'ana'])).toEqual({ mia: { open: 0, assigned: 1 }, ana: { open: 1, assigned: 1 } })
    expect(await verifyAudit(store)).toEqual({ entries: 4 })
    expect(await replay(store)).toMatchObject({ entries: 4, same: 1, unrepeatable: 1, state: { loads: { mia: { open: 0 } } } })

    clock.now = 9_000
    expect((await router.sweep()).fired).toEqual([])
    const again = await router.route(lead(1, { country: 'XX' }))
    expect([told(again), again.epoch, again.seq]).toEqual(['mia by otherwise', 1, 5])
    expect((await store.lead({ key: '1' }))?.subject).not.toBe(subject)
    expect(await replay(store)).toMatchObject({ entries: 5, same: 2, unrepeatable: 1 })
  })

  test('of a closed lead writes no second end', async () => {
    const { router, store } = teamRouter()
    await router.route(lead(1))
    await router.close('1')
    expect(await router.erase('1')).toBe(true)
    expect(await events(store)).toEqual(['assigned ana', 'closed ana', 'erased -'])
    expect(await store.loads(['ana'])).toEqual({ ana: { open: 0, assigned: 1 } })
  })

  test('of a lead in a queue takes it out of there', async () => {
    const { router, store } = teamRouter()
    await router.route(lead(1, { country: 'FR', score: 3 }))
    expect(await router.erase('1')).toBe(true)
    expect(await store.queued({ queue: 'nurture', limit: 9 })).toEqual([])
    expect(await events(store)).toEqual(['queued -', 'closed -', 'erased -'])
  })

  test('of an unknown key clears its place in the inbox', async () => {
    const { router, store } = teamRouter()
    expect(await router.erase('1')).toBe(false)
    await router.accept(lead(1))
    expect(await router.erase('1')).toBe(false)
    expect((await router.sweep()).accepted).toEqual({ routed: 0, failed: 0, parked: 0 })
    expect(await store.audit({ after: 0, limit: 9 })).toEqual([])
    await router.route(lead(1))
    expect([await router.erase('1'), await router.erase('1')]).toEqual([true, false])
  })

  test('by two at once happens once', async () => {
    const { router, store } = teamRouter()
    await router.route(lead(1))
    expect((await Promise.all([router.erase('1'), router.erase('1')])).sort()).toEqual([false, true])
    expect(await events(store)).toEqual(['assigned ana', 'closed ana', 'erased -'])
  })

  test('is final for what a sweep or a decline has on its way', async () => {
    let there = false
    const inner = memoryStore()
    let between: (() => Promise<unknown>) | undefined
    // Something happens after the held leads were listed, or the lead was handed back, and before it is decided about.
    const store: Store = {
      ...inner,
      transact: async (request) => {
        const act = request.rotations.length > 0 && there ? between : undefined
        if (act !== undefined) {
          between = undefined
          await act()
        }
        return inner.transact(request)
      },
    }
    const held: Plan = { ...plan, rules: [], otherwise: { to: { territory: 'us' }, whenNobody: 'hold' } }
    const { router } = teamRouter({ store, plan: held, availability: () => there, salt: countedSalts() })
    const other = teamRouter({ store: inner, plan: held, availability: () => false, salt: () => 'f'.repeat(32) }).router

    await router.route(lead(1))
    there = true
    between = () => other.erase('1')
    expect(await router.sweep()).toMatchObject({ placed: [], held: 0, failed: 0 })
    expect(await inner.lead({ key: '1' })).toBeUndefined()

    there = false
    await router.route(lead(2, { name: 'old' }))
    there = true
    between = async () => {
      await other.erase('2')
      await other.route(lead(2, { name: 'new' }))
    }
    // The new one came behind the place where the sweep was, so it is met by it: as itself.
    expect((await router.sweep()).placed.map(({ seq }) => seq)).toEqual([8])
    expect(await inner.lead({ key: '2' })).toMatchObject({ intake: { lead: { name: 'new' } }, rep: 'cat' })
    expect(await events(inner)).toEqual([
      'queued -',
      'closed -',
      'erased -',
      'queued -',
      'closed -',
      'erased -',
      'queued -',
      'assigned cat',
    ])
    expect((await replay(inner)).difference).toBeUndefined()
  })

  test('wins over a decline that is half done', async () => {
    const inner = memoryStore()
    let declined = false
    const store: Store = {
      ...inner,
      transact: async (request) => {
        if (declined) {
          declined = false
          await other.erase('1')
        }
        const result = await inner.transact(request)
        declined = (await inner.audit({ after: 1, limit: 9 })).at(-1)?.event.kind === 'declined'
        return result
      },
    }
    const other = teamRouter({ store: inner }).router
    const { router } = teamRouter({ store })
    await router.route(lead(1))
    expect(await codeOf(router.decline('1'))).toBe('unknownLead')
    expect(await inner.lead({ key: '1' })).toBeUndefined()
    expect(await events(inner)).toEqual(['assigned ana', 'declined ana', 'closed -', 'erased -'])
  })
})
