import { describe, expect, test } from 'vitest'
import { campaign, report } from './simulation/campaign.js'
import { simulateFaults } from './simulation/main.js'
import { mended } from './simulation/mended.js'
import { run, type Twist } from './simulation/run.js'
import { type Script, scriptOf } from './simulation/script.js'
import { shrink } from './simulation/shrink.js'
import { losesLoads } from './wrong/writes.js'

const RUNS = 20_000

/** In how many of a hundred runs it comes about at least: without it a campaign would prove nothing. */
const often: { readonly [what: string]: number } = {
  'a question was lost': 20,
  'an answer was lost': 30,
  'a lost answer was settled by the trail': 4,
  'a process ended': 30,
  'a caller was never told': 20,
  'a caller was told an error of the store': 10,
  'processes raced': 90,
  'two processes raced for one lead': 20,
  'a lead came again': 60,
  'a lead came again with other content': 40,
  'somebody acted in an epoch that was over': 2,
  'somebody acted in the right epoch': 15,
  'a held lead was placed': 20,
  'an accepted lead was routed': 50,
  'somebody was at the limit': 30,
  'somebody was away': 2,
  'a lead was contacted': 17,
  'a lead was won': 4,
  'a lead was taken from whoever leaves': 4,
  'a transfer told of a lead': 3,
  'somebody handed a lead back and said why': 3,
  'a lead was claimed': 10,
  'an unclaimed lead was pushed': 6,
  'somebody was at a rate': 5,
  'a lead was heavy': 6,
  'a lead was closed': 30,
  'a lead was declined': 8,
  'a lead was reassigned': 8,
  'a lead was erased': 6,
  'a deadline fired': 12,
  'an escalation reminded': 50,
  'an escalation found nobody': 15,
  'a lead went up or to a backup': 35,
  'a lead escalated through the rules': 15,
  'an escalation was cancelled': 30,
  'a deadline was cancelled': 5,
  'a message was delivered twice': 3,
  'a loan was over': 3,
  'a delivery failed': 20,
  'a message was given up': 8,
  'a message was revived': 1,
  'two plans were in force': 10,
  'a plan was published': 15,
  'a plan was scheduled': 10,
  'a plan was rolled back': 5,
  'a scheduled version decided': 4,
  'three versions decided': 2,
}

describe('simulation: several processes on one store, everything that can fail fails, and the invariants hold', () => {
  test(`${RUNS} runs, each from a seed`, { timeout: 900_000 }, async () => {
    const { runs, failures, hits } = await campaign({ from: 0, runs: RUNS })
    expect(failures[0] === undefined ? '' : await report(failures[0])).toBe('')
    expect(runs).toBe(RUNS)
    const seldom = Object.entries(often).filter(([what, least]) => ((hits[what] ?? 0) * 100) / runs < least)
    expect(seldom.map(([what, least]) => `${what}: ${hits[what] ?? 0} of ${runs}, should be ${least} %`)).toEqual([])
  })

  test('the same seed is the same run to the letter, alone and in a crowd', async () => {
    const seeds = Array.from({ length: 60 }, (_, index) => 700_000 + index)
    const crowd = await Promise.all(seeds.map((seed) => run(scriptOf(seed))))
    for (const [index, seed] of seeds.entries()) expect((await run(scriptOf(seed))).trace).toEqual(crowd[index]?.trace)
    expect(new Set(crowd.map(({ trace }) => trace.join('\n'))).size).toBe(seeds.length)
  })

  test('another schedule is another run', async () => {
    const script = scriptOf(700_001)
    const traces = [script.picks, script.picks.map((pick) => pick + 1), []].map(async (picks) =>
      (await run({ ...script, picks })).trace.join('\n'),
    )
    expect(new Set(await Promise.all(traces)).size).toBe(3)
  })
})

describe('faults that were found here, and mended', () => {
  test.each(mended)('$name', async ({ script }) => {
    expect((await run(script)).violations).toEqual([])
  })
})

describe('the shrinker', () => {
  test('finds the few events that it takes', { timeout: 300_000 }, async () => {
    const twist: Twist = { base: losesLoads }
    const { failures } = await campaign({ from: 1_000_000, runs: 200, twist })
    const seed = failures[0]?.seed as number
    const fails = async (script: Script): Promise<boolean> =>
      (await run(script, twist)).violations.some(({ invariant }) => invariant === 'I4')
    const shortest = await shrink(scriptOf(seed), fails)
    expect(await fails(shortest)).toBe(true)
    // Two writes: the second one loses its load.
    expect(shortest.events.length).toBeLessThanOrEqual(2)
    expect(shortest.faults).toEqual([])
    expect(shortest.picks.every((pick) => pick === 0)).toBe(true)
    expect(shortest.setup).toMatchObject({ processes: 1, deliveryFails: 0 })
  })

  test('a report names the seed, the script and what happens', async () => {
    const twist: Twist = { base: losesLoads }
    const { failures } = await campaign({ from: 1_000_000, runs: 200, twist })
    const text = await report(failures[0] as (typeof failures)[number], twist)
    expect(text).toContain(`Seed ${failures[0]?.seed} fails:`)
    expect(text).toMatch(/"do":"route(Many)?"/)
    expect(text).toMatch(/p0 transact L/)
    expect(text).toMatch(/I4 rep r\d: load/)
  })
})

test('what the script of the repository runs', async () => {
  const lines: string[] = []
  expect(await simulateFaults(3, 64, (line) => lines.push(line))).toBe(true)
  expect(lines[0]).toMatch(/^64 runs from seed 3 in/)
  expect(lines.length).toBeGreaterThan(20)
})
