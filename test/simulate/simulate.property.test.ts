import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rosterAvailability, rosterCalendar } from '../../src/door/availability.js'
import { compare, type HistoryLead, htmlReport, type Outcome, type SimulationReport, simulate } from '../../src/door/simulate.js'
import { leadOf, leadParts, MINUTE, monday, plans, roster } from './world.js'

const presence = { availability: rosterAvailability(), workCalendar: rosterCalendar() }

const histories = fc
  .array(
    fc.record({
      parts: leadParts,
      minutes: fc.constantFrom(0, 0, 1, 4, 11, 45, 130, 700),
      open: fc.constantFrom(undefined, undefined, 3, 30, 600),
      again: fc.nat(40),
      broken: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 20, maxLength: 90, size: 'max' },
  )
  .map((drawn): HistoryLead[] => {
    let at = monday
    return drawn.map(({ parts, minutes, open, again, broken }, index) => {
      at += minutes * MINUTE
      const lead = leadOf(again === 0 ? Math.floor(index / 2) : index, parts)
      const came = broken === 0 ? { ...lead, id: null } : { ...lead }
      return { at, lead: came as HistoryLead['lead'], ...(open === undefined ? {} : { closedAt: at + open * MINUTE }) }
    })
  })

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** What the figures of a report have to add up to, whatever the history. */
function expectSound(report: SimulationReport, outcomes: ReadonlyMap<number, Outcome>): void {
  const all = [...outcomes.values()]
  const count = (kind: Outcome['kind']): number => all.filter((outcome) => outcome.kind === kind).length
  expect(report).toMatchObject({ owned: count('owned'), refused: count('refused'), duplicates: count('duplicate') })
  expect(sum(Object.values(report.waiting))).toBe(count('waits'))
  expect(report.leads).toBe(count('owned') + count('waits'))
  expect(sum(report.rules.map(({ owned }) => owned))).toBe(report.owned)
  expect(sum(report.rules.map(({ waiting }) => waiting))).toBe(count('waits'))
  expect(sum(report.reps.map(({ leads }) => leads))).toBe(report.owned)
  for (const { rep, leads } of report.reps)
    expect(leads).toBe(all.filter((outcome) => outcome.kind === 'owned' && outcome.rep === rep).length)
  expect(sum(report.waits.owner.within)).toBe(report.owned)
  expect(report.waits.there.count + report.waits.unknown).toBe(report.owned)
  expect(report.waits.owner.p50).toBeLessThanOrEqual(report.waits.owner.p90)
  expect(report.waits.owner.p90).toBeLessThanOrEqual(report.waits.owner.max)
  const { leads, noRule, full } = report.fallbacks
  expect(noRule + full).toBeLessThanOrEqual(leads)
  // Whatever one is owed, others are ahead by.
  for (const { reps } of Object.values(report.rotations))
    expect(sum(Object.values(reps).map(({ deviation }) => deviation))).toBeCloseTo(0, 6)
}

test('every lead has exactly one outcome, the figures add up to them, and the same history comes out the same', async () => {
  const seen = { owned: 0, waits: 0, refused: 0, duplicate: 0, waited: 0 }
  await fc.assert(
    fc.asyncProperty(plans, histories, fc.boolean(), async (plan, history, later) => {
      const outcomes = new Map<number, Outcome>()
      const until = later ? { until: (history.at(-1) as HistoryLead).at + 2000 * MINUTE } : {}
      const run = (onOutcome: (index: number, outcome: Outcome) => void) =>
        simulate(history, { plan, roster, ...presence, ...until, contactAfter: { hours: 2 }, openFor: { hours: 9 }, onOutcome })
      const report = await run((index, outcome) => {
        expect(outcomes.has(index)).toBe(false)
        outcomes.set(index, outcome)
      })
      expect([...outcomes.keys()].sort((one, other) => one - other)).toEqual(history.map((_, index) => index))
      expectSound(report, outcomes)
      expect(JSON.stringify(await run(() => {}))).toBe(JSON.stringify(report))
      for (const { kind } of outcomes.values()) seen[kind] += 1
      seen.waited += report.waits.owner.max > 0 ? 1 : 0
    }),
    { numRuns: 100 },
  )
  console.log(`outcomes: ${JSON.stringify(seen)}`)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(15)
}, 300_000)

test('against itself nothing moves; the moves of any two add up to the leads, and to both reports', async () => {
  let moved = 0
  await fc.assert(
    fc.asyncProperty(plans, plans, histories, async (plan, other, history) => {
      const before = { plan, roster, ...presence, openFor: { hours: 9 } }
      const itself = await compare(history, { before, after: {} })
      expect(itself.moves).toMatchObject({ moved: 0, byRule: 0, stayedByRule: 0, sooner: 0, later: 0, leads: itself.before.leads })
      expect(itself.after).toEqual(itself.before)

      const told = new Set<number>()
      const result = await compare(history, { before, after: { plan: other }, onMove: (index) => void told.add(index) })
      const { moves } = result
      // Side by side each is as it is alone.
      expect(result.before).toEqual(itself.before)
      expect(result.after).toEqual(await simulate(history, { ...before, plan: other }))
      expect(told.size).toBe(moves.moved)
      expect(sum(moves.rules.map(({ leads }) => leads))).toBe(moves.leads)
      expect(sum(moves.places.map(({ leads }) => leads))).toBe(moves.leads)
      expect(sum(moves.rules.map((cell) => cell.moved))).toBe(moves.moved)
      expect(sum(moves.places.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to)).map(({ leads }) => leads))).toBe(
        moves.moved,
      )
      for (const [side, report] of [
        ['from', result.before],
        ['to', result.after],
      ] as const) {
        for (const { rep, leads } of report.reps)
          expect(sum(moves.places.filter((cell) => 'rep' in cell[side] && cell[side].rep === rep).map((cell) => cell.leads))).toBe(leads)
        for (const { rule, owned, waiting } of report.rules)
          expect(sum(moves.rules.filter((cell) => cell[side] === rule).map((cell) => cell.leads))).toBe(owned + waiting)
      }
      moved += moves.moved
      expect(htmlReport(result)).toContain('</html>')
    }),
    { numRuns: 60 },
  )
  console.log(`moves: ${moved}`)
  expect(moved).toBeGreaterThan(500)
}, 300_000)
