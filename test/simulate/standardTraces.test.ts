import { expect, test } from 'vitest'
import { createRouter, memoryStore, type Plan, type Rep, replay } from '../../src/index.js'
import type { Member, Picker } from '../fairness/contest.js'
import { deviationOf, measure, staysWithin } from '../fairness/measure.js'
import { traceOf } from '../fairness/traces.js'
import { floodIn, returnOf, spreadOf } from './yearEnd/returns.js'
import { type Contest, createTurns } from './yearEnd/turns.js'

/** The standard traces through the real router: who is there comes from its availability, who is full from its own count. */

const leads = 2_500
const CAP = 5
/** So many leads missed make a return of it. */
const LONG = 60

type Terms = NonNullable<Plan['rotations']>
const forgiving: Terms = { all: {} }
const repaying: Terms = { all: { absence: 'repay', atMost: CAP } }

async function drive(key: string, rotations: Terms) {
  const trace = traceOf(key)
  const play = trace.draw(1)()
  const roster: readonly Rep[] = trace.team.map(({ id, weight }) => ({ id, weight, ...(trace.hasOpen ? { capacity: 4 } : {}) }))
  let there: ReadonlySet<string> = new Set()
  const store = memoryStore()
  const router = createRouter({
    plan: {
      ...{ fairlead: 1, name: key, rotations, otherwise: { to: {}, whenNobody: 'hold' } },
      rules: [{ name: 'all', to: {}, by: { weighted: 'weight' } }],
    },
    ...{ roster, store, clock: () => 1_000 },
    availability: ({ id }) => trace.hasOpen || there.has(id),
  })
  const open = new Map(trace.team.map(({ id }) => [id, [] as string[]]))
  const winners: (Member | undefined)[] = []
  const turns = createTurns({ all: { declined: 'keep', ...rotations.all } })
  const faults: unknown[] = []
  const missed = new Map<string, number>()
  const back: { readonly rep: string; readonly turn: number }[] = []
  for (let turn = 0; turn < leads; turn++) {
    const contest = play.contest(turn)
    if (contest === undefined) continue
    there = new Set(contest.contenders.map(({ id }) => id))
    for (const { id } of trace.team) {
      if (there.has(id) && (missed.get(id) ?? 0) >= LONG) back.push({ rep: id, turn })
      missed.set(id, there.has(id) ? 0 : (missed.get(id) ?? 0) + 1)
    }
    // Whatever the trace says is done by now is closed: from then on the router's own count is what it has.
    for (const { seat, id } of trace.team) {
      const own = open.get(id) as string[]
      while (own.length > (contest.open?.[seat] ?? own.length)) await router.close(own.shift() as string)
    }
    const routed = await router.route({ id: `L${turn}` })
    const winner = trace.team.find(({ id }) => routed.kind === 'assigned' && id === routed.rep) as Member
    expect(routed.trace.rules[0]?.eligible).toBe(contest.contenders.length)
    expect(there.has(winner.id)).toBe(true)
    open.get(winner.id)?.push(routed.lead)
    winners.push(winner)
    play.assign(turn, winner)
    const [entry] = await store.audit({ after: routed.seq - 1, limit: 1 })
    if (entry?.event.kind !== 'assigned') throw new Error('no entry')
    faults.push(...turns.take(turn, winner.id, contest.contenders, entry.event.ledger))
  }
  let next = 0
  const same: Picker = { name: 'router', rule: 'what the router did', weighs: true, start: () => () => winners[next++] }
  const measured = measure(trace, trace.draw(1)(), same, 1, undefined, leads)
  expect((await replay(store)).difference).toBeUndefined()
  const all = turns.rotations.get('all') as NonNullable<ReturnType<typeof turns.rotations.get>>
  return { measured, faults, all, winners: winners.map((one) => one?.id), returns: returnsOf(back, turns.contests) }
}

function returnsOf(back: readonly { readonly rep: string; readonly turn: number }[], contests: readonly Contest[]) {
  return back.flatMap(({ rep, turn }) => returnOf(rep, 'all', turn, contests) ?? [])
}

test.each([
  ['D', 'vacations'],
  ['E', 'shifts'],
  ['F', 'capacity'],
])(
  'trace %s, %s: under both terms the turns of the specification within the bound; forgiven, never two leads off',
  {
    timeout: 600_000,
  },
  async (key, what) => {
    const forgiven = await drive(key, forgiving)
    const repaid = await drive(key, repaying)
    const half = Math.floor(traceOf(key).team.length / 2)
    // Of a share: one who is repaid gets more than the share of the leads it was there for, and others less.
    const outside = ['share']
    expect(forgiven.faults).toEqual([])
    expect(repaid.faults.filter((fault) => !outside.includes((fault as readonly string[])[0] as string))).toEqual([])
    for (const [name, { measured, all, returns }] of Object.entries({ forgiven, repaid })) {
      const [off, credit] = [deviationOf(measured).toFixed(3), all.credit.toFixed(3)]
      const { most, least } = spreadOf(returns)
      const onReturn = returns.length === 0 ? '' : `; ${returns.length} returns, ${least.toFixed(2)} to ${most.toFixed(2)} over the share`
      console.log(`${what}, ${name}: at most ${off} leads off the share, ${credit} of credit (bound ${half}), ${all.due} due${onReturn}`)
      expect(measured.toAbsent + measured.toNobody).toBe(0)
      expect(all.credit).toBeLessThanOrEqual(half)
    }
    expect(staysWithin(forgiven.measured, half, 1)).toBe(true)
    expect(staysWithin(forgiven.measured, 2, 1)).toBe(true)
    if (key === 'F') {
      // Who is full is not absent: nothing is repaid.
      expect(repaid.winners).toEqual(forgiven.winners)
      return
    }
    expect(repaid.winners).not.toEqual(forgiven.winners)
    expect(repaid.all.due).toBeGreaterThan(0)
    if (key !== 'D') return
    const extraOf = ({ returns }: typeof forgiven): number =>
      returns.flatMap(({ first }) => first.slice(-1)).reduce((sum, { got, share }) => sum + got - share, 0)
    expect(forgiven.returns.length).toBeGreaterThan(5)
    expect(floodIn(forgiven.returns)).toBeLessThanOrEqual(1)
    expect(forgiven.returns.reduce((sum, { unearned }) => sum + unearned, 0)).toBe(0)
    expect(spreadOf(repaid.returns).most).toBeLessThanOrEqual(CAP)
    expect(extraOf(repaid)).toBeGreaterThan(extraOf(forgiven) + repaid.returns.length)
  },
)
