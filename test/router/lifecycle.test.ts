import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Plan, type Rep, type Routed, replay, type Store, type StoredLead, type Timer } from '../../src/index.js'
import { dueOf, LEAD } from '../../src/ledger/standing.js'
import { codeOf, countedSalts, handClock, teamRouter } from './team.js'

const team: readonly Rep[] = ['ana', 'ben', 'cem', 'dia'].map((id) => ({ id, role: 'ae' }))
const plan: Plan = {
  fairlead: 1,
  name: 'lives',
  channels: ['slack'],
  rules: [
    { name: 'later', when: { later: true }, to: { queue: 'nurture' } },
    { name: 'team', to: { role: 'ae' } },
  ],
  otherwise: { to: { role: 'ae' }, whenNobody: 'hold', rotation: 'team' },
}

function stage(store: Store, roster: readonly Rep[] = team, terms: Plan = plan) {
  const clock = handClock()
  const { router } = teamRouter({ plan: terms, roster, store, clock, salt: countedSalts() })
  const stored = async (key: string): Promise<StoredLead> => (await store.lead({ key })) as StoredLead
  const events = async () => (await store.audit({ after: 0, limit: 9_999 })).map(({ event }) => event)
  return { router, store, clock, stored, events }
}

const owner = (routed: Routed): string => (routed.kind === 'assigned' ? routed.rep : `queue ${routed.queue}`)

/** Gives a lead what a plan with weights and limits would have it take. */
async function takes(store: Store, key: string, takes: NonNullable<StoredLead['takes']>): Promise<void> {
  await store.transact({
    now: 0,
    leads: [key],
    rotations: [],
    reps: [],
    step: (view) => {
      const lead = view.leads.get(key) as StoredLead
      const load = { open: takes.weight ?? 1, assigned: 1, counts: { 'open team': ['', 1], day: ['2026-11-27', 1] } } as const
      const nothing = { entries: [], ledgers: [], documents: [], messages: [], timers: [], erased: [] }
      return { write: { ...nothing, leads: [{ ...lead, takes }], loads: new Map([[lead.rep as string, load]]) }, result: undefined }
    },
  })
}

async function timers(store: Store, key: string, set: readonly Timer[] = []): Promise<readonly Timer[]> {
  const nothing = { entries: [], leads: [], ledgers: [], loads: new Map(), documents: [], messages: [], erased: [] }
  return store.transact({
    now: 0,
    leads: [key],
    rotations: [],
    reps: [],
    step: (view) => ({ ...(set.length === 0 ? {} : { write: { ...nothing, timers: set } }), result: view.timers.get(key) ?? [] }),
  })
}

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
])('on %s', (_, open) => {
  test('contacted: once in each ownership; a new owner starts without it', async () => {
    const { router, clock, stored, events } = stage(open())
    await router.route({ id: '1' })
    clock.now = 2_000
    expect(await router.contacted('1', { epoch: 1 })).toBe(true)
    clock.now = 3_000
    expect(await router.contacted('1')).toBe(false)
    expect((await stored('1')).contactedAt).toBe(2_000)
    expect((await events()).filter(({ kind }) => kind === 'contacted')).toEqual([
      { kind: 'contacted', subject: (await stored('1')).subject, epoch: 1 },
    ])
    await router.reassign('1', { to: 'ben' })
    expect(await stored('1')).not.toHaveProperty('contactedAt')
    expect(await codeOf(router.contacted('1', { epoch: 1 }))).toBe('staleEpoch')
    expect(await router.contacted('1', { epoch: 2 })).toBe(true)
    await router.decline('1')
    expect(await stored('1')).not.toHaveProperty('contactedAt')
    await router.contacted('1')
    await router.converted('1')
    expect((await stored('1')).contactedAt).toBe(3_000)
  })

  test('contacted: not without an owner, not in the grave, not of nobody', async () => {
    const { router } = stage(open())
    await router.route({ id: '1', later: true })
    expect(await codeOf(router.contacted('1'))).toBe('noOwner')
    await router.close('1')
    expect(await codeOf(router.contacted('1'))).toBe('closedLead')
    expect(await codeOf(router.contacted('2'))).toBe('unknownLead')
  })

  test('contacted: ends the escalation of this ownership and leaves deadlines of the host', async () => {
    const { router, store, stored } = stage(open())
    await router.route({ id: '1' })
    const { subject } = await stored('1')
    const timer: Timer = { subject, epoch: 1, name: 'escalation', step: 0, at: 5_000, channels: [], state: 'set' }
    await timers(store, '1', [timer, { ...timer, step: 1 }, { ...timer, name: 'proposal' }])
    await router.contacted('1')
    expect((await timers(store, '1')).map(({ name, step, state }) => `${name} ${step} ${state}`)).toEqual([
      'escalation 0 cancelled',
      'escalation 1 cancelled',
      'proposal 0 set',
    ])
  })

  test('converted and disqualified: closed as such, once, and told by explain', async () => {
    const { router, store, stored, events } = stage(open())
    for (const id of ['1', '2', '3', '4']) await router.route({ id })
    await router.converted('1', { epoch: 1 })
    await router.disqualified('2', { reason: 'a student' })
    await router.close('3', { as: 'converted' })
    await router.close('4')
    await router.disqualified('1', { reason: 'too late' })
    expect((await stored('1')).ended).toEqual({ as: 'converted' })
    expect((await stored('2')).ended).toEqual({ as: 'disqualified', reason: 'a student' })
    expect(await stored('4')).not.toHaveProperty('ended')
    expect((await events()).flatMap((event) => (event.kind === 'closed' ? [event.as] : []))).toEqual([
      'converted',
      'disqualified',
      'converted',
      undefined,
    ])
    expect(JSON.stringify(await events())).not.toContain('student')
    expect((await router.explain('2')).owners).toEqual([
      {
        rep: 'ben',
        epoch: 1,
        until: 1_000,
        because: 'disqualified',
        reason: 'a student',
        sentence: 'ben had 2 (owner 1) until 1970-01-01T00:00:01.000Z: it was closed as disqualified (a student).',
      },
    ])
    expect(await store.loads(['ana', 'ben'])).toEqual({ ana: { open: 0, assigned: 1 }, ben: { open: 0, assigned: 1 } })
    expect(await codeOf(router.converted('1', { epoch: 0 }))).toBe('staleEpoch')
  })

  test('decline with a reason: explain and the answer say it, the audit trail does not', async () => {
    const { router, stored, events } = stage(open())
    await router.route({ id: '1' })
    const next = await router.decline('1', { epoch: 1, reason: 'knows Zoe privately' })
    expect(owner(next)).toBe('ben')
    expect(next.trace.rules[0]?.skipped).toEqual([{ rep: 'ana', reason: 'declined', detail: 'knows Zoe privately' }])
    const { sentence, reps, owners } = await router.explain('1')
    expect(sentence).toContain('Skipped: ana is one who handed it back (knows Zoe privately).')
    expect(reps[0]?.skip).toEqual({ rep: 'ana', reason: 'declined', detail: 'knows Zoe privately' })
    expect(owners.map((one) => one.sentence)).toEqual([
      'ana had 1 (owner 1) until 1970-01-01T00:00:01.000Z: handed it back (knows Zoe privately).',
      'ben has 1 (owner 2).',
    ])
    expect((await stored('1')).past).toEqual([{ rep: 'ana', epoch: 1, until: 1_000, because: 'declined', reason: 'knows Zoe privately' }])
    expect(JSON.stringify(await events())).not.toContain('Zoe')
  })

  test('handed back by everybody: held, and explain says by whom and why', async () => {
    const { router } = stage(open())
    await router.route({ id: '1' })
    for (const reason of ['one', 'two', 'three', 'four']) await router.decline('1', { reason })
    const { sentence } = await router.explain('1')
    expect(sentence).toBe(
      '1 is held by the fallback until somebody is there: nobody is eligible. Skipped: ' +
        'ana is one who handed it back (one), ben is one who handed it back (two), ' +
        'cem is one who handed it back (three), dia is one who handed it back (four).',
    )
  })

  test('the weight and the counts of open leads are given back, also when it is given by hand; what came within a day stays', async () => {
    const { router, store, stored, events } = stage(open())
    const given = { weight: 3, counters: { 'open team': '', day: '2026-11-27' } }
    const back = { open: 0, assigned: 1, counts: { 'open team': ['', 0], day: ['2026-11-27', 1] } }
    for (const id of ['1', '2', '3', '4']) await router.route({ id })
    for (const id of ['1', '2', '3', '4']) await takes(store, id, given)
    await router.reassign('1', { to: 'dia' })
    // What it takes of its new owner is worked out anew, by the plan: nothing but a weight of 1.
    expect(await stored('1')).not.toHaveProperty('takes')
    expect((await events()).at(-1)).toMatchObject({ kind: 'reassigned', frees: { weight: 3, counters: { 'open team': '' } } })
    expect((await events()).at(-1)).not.toHaveProperty('takes')
    await router.converted('2')
    expect((await store.loads(['ben'])).ben).toEqual(back)
    await router.decline('3')
    expect((await store.loads(['cem'])).cem).toEqual(back)
    expect((await store.loads(['dia'])).dia).toEqual({ open: 4, assigned: 2, counts: { 'open team': ['', 1], day: ['2026-11-27', 1] } })
    for (const id of ['2', '3']) expect(await stored(id)).not.toHaveProperty('takes')
    await router.erase('1')
    expect((await store.loads(['dia'])).dia?.open).toBe(3)
    await router.transferAll('dia', { to: 'ana' })
    expect((await store.loads(['dia'])).dia).toMatchObject({ open: 0, counts: { 'open team': ['', 0] } })
    expect(await stored('4')).not.toHaveProperty('takes')
  })

  test('by hand wins: a full, absent or inactive rep; out of queues; while it is held; and nothing takes it back', async () => {
    const roster = [...team, { id: 'eva', role: 'boss', active: false, capacity: 0 }]
    const { router, store, clock, stored } = stage(open(), roster)
    await router.route({ id: '1' })
    await router.route({ id: '2', later: true })
    await router.route({ id: '3' })
    for (const _ of team) await router.decline('3')
    await router.deadline('1', { name: 'call', at: 2_000, channels: ['slack'] })
    for (const key of ['1', '2', '3']) await router.reassign(key, { to: 'eva', reason: 'hers' })
    clock.now = 9_000
    expect(await router.sweep()).toMatchObject({ fired: [], placed: [], held: 0 })
    for (const key of ['1', '2', '3']) expect(await stored(key)).toMatchObject({ rep: 'eva', state: 'assigned' })
    expect((await timers(store, '1')).map(({ state }) => state)).toEqual(['cancelled'])
    expect((await stored('1')).past).toEqual([{ rep: 'ana', epoch: 1, until: 1_000, because: 'reassigned', reason: 'hers' }])
    expect(await stored('2')).not.toHaveProperty('past')
    expect((await store.loads(['eva'])).eva).toEqual({ open: 3, assigned: 3 })
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('of very many owners the latest hundred are kept', async () => {
    const { router, stored } = stage(open())
    await router.route({ id: '1' })
    for (let time = 0; time < 120; time++) await router.reassign('1', { to: time % 2 === 0 ? 'ben' : 'cem' })
    const { past = [], epoch } = await stored('1')
    expect([epoch, past.length, past[0]?.epoch, past.at(-1)?.epoch]).toEqual([121, 100, 21, 120])
  })

  test('two tabs: whoever comes with an epoch that is over does nothing', async () => {
    const { router, store, stored } = stage(open())
    const { epoch } = await router.route({ id: '1' })
    await router.decline('1', { epoch })
    const before = await stored('1')
    for (const act of [
      router.contacted('1', { epoch }),
      router.converted('1', { epoch }),
      router.disqualified('1', { epoch }),
      router.close('1', { epoch, as: 'merged' }),
      router.decline('1', { epoch }),
      router.reassign('1', { to: 'dia', epoch }),
    ])
      expect(await codeOf(act)).toBe('staleEpoch')
    expect(await stored('1')).toEqual(before)
    expect((await store.audit({ after: 3, limit: 9 })).length).toBe(0)
  })
})

test('which endings give the turn back', async () => {
  const due = async (end: (router: ReturnType<typeof stage>['router']) => Promise<unknown>): Promise<number> => {
    const { router, store } = stage(memoryStore(), team, { ...plan, rotations: { team: { disqualified: 'giveBack' } } })
    await router.route({ id: '1' })
    await end(router)
    return dueOf(await store.ledger('team'), 'ana') / LEAD
  }
  expect(await due((router) => router.converted('1'))).toBe(0)
  expect(await due((router) => router.close('1'))).toBe(0)
  expect(await due((router) => router.disqualified('1'))).toBe(1)
  expect(await due((router) => router.close('1', { as: 'merged' }))).toBe(1)
  expect(await due((router) => router.decline('1'))).toBe(1)
  expect(await due((router) => router.transferAll('ana'))).toBe(0)
  expect(await due((router) => router.reassign('1', { to: 'ben' }))).toBe(0)
})
