import { describe, expect, test } from 'vitest'
import { type Plan, replay } from '../../src/index.js'
import { chain, HOUR, messagesOf, planOf, reps, stage, told } from './escalating.js'
import { codeOf, signed } from './team.js'

const lead = { id: 'L1', region: 'eu' }
const hour = { hours: 1 }

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

  test('what does not hold for the lead is passed over at once, without waiting', async () => {
    const steps: NonNullable<Plan['otherwise']['escalate']> = [
      { after: { hours: 5 }, when: { hot: false }, notify: ['slack'] },
      { after: hour, when: { hot: true }, to: 'backup' },
      { after: { hours: 9 }, when: { hot: false }, to: 'manager' },
      { after: hour, notify: ['pager'] },
    ]
    const { router, at } = stage(planOf(steps))
    await router.route({ ...lead, hot: true })
    await router.route({ id: 'L2', region: 'eu', hot: false })
    expect(told(await at(1))).toEqual(['1 ana -> bob'])
    expect(told(await at(2))).toEqual(['3 reminds'])
    expect(told(await at(5))).toEqual(['0 reminds'])
    expect(told(await at(14))).toEqual(['2 ana -> mia'])
    expect(told(await at(15))).toEqual(['3 reminds'])
    expect(told(await at(99))).toEqual([])
  })

  test('where nobody can have it the owner is told, and the next step comes at once; in the end the owner keeps it', async () => {
    const roster = reps.map((rep) => (rep.id === 'ana' ? { id: 'ana', region: 'eu' } : rep))
    const { router, store, at } = stage(planOf(chain), { roster })
    await router.route(lead)
    expect(told(await at(1))).toEqual(['0 reminds'])
    expect(told(await at(2))).toEqual(['1 nobody', '2 nobody'])
    expect(told(await at(99))).toEqual([])
    expect(await store.lead({ key: 'L1' })).toMatchObject({ state: 'assigned', rep: 'ana', epoch: 1 })
    const messages = (await messagesOf(store)).map(({ channel, about }) => `${channel} ${about.step} ${about.nobody ?? ''}`)
    expect(messages).toEqual(['slack 0 ', 'slack 1 true', 'pager 1 true', 'pager 2 true'])
    expect((await store.audit({ after: 2, limit: 1 }))[0]?.event).toMatchObject({
      kind: 'fired',
      name: 'escalation',
      step: 1,
      nobody: true,
    })
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('along the line of backups: whoever left, is away, is full or had it before is passed', async () => {
    const twice = [
      { after: hour, to: 'backup' },
      { after: hour, to: 'backup' },
    ] as const
    const run = async (change: (id: string) => object, away: readonly string[] = []) => {
      const roster = reps.map((rep) => ({ ...rep, ...change(rep.id) }))
      const { router, store, at } = stage(planOf(twice), { roster, availability: ({ id }) => !away.includes(id) })
      await router.route({ id: 'us1', region: 'us' })
      await router.route({ id: 'us2', region: 'us' })
      await router.route(lead)
      const steps = [...told(await at(1)), ...told(await at(2))]
      expect((await replay(store)).difference).toBeUndefined()
      return steps
    }
    // Of the two in the other region each has one; bob may have two.
    expect(await run(() => ({}))).toEqual(['0 ana -> bob', '1 bob -> cat'])
    expect(await run((id) => (id === 'bob' ? { active: false } : {}))).toEqual(['0 ana -> cat', '1 nobody'])
    expect(await run((id) => (id === 'bob' ? { capacity: 1 } : {}))).toEqual(['0 ana -> cat', '1 nobody'])
    expect(await run(() => ({}), ['bob'])).toEqual(['0 ana -> cat', '1 nobody'])
    expect(await run(() => ({}), ['bob', 'cat'])).toEqual(['0 nobody', '1 nobody'])
    // A circle of two: the other one's backup had it before.
    expect(await run((id) => (id === 'bob' ? { backup: 'ana' } : {}))).toEqual(['0 ana -> bob', '1 nobody'])
  })

  test("a manager's capacity does not count, a backup's does", async () => {
    const roster = reps.map((rep) => ({ ...rep, ...(rep.id === 'mia' || rep.id === 'bob' ? { capacity: 0 } : {}) }))
    const { router, at } = stage(planOf([{ after: hour, to: 'manager' }]), { roster })
    await router.route(lead)
    const [swept] = (await at(1)).escalated
    expect(swept).toMatchObject({ rep: 'mia', escalated: { rule: 'eu', step: 0, from: 'ana', due: HOUR } })
    expect(swept?.trace.rules.at(-1)?.ignored).toEqual(['atCapacity'])
  })

  test('to reps by a condition, each in turn, in the rotation of the step', async () => {
    const { router, store, at } = stage(planOf([{ after: hour, to: { region: 'us' }, notify: ['slack'] }]))
    for (let id = 0; id < 4; id++) await router.route({ id: `L${id}`, region: 'eu' })
    expect(told(await at(1))).toEqual(['0 ana -> bob', '0 ana -> cat', '0 ana -> bob', '0 ana -> cat'])
    expect((await store.ledger('eu / escalation 1')).turn).toBe(4)
    expect((await store.ledger('eu')).turn).toBe(4)
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('through the rules: to somebody who has not had it, then by the chain of the rule that gave it; never round for ever', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, region: 'eu' }))
    const { router, store, at } = stage(planOf([{ after: hour, to: 'rules', notify: ['slack'] }]), { roster: [...reps, ...many] })
    await router.route(lead)
    const owners = new Set<string>(['ana'])
    for (let time = 1; time <= 30; time++) for (const { rep } of (await at(time)).escalated as readonly { rep: string }[]) owners.add(rep)
    // The first owner, and twenty more.
    expect(owners.size).toBe(21)
    expect(await store.lead({ key: 'L1' })).toMatchObject({ state: 'assigned', epoch: 21 })
    expect((await store.counts()).timers).toEqual({ set: 0 })
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('through the rules nothing waits, and nothing goes to a queue', async () => {
    const plan = planOf([{ after: hour, to: 'rules' }], {
      rules: [
        {
          name: 'eu',
          when: { region: 'eu' },
          to: { region: { same: 'region' } },
          whenNobody: { wait: { hours: 5 } },
          escalate: [{ after: hour, to: 'rules' }],
        },
        { name: 'rest', to: { queue: 'nurture' } },
      ],
      otherwise: { to: { role: 'manager' } },
    })
    const { router, at } = stage(plan)
    await router.route(lead)
    const swept = await at(1)
    expect(told(swept)).toEqual(['0 ana -> mia'])
    expect(swept.escalated[0]).toMatchObject({ rule: 'otherwise', escalated: { rule: 'eu', step: 0 } })
    const { sentence } = await router.explain('L1')
    expect(sentence).toBe(
      "L1 went from ana to mia by the fallback, after step 1 of the escalation of the rule 'eu': the only one eligible. Skipped: ana is one who had it before.",
    )
  })
})

describe('the chain of an ownership ends', () => {
  test.each([
    ['contacted', async ({ router }: ReturnType<typeof stage>) => router.contacted('L1')],
    ['closed', async ({ router }: ReturnType<typeof stage>) => router.close('L1')],
    ['given to somebody by hand', async ({ router }: ReturnType<typeof stage>) => router.reassign('L1', { to: 'cat' })],
    ['cancelled', async ({ router }: ReturnType<typeof stage>) => router.cancelDeadline('L1', { name: 'escalation' })],
    ['erased', async ({ router }: ReturnType<typeof stage>) => router.erase('L1')],
  ])('when the lead is %s', async (_, end) => {
    const world = stage(planOf(chain))
    await world.router.route(lead)
    await world.at(1)
    await end(world)
    expect((await world.store.counts()).timers).toEqual({ set: 0 })
    expect(told(await world.at(99))).toEqual([])
  })

  test('and what the rules give to somebody else has its chain from the beginning', async () => {
    const roster = [...reps, { id: 'eva', region: 'eu', backup: 'ana' }]
    const { router, at } = stage(planOf(chain), { roster })
    await router.route(lead)
    expect(told(await at(1))).toEqual(['0 reminds'])
    expect(await router.decline('L1')).toMatchObject({ rep: 'eva' })
    expect(told(await at(1.99))).toEqual([])
    expect(told(await at(2))).toEqual(['0 reminds'])
    // Her backup handed it back: the next in line is his backup.
    expect(told(await at(3))).toEqual(['1 eva -> bob'])
  })

  test('when the plan in force has no such step any more', async () => {
    const { router, store, at } = stage(planOf(chain))
    await router.route(lead)
    await router.publish(planOf(chain, { rules: [{ name: 'eu', to: { region: { same: 'region' } } }] }), signed)
    expect(told(await at(99))).toEqual([])
    expect((await store.counts()).timers).toEqual({ set: 0 })
  })
})

test('a late sweep takes a step once, and the next one counts from then', async () => {
  const { router, at } = stage(planOf(chain))
  await router.route(lead)
  const { fired } = await at(10)
  expect(fired).toEqual([{ key: 'L1', name: 'escalation', step: 0, due: HOUR, at: 10 * HOUR }])
  expect(told(await at(10.99))).toEqual([])
  const { escalated } = await at(20)
  expect(escalated[0]).toMatchObject({ at: 20 * HOUR, escalated: { due: 11 * HOUR } })
})

test('explains which step gave the lead to its owner, and why nobody else', async () => {
  const { router, at } = stage(planOf(chain))
  await router.route(lead)
  await at(1)
  await at(2)
  const { sentence, rules, reps: each } = await router.explain('L1')
  expect(sentence).toBe("L1 went from ana to bob by step 2 of the escalation of the rule 'eu': the backup of ana.")
  expect(rules.map((rule) => rule.sentence)).toEqual(["The step 'eu / escalation 2' decides: the backup of ana."])
  expect(each.map((rep) => rep.sentence)).toEqual([
    "ana did not get L1: step 2 of the escalation of the rule 'eu' does not select ana.",
    "bob got L1 by step 2 of the escalation of the rule 'eu': the backup of ana.",
    "cat did not get L1: step 2 of the escalation of the rule 'eu' does not select cat.",
    "mia did not get L1: step 2 of the escalation of the rule 'eu' does not select mia.",
    "vic did not get L1: step 2 of the escalation of the rule 'eu' does not select vic.",
  ])
})

test.each(['exact', 'lazy'] as const)('asks who is there, as rules do: %s', async (availabilityMode) => {
  const asked: string[] = []
  const availability = ({ id }: { readonly id: string }) => {
    asked.push(id)
    return id !== 'bob'
  }
  const { router, at } = stage(planOf([{ after: hour, to: { region: 'us' } }]), { availability, availabilityMode })
  await router.route(lead)
  expect(told(await at(1))).toEqual(['0 ana -> cat'])
  expect([...new Set(asked)].sort()).toEqual(['ana', 'bob', 'cat'])
})

describe('a sweep at an instant that a scheduler tells', () => {
  test('counts it as now, for deadlines, escalations and leads', async () => {
    const { router, store } = stage(planOf(chain))
    await router.route(lead)
    await router.accept({ id: 'L2', region: 'eu' })
    expect(told(await router.sweep(HOUR - 1))).toEqual([])
    expect((await store.lead({ key: 'L2' }))?.at).toBe(HOUR - 1)
    const { fired } = await router.sweep(HOUR)
    expect(fired).toMatchObject([{ key: 'L1', due: HOUR, at: HOUR }])
  })

  test.each([[{ id: 'job' }], [new Date(0)], [Number.NaN], [1.5], ['5'], [null]])('refuses %j', async (now) => {
    const { router } = stage(planOf(chain))
    expect(await codeOf(router.sweep(now as unknown as number))).toBe('badOptions')
  })

  test('refuses seconds', async () => {
    const { router, clock } = stage(planOf(chain))
    clock.now = Date.parse('2026-03-27T12:00:00Z')
    expect(await codeOf(router.sweep(clock.now / 1000))).toBe('badOptions')
    expect(await codeOf(router.sweep(clock.now - 1000))).toBe('none')
  })
})

test("the name is that of the plan's escalations", async () => {
  const { router } = stage(planOf(chain))
  await router.route(lead)
  expect(await codeOf(router.deadline('L1', { name: 'escalation', at: 5, channels: [] }))).toBe('badOptions')
})
