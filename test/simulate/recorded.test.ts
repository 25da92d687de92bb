import { describe, expect, test } from 'vitest'
import { compare, type Outcome, simulate } from '../../src/door/simulate.js'
import { createRouter, memoryStore, type Plan, type Rep } from '../../src/index.js'
import { handClock } from '../router/team.js'
import { HOUR, monday } from './world.js'

const plan: Plan = {
  fairlead: 1,
  name: 'p',
  rules: [{ name: 'eu', when: { region: 'eu' }, to: { region: 'eu' } }],
  otherwise: { to: { region: 'us' } },
}
const roster: readonly Rep[] = [
  { id: 'ana', region: 'eu' },
  { id: 'bob', region: 'eu' },
  { id: 'cat', region: 'us' },
]

/** Ana is away at first, until an hour later; nobody is asked about cat before the third lead. */
async function routed() {
  const [clock, store] = [handClock(monday), memoryStore()]
  const router = createRouter({
    plan,
    roster,
    store,
    clock,
    availability: ({ id }, { now }) => (id === 'ana' && now < monday + HOUR ? { away: 'dentist', until: monday + HOUR } : true),
  })
  for (const id of ['1', '2']) await router.route({ id, region: 'eu' })
  return { clock, store, router }
}

const owners = async (store: Parameters<typeof simulate>[0], more: object = {}) => {
  const told: string[] = []
  const onOutcome = (_: number, outcome: Outcome): void => void told.push(outcome.kind === 'owned' ? outcome.rep : outcome.kind)
  const report = await simulate(store, { plan, roster, sweep: 'recorded', onOutcome, ...more })
  return { told, report }
}

describe('the history of a store', () => {
  test('who was there when each lead was decided', async () => {
    const { store, clock, router } = await routed()
    clock.now += 2 * HOUR
    await router.route({ id: '3', region: 'eu' })
    expect((await owners(store)).told).toEqual(['bob', 'bob', 'ana'])
  })

  test('of whom a decision did not ask: the option, else the latest word as long as it said', async () => {
    const { store, clock, router } = await routed()
    const everybody: Plan = { ...plan, rules: [{ name: 'all', to: { region: ['eu', 'us'] } }] }
    await router.route({ id: '3', region: 'us' })
    clock.now += 2 * HOUR
    for (const id of ['4', '5']) await router.route({ id, region: 'us' })
    // None of the last three asked about ana. The dentist lasts an hour.
    expect((await owners(store, { plan: everybody })).told).toEqual(['bob', 'cat', 'bob', 'cat', 'ana'])
    const never = ({ id }: Rep) => id !== 'ana'
    expect((await owners(store, { plan: everybody, availability: never })).told).toEqual(['bob', 'cat', 'bob', 'cat', 'bob'])
  })

  test('what owners did counts where they have the lead; closing counts for whoever has it', async () => {
    const { store, router } = await routed()
    await router.decline('1')
    await router.reassign('2', { to: 'cat' })
    await router.close('2')
    const same = await owners(store)
    expect(same.report).toMatchObject({ actsLeftOut: 0 })
    expect(same.report.reps.map(({ open }) => open)).toEqual([0, 0, 1])
    // With another owner nobody hands it back, and it is given to cat from nobody.
    const other = await owners(store, { plan: { ...plan, rules: [] } })
    expect(other.report).toMatchObject({ actsLeftOut: 2, leads: 2 })
    expect(other.report.reps.map(({ open }) => open)).toEqual([0, 0, 1])
  })

  test('erased leads are left out, and counted', async () => {
    const { store, router } = await routed()
    await router.erase('1')
    const { told, report } = await owners(store)
    expect({ told, erased: report.erased }).toEqual({ told: ['bob'], erased: 1 })
  })

  test('held leads under a plan that holds: swept by the minute, although the trail tells of no sweep', async () => {
    const { store, clock, router } = await routed()
    clock.now += 5 * HOUR
    await router.route({ id: '3', region: 'us' })
    const hold: Plan = { ...plan, rules: [], otherwise: { to: { id: 'ana' }, whenNobody: 'hold' } }
    const { before, after, moves } = await compare(store, { before: { plan, roster }, after: { plan: hold } })
    expect([before.waits.owner.max, after.waits.owner.max]).toEqual([0, HOUR])
    expect(moves).toMatchObject({ leads: 3, later: 2 })
    expect(after.reps.map(({ leads }) => leads)).toEqual([3, 0, 0])
  })
})
