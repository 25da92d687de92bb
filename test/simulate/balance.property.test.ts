import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balance } from '../../src/door/metrics.js'
import { createRouter, memoryStore, type Plan, type Rep, type Routed } from '../../src/index.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'

const territories = ['dach', 'us', 'uk']

// At most six reps with weights of at most 4: their sums divide one lead, and amounts are whole leads, so that shares are exact in the ledger too.
const rosters = fc
  .array(
    fc.record({
      territory: fc.subarray(territories, { minLength: 1 }),
      quota: fc.constantFrom(1, 2, 4),
      capacity: fc.constantFrom(undefined, undefined, undefined, 4),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((drafts): Rep[] =>
    drafts.map(({ capacity, ...rep }, index) => ({ id: `r${index}`, ...rep, ...(capacity === undefined ? {} : { capacity }) })),
  )

const worlds = fc.record({
  roster: rosters,
  by: fc.constantFrom('roundRobin' as const, { weighted: 'quota' }),
  leads: fc.array(
    fc.record({ territory: fc.constantFrom(...territories), amount: fc.constantFrom(2, 4, 10, 40), away: fc.subarray(['r0', 'r1', 'r2']) }),
    { minLength: 40, maxLength: 90 },
  ),
  byValue: fc.boolean(),
})

const planOf = (by: Plan['otherwise']['by'] & {}, byValue: boolean): Plan => ({
  fairlead: 1,
  name: 'p',
  rules: [{ name: 'territory', to: { territory: { same: 'territory' } }, by, rotation: 'team' }],
  rotations: byValue ? { team: { value: { field: 'amount', typical: 2 } } } : {},
  otherwise: { to: {}, by, rotation: 'team' },
})

// 1 to 24 divide this, and so do all sums of weights above.
const unit = BigInt(LEAD)

/** Deviations from the decisions alone: who was eligible, by the trace, and what everybody's weight is, by the roster. */
function fromDecisions(decisions: readonly Routed[], weightOf: (rep: string) => bigint, worthOf: (index: number) => bigint) {
  const off = new Map<string, bigint>()
  const offValue = new Map<string, bigint>()
  let [worst, worstValue] = [0n, 0n]
  decisions.forEach((decision, index) => {
    if (decision.kind !== 'assigned') return
    const contenders = (decision.trace.rules.at(-1)?.pick?.ranks ?? []).map(({ rep }) => rep)
    const sum = contenders.reduce((total, rep) => total + weightOf(rep), 0n)
    const add = (map: Map<string, bigint>, rep: string, amount: bigint) => map.set(rep, (map.get(rep) ?? 0n) + amount)
    for (const rep of contenders) {
      add(off, rep, (unit * weightOf(rep)) / sum)
      add(offValue, rep, (worthOf(index) * weightOf(rep)) / sum)
    }
    add(off, decision.rep, -unit)
    add(offValue, decision.rep, -worthOf(index))
    for (const amount of off.values()) worst = larger(worst, amount)
    for (const amount of offValue.values()) worstValue = larger(worstValue, amount)
  })
  return { off, worst, worstValue }
}

const larger = (worst: bigint, amount: bigint): bigint => (amount > worst ? amount : -amount > worst ? -amount : worst)

test('the worst deviation of a router is that of its decisions; credits are deviations; nothing exceeds the bound', async () => {
  let runs = 0
  let contested = 0
  let valued = 0
  await fc.assert(
    fc.asyncProperty(worlds, async ({ roster, by, leads, byValue }) => {
      const store = memoryStore()
      let present = 0
      const router = createRouter({
        plan: planOf(by, byValue),
        roster,
        store,
        availability: (rep) => !(leads[present]?.away.includes(rep.id) ?? false),
        clock: () => 1000 + present,
        salt: () => '0'.repeat(32),
      })
      const decisions: Routed[] = []
      for (const [index, { territory, amount }] of leads.entries()) {
        present = index
        decisions.push(await router.route({ id: `${index}`, territory, amount }))
        if (index % 3 === 2) await router.close(`${index - 1}`)
      }

      const weightOf = (id: string): bigint => (by === 'roundRobin' ? 1n : BigInt(roster.find((rep) => rep.id === id)?.quota as number))
      const worthOf = (index: number): bigint => (unit * BigInt(leads[index]?.amount ?? 0)) / 2n
      const { off, worst, worstValue } = fromDecisions(decisions, weightOf, worthOf)
      const { rotations } = await balance(store)
      const team = rotations.team
      if (team === undefined || !team.measured) throw new Error('nothing was measured')

      expect(Object.keys(rotations)).toEqual(['team'])
      expect(team.leads).toBe(decisions.filter(({ kind }) => kind === 'assigned').length)
      expect(team.uncredited).toBe(0)
      expect(team.worstDeviation).toBe(Number(worst) / LEAD)
      const ledger = await store.ledger('team')
      for (const [rep, { deviation, got, fair }] of Object.entries(team.reps)) {
        expect(deviation).toBe(Number(off.get(rep)) / LEAD)
        expect(deviation).toBe(creditOf(ledger, rep) / LEAD)
        expect(fair - got).toBeCloseTo(deviation, 9)
      }
      if (team.bound !== undefined) expect(team.worstDeviation).toBeLessThanOrEqual(team.bound)
      if (byValue) expect(team.value?.worstDeviation ?? 0).toBe(Number(worstValue) / LEAD)
      else {
        expect(team.value).toBeUndefined()
        expect(team.bound).toBe(Math.floor(off.size / 2))
      }

      // Cut in two by time: the parts together are the whole.
      const cut = 1000 + Math.floor(leads.length / 2)
      const [first, second] = [(await balance(store, { until: cut })).rotations.team, (await balance(store, { after: cut })).rotations.team]
      expect((first?.leads ?? 0) + (second?.leads ?? 0)).toBe(team.leads)
      if (first?.measured && second?.measured) {
        for (const [rep, { deviation }] of Object.entries(team.reps)) {
          expect((first.reps[rep]?.deviation ?? 0) + (second.reps[rep]?.deviation ?? 0)).toBeCloseTo(deviation, 9)
        }
        if (!byValue) expect(second.bound).toBe((team.bound as number) * 2)
      }
      runs += 1
      if (worst > unit / 2n) contested += 1
      if (team.value !== undefined) valued += 1
    }),
    { numRuns: 60 },
  )
  expect(contested / runs).toBeGreaterThan(0.3)
  expect(valued / runs).toBeGreaterThan(0.2)
})
