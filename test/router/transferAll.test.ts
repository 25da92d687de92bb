import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { observationsOf } from '../../src/door/metrics.js'
import { memoryStore, type Plan, type Rep, type Routed, replay, type Store } from '../../src/index.js'
import { balance } from '../../src/simulate/balance.js'
import { codeOf, countedSalts, handClock, teamRouter } from './team.js'

const names = ['ana', 'ben', 'cem', 'dia']
const plan: Plan = {
  fairlead: 1,
  name: 'leaving',
  segments: { wanted: Object.fromEntries(names.map((id) => [id, { wants: id }])) },
  rules: [
    { name: 'owner', to: { id: { same: 'wanted' } }, rotation: 'owner' },
    { name: 'later', when: { tired: true }, to: { queue: 'nurture' } },
    { name: 'team', to: { role: 'ae' } },
  ],
  otherwise: { to: { role: 'ae' }, whenNobody: 'hold', rotation: 'team' },
}

function stage(store: Store, { leavers = [] as string[], only = names, terms = plan } = {}) {
  const roster = (): Rep[] => only.map((id) => ({ id, role: 'ae', ...(leavers.includes(id) ? { active: false } : {}) }))
  const clock = handClock()
  const options = { plan: terms, store, clock, salt: countedSalts(), rosterMs: 0, roster: { reps: async () => roster() } }
  return { store, clock, leavers, router: teamRouter(options).router }
}

type Team = ReturnType<typeof stage>['router']

async function fill(router: Team, count: number, lead: object = {}, prefix = 'L'): Promise<void> {
  await router.routeMany(Array.from({ length: count }, (_, id) => ({ id: `${prefix}${id}`, ...lead })))
}

async function openOf(store: Store): Promise<Record<string, number>> {
  const loads = await store.loads(names)
  return Object.fromEntries(names.map((id) => [id, loads[id]?.open ?? 0]))
}

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
])('somebody leaves, on %s', (_, open) => {
  test('every open lead goes to the others by the rules, with its history; closed ones stay', async () => {
    const { router, store, leavers, clock } = stage(open())
    await fill(router, 40)
    await router.converted('L0')
    leavers.push('ana')
    clock.now = 5_000
    const outcomes: Routed[] = []
    const report = await router.transferAll('ana', { reason: 'Ana leaves', onRouted: (routed) => void outcomes.push(routed) })
    expect(report).toEqual({ moved: 9, held: 0, failed: 0, remaining: 0 })
    expect(outcomes.map(({ lead }) => lead)).toEqual(['L12', 'L16', 'L20', 'L24', 'L28', 'L32', 'L36', 'L4', 'L8'])
    expect(outcomes.every(({ kind, epoch, duplicate }) => kind === 'assigned' && epoch === 2 && !duplicate)).toBe(true)
    expect(await openOf(store)).toEqual({ ana: 0, ben: 13, cem: 13, dia: 13 })
    const lead = await store.lead({ key: 'L4' })
    expect(lead?.past).toEqual([{ rep: 'ana', epoch: 1, until: 5_000, because: 'transferred', reason: 'Ana leaves' }])
    expect(lead?.declined).toEqual(['ana'])
    expect((await store.lead({ key: 'L0' }))?.rep).toBe('ana')
    expect((await replay(store)).difference).toBeUndefined()
    expect(await router.transferAll('ana')).toEqual({ moved: 0, held: 0, failed: 0, remaining: 0 })
  })

  test('while still active, nothing comes back; explain says that it was taken', async () => {
    const { router } = stage(open())
    await fill(router, 40)
    const { moved } = await router.transferAll('ana', { reason: 'parental leave' })
    expect(moved).toBe(10)
    expect(await router.leadsOf('ana')).toEqual([])
    const { sentence, owners } = await router.explain('L4')
    expect(sentence).toContain('Skipped: ana is one from whom it was taken (parental leave).')
    expect(owners[0]?.sentence).toBe(
      'ana had L4 (owner 1) until 1970-01-01T00:00:01.000Z: it was taken away, for others to have (parental leave).',
    )
  })

  test('who handed a lead back before is not offered it now', async () => {
    const { router, store } = stage(open())
    await router.route({ id: '1' })
    await router.decline('1')
    await router.transferAll('ben')
    await router.transferAll('cem')
    await router.transferAll('dia')
    expect(await store.lead({ key: '1' })).toMatchObject({ state: 'queued', queue: 'held', declined: names, epoch: 4 })
  })

  test('straight to somebody by hand, who may be full; the turns stay as they are', async () => {
    const { router, store } = stage(open())
    await fill(router, 8)
    const before = await store.ledger('team')
    const outcomes: string[] = []
    const onRouted = (routed: Routed): void => void outcomes.push(`${routed.lead} ${routed.kind === 'assigned' && routed.byHand}`)
    expect(await router.transferAll('ana', { to: 'dia', onRouted })).toEqual({ moved: 2, held: 0, failed: 0, remaining: 0 })
    expect(outcomes).toEqual(['L0 true', 'L4 true'])
    expect(await openOf(store)).toEqual({ ana: 0, ben: 2, cem: 2, dia: 4 })
    expect(await store.ledger('team')).toEqual(before)
    expect((await store.lead({ key: 'L0' }))?.past).toMatchObject([{ rep: 'ana', because: 'reassigned' }])
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('by hand where the terms count it: owed to who leaves, charged to who takes over', async () => {
    const { router, store } = stage(open(), { terms: { ...plan, rotations: { team: { manual: 'count' } } } })
    await fill(router, 8)
    await router.transferAll('ana', { to: 'dia' })
    expect((await store.lead({ key: 'L0' }))?.charged).toBe('team')
    expect((await replay(store)).difference).toBeUndefined()
    const changed = (await store.audit({ after: 8, limit: 9 })).map(({ event }) => event)
    expect(changed.map((event) => event.kind === 'reassigned' && Object.keys(event.ledger?.members ?? {}).sort())).toEqual([
      ['ana', 'dia'],
      ['ana', 'dia'],
    ])
  })

  test('nobody else: held until there is somebody; a rule that sends them to a queue', async () => {
    const only = ['ana']
    const { router, store } = stage(open(), { only })
    await fill(router, 3)
    await fill(router, 2, { wants: 'ana', tired: true }, 'T')
    expect(await router.transferAll('ana')).toEqual({ moved: 0, held: 5, failed: 0, remaining: 0 })
    expect((await store.counts()).queued).toEqual({ held: 3, nurture: 2 })
    only.push('ben')
    expect(await router.sweep()).toMatchObject({ placed: { length: 3 }, held: 0 })
    expect((await openOf(store)).ben).toBe(3)
  })

  test('who is in no roster any more can be relieved; who never was has nothing', async () => {
    const only = [...names]
    const { router } = stage(open(), { only })
    await fill(router, 8)
    only.splice(0, 1)
    expect(await router.transferAll('ana')).toMatchObject({ moved: 2, remaining: 0 })
    expect(await router.transferAll('nobody')).toEqual({ moved: 0, held: 0, failed: 0, remaining: 0 })
  })

  test('two at once: each lead is taken once', async () => {
    const { router, store } = stage(open())
    await fill(router, 400)
    const told: string[] = []
    const reports = await Promise.all([1, 2, 3].map(() => router.transferAll('ana', { onRouted: ({ lead }) => void told.push(lead) })))
    expect(reports.reduce((sum, { moved }) => sum + moved, 0)).toBe(100)
    expect(new Set(told).size).toBe(told.length)
    expect(told.length).toBe(100)
    const events = (await store.audit({ after: 0, limit: 9_999 })).filter(({ event }) => event.kind === 'transferred')
    expect(events.length).toBe(100)
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('who receives a lead that is transferred still counts as its receiver', async () => {
    const { router, store } = stage(open())
    await fill(router, 40)
    await router.converted('L1')
    await router.transferAll('ana')
    const { rotations } = await balance(store)
    const { team } = rotations
    expect(team?.leads).toBe(50)
    const winners = [...observationsOf(await store.audit({ after: 0, limit: 9_999 }))].map(({ winner }) => winner)
    expect(names.map((id) => winners.filter((winner) => winner === id).length).slice(0, 1)).toEqual([10])
    expect(winners.length).toBe(50)
  })
})

/** A store that breaks at the nth transaction from now on. */
function breaking(inner: Store): Store & { breakAt(transactions: number): void } {
  let left = Number.POSITIVE_INFINITY
  return {
    ...inner,
    transact: (request) => {
      left -= 1
      if (left < 0) throw new Error('out of order')
      return inner.transact(request)
    },
    breakAt: (transactions) => {
      left = transactions
    },
  }
}

describe('an end in the middle', () => {
  test.each([0, 1, 2, 3])(
    'after %i transactions: every lead has an owner or is held, and calling it again goes on',
    async (transactions) => {
      const memory = memoryStore()
      const store = breaking(memory)
      const { router, leavers } = stage(store)
      await fill(router, 600)
      leavers.push('ana')
      store.breakAt(transactions)
      const report = await router.transferAll('ana').catch(() => undefined)
      // Refused one by one: nothing is lost, and the report says so.
      expect(report === undefined || report.failed > 0).toBe(true)
      const { queued } = await memory.counts()
      expect((await router.leadsOf('ana', { limit: 1000 })).length + (queued.held ?? 0) + Number(report?.moved ?? 0)).toBe(150)
      store.breakAt(Number.POSITIVE_INFINITY)
      expect(await router.transferAll('ana')).toMatchObject({ failed: 0, remaining: 0 })
      await router.sweep()
      expect(await openOf(memory)).toEqual({ ana: 0, ben: 200, cem: 200, dia: 200 })
      expect((await replay(memory)).difference).toBeUndefined()
    },
  )

  test('a listener that throws stops it, and it goes on when it is called again', async () => {
    const { router, store } = stage(memoryStore())
    await fill(router, 600)
    const onRouted = (): never => {
      throw new RangeError('no')
    }
    await expect(router.transferAll('ana', { onRouted })).rejects.toThrow('no')
    expect((await router.leadsOf('ana', { limit: 1000 })).length).toBe(150 - 64)
    expect(await router.transferAll('ana')).toMatchObject({ moved: 86, remaining: 0 })
    expect((await openOf(store)).ana).toBe(0)
  })

  test('a store that refuses one lead takes the others', async () => {
    const memory = memoryStore()
    const store: Store = {
      ...memory,
      transact: (request) =>
        memory.transact({
          ...request,
          step: (view) => {
            const step = request.step(view)
            if (step.write?.entries.some(({ event }) => event.kind === 'transferred') && step.write.leads.some(({ key }) => key === 'L8'))
              throw new Error('this one not')
            return step
          },
        }),
    }
    const { router } = stage(store)
    await fill(router, 400)
    expect(await router.transferAll('ana')).toEqual({ moved: 99, held: 0, failed: 1, remaining: 1 })
    expect((await router.leadsOf('ana')).map(({ key }) => key)).toEqual(['L8'])
  })
})

test('ten thousand leads, a page at a time', async () => {
  const memory = memoryStore()
  const asked: number[] = []
  const store: Store = {
    ...memory,
    owned: (query) => {
      asked.push(query.limit)
      return memory.owned(query)
    },
  }
  const { router, leavers } = stage(store, { only: ['ana'] })
  await fill(router, 10_000)
  leavers.push('ana')
  expect(await router.transferAll('ana')).toEqual({ moved: 0, held: 10_000, failed: 0, remaining: 0 })
  expect(Math.max(...asked)).toBeLessThanOrEqual(64)
  expect(await codeOf(router.contacted('L1'))).toBe('noOwner')
})
