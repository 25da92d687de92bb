import { createMatcher } from '../../../src/lookup/matcher.js'
import { type Spread, spreadOf } from '../spread.js'
import { type Contestant, contestants, index } from './contestants.js'
import { interpreter, treesOf } from './fairlead.js'
import { routing } from './routing.js'
import type { Lead, Workload } from './workload.js'
import { workloadOf } from './workload.js'

/** How much is measured. */
export interface Extent {
  readonly sizes: readonly number[]
  readonly leads: number
  readonly rounds: number
  /** About how long each contestant runs in a round. */
  readonly ms: number
  /** How many leads are compared with the interpreter, of fast contestants and of slow ones. */
  readonly checked: { readonly fast: number; readonly slow: number }
  readonly routing: { readonly rules: number; readonly reps: readonly number[] }
  readonly revised: number
}

export const whole: Extent = {
  sizes: [10, 100, 1_000, 10_000, 100_000],
  leads: 2_000,
  rounds: 15,
  ms: 20,
  checked: { fast: 1_000, slow: 100 },
  routing: { rules: 1_000, reps: [1_000, 10_000] },
  revised: 100_000,
}

export interface Matched {
  readonly contestant: string
  /** Its time for one lead, in times of the index of the same round. Missing: not measured at this size. */
  readonly ratio?: Spread
  readonly ns?: number
}

export interface SizeResult {
  readonly rules: number
  readonly matched: readonly Matched[]
  /** The part of the leads for which some rule holds. */
  readonly hit: number
  readonly checked: number
  readonly buildMs: number
  /** Bytes that the index keeps. Missing where the process does not show its garbage collector. */
  readonly bytes?: number
}

export interface RoutingResult {
  readonly reps: number
  /** Time of a whole decision in times of matching alone. */
  readonly ratio: Spread
  readonly perSecond: number
}

export interface MatchResults {
  readonly sizes: readonly SizeResult[]
  readonly routing: readonly RoutingResult[]
  readonly routingRules: number
  readonly revision: { readonly rules: number; readonly ratio: number; readonly kept: number }
  readonly extent: Extent
}

/** The parts of the whole, each for a process of its own: in one that had other plans before, an engine knows less about the present one. */
export function partsOf(extent: Extent): Extent[] {
  return [
    ...extent.sizes.map((size) => ({ ...extent, sizes: [size], routing: { ...extent.routing, reps: [] }, revised: 0 })),
    { ...extent, sizes: [] },
  ]
}

export function joined(extent: Extent, parts: readonly MatchResults[]): MatchResults {
  return { ...(parts.at(-1) as MatchResults), sizes: parts.flatMap(({ sizes }) => sizes), extent }
}

export async function benchMatching(extent: Extent, tell: (step: string) => void = () => {}): Promise<MatchResults> {
  const sizes: SizeResult[] = []
  for (const rules of extent.sizes) {
    tell(`${rules} rules`)
    sizes.push(await measureSize(workloadOf(rules, extent.leads), rules, extent))
  }
  tell('whole decisions')
  const routed = extent.routing.reps.map((reps) => measureRouting(reps, extent))
  tell('a changed plan')
  return {
    sizes,
    routing: routed,
    routingRules: extent.routing.rules,
    revision: measureRevision(extent.revised),
    extent,
  }
}

interface Lane {
  readonly contestant: Contestant
  readonly run: (leads: readonly Lead[], from: number, count: number) => number | Promise<number>
  count: number
  from: number
  readonly times: number[]
}

async function measureSize(workload: Workload, rules: number, { rounds, ms, checked }: Extent): Promise<SizeResult> {
  const able = contestants.filter(({ most }) => rules <= most)
  const { leads } = workload
  const spec = interpreter(workload)
  const expected = leads.slice(0, rules > 10_000 ? checked.slow : checked.fast).map(spec)
  const lanes: Lane[] = []
  for (const contestant of able) {
    const run = contestant.make(workload)
    const some = contestant.slow === true ? expected.slice(0, checked.slow) : expected
    for (const [at, winner] of some.entries()) {
      const found = await run(leads, at, 1)
      if (found !== winner) throw new Error(`${contestant.name}, ${rules} rules, lead ${at}: rule ${found} instead of ${winner}`)
    }
    const lane: Lane = { contestant, run, count: 1, from: 0, times: [] }
    await warmUp(lane, leads, ms)
    lanes.push(lane)
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < lanes.length; place += 1) {
      const lane = lanes[(round + place) % lanes.length] as Lane
      globalThis.gc?.({ type: 'minor' })
      lane.times.push(await time(lane, leads))
    }
  }
  const first = (lanes[0] as Lane).times
  return {
    rules,
    matched: contestants.map((contestant) => {
      const lane = lanes.find((one) => one.contestant === contestant)
      if (lane === undefined) return { contestant: contestant.name }
      const ratio = spreadOf(lane.times.map((taken, round) => taken / (first[round] as number)))
      return { contestant: contestant.name, ratio, ns: spreadOf(lane.times).median * 1e6 }
    }),
    hit: expected.filter((winner) => winner >= 0).length / expected.length,
    checked: expected.length,
    ...measureBuild(workload),
  }
}

/** Finds how many leads take about the time of a round. */
async function warmUp(lane: Lane, leads: readonly Lead[], ms: number): Promise<void> {
  for (;;) {
    const taken = (await time(lane, leads)) * lane.count
    if (taken >= ms / 2) {
      lane.count = Math.max(1, Math.round((lane.count * ms) / taken))
      return
    }
    lane.count *= 2
  }
}

/** @returns milliseconds for one lead */
async function time(lane: Lane, leads: readonly Lead[]): Promise<number> {
  const begun = performance.now()
  await lane.run(leads, lane.from, lane.count)
  const taken = performance.now() - begun
  lane.from = (lane.from + lane.count) % leads.length
  return taken / lane.count
}

function measureBuild(workload: Workload): Pick<SizeResult, 'buildMs' | 'bytes'> {
  const trees = treesOf(workload)
  const before = used()
  const begun = performance.now()
  const matcher = createMatcher(trees, workload.lists)
  matcher.prepare()
  const buildMs = performance.now() - begun
  const after = used()
  // Kept until here, so that it is counted.
  matcher.first({})
  return { buildMs, ...(before === undefined || after === undefined ? {} : { bytes: after - before }) }
}

function used(): number | undefined {
  if (globalThis.gc === undefined) return undefined
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function measureRouting(reps: number, { routing: { rules }, leads: count, rounds, ms }: Extent): RoutingResult {
  const workload = workloadOf(rules, count)
  const route = routing(workload, reps)
  const match = index.make(workload)
  const once = (lead: Lead): void => void route(lead)
  // Everybody has had a lead, so ledgers and selections are there.
  for (let pass = 0; pass < 3; pass += 1) workload.leads.forEach(once)
  const times: { readonly matching: number; readonly routing: number }[] = []
  const some = Math.max(20, Math.round((count * ms) / 20))
  for (let round = 0; round < rounds; round += 1) {
    const part = Array.from({ length: Math.min(some, count) }, (_, at) => workload.leads[(round * some + at) % count] as Lead)
    const begun = performance.now()
    void match(part, 0, part.length)
    const between = performance.now()
    part.forEach(once)
    times.push({ matching: (between - begun) / part.length, routing: (performance.now() - between) / part.length })
  }
  const perLead = spreadOf(times.map((one) => one.routing)).median
  return { reps, ratio: spreadOf(times.map((one) => one.routing / one.matching)), perSecond: 1000 / perLead }
}

/** One rule in a thousand changes. */
function measureRevision(rules: number): MatchResults['revision'] {
  if (rules === 0) return { rules, ratio: 0, kept: 0 }
  const workload = workloadOf(rules, 1)
  const changed = {
    ...workload,
    rules: workload.rules.map((rule, at) => (at % 1000 === 500 ? (workload.rules[at - 1] as typeof rule) : rule)),
  }
  const [before, after] = [treesOf(workload), treesOf(changed)]
  const built = (trees: typeof before, old?: ReturnType<typeof createMatcher>) => {
    const begun = performance.now()
    const matcher = createMatcher(trees, workload.lists, old)
    matcher.prepare()
    return { matcher, ms: performance.now() - begun }
  }
  const { matcher, ms } = built(before)
  const revised = built(after, matcher)
  return { rules, ratio: revised.ms / ms, kept: revised.matcher.kept() }
}
