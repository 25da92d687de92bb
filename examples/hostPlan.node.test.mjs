// The same with the test runner of Node and a plan from a file: node --test examples/hostPlan.node.test.mjs
import { deepEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertCoverage, assertFair, given, leadsOf } from 'fairlead/testing'
import fc from 'fast-check'

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const world = { plan: read('plans/segments.json'), reps: read('data/segmentReps.json') }

test('a lead without a size goes to the small-business team', async () => {
  const outcome = await given(world).when({ id: 'L1', score: 50 })
  outcome.goesTo('opal', { rule: 'otherwise' })
})

test('a weak lead waits, whatever its size', async () => {
  const outcome = await given(world).when({ id: 'L1', score: 2, company: { employees: 9000 } })
  outcome.waitsIn('nurture', { rule: 'nurture' })
})

test('who is away today gets no lead, and is owed none tomorrow', async () => {
  const team = given({ ...world, away: { dina: { why: 'on holiday', until: '2026-01-06T09:00:00Z' } } })
  const leads = (day) => Array.from({ length: 42 }, (_, index) => ({ id: `${day}-${index}`, company: { employees: 5000 } }))
  const today = await team.shares(leads('today'))
  deepEqual([today.abel, today.bree, today.cato, today.dina], [16, 12, 14, 0])
  await team.later({ days: 1 })
  const tomorrow = await team.shares(leads('tomorrow'))
  deepEqual([tomorrow.abel, tomorrow.bree, tomorrow.cato, tomorrow.dina], [11, 9, 9, 13])
})

test('whatever else is known of it, a weak lead waits', async () => {
  const weak = leadsOf(fc, world.plan, { where: { score: { lt: 5 } } })
  await fc.assert(fc.asyncProperty(weak, async (lead) => void (await given(world).when(lead)).waitsIn('nurture')))
})

test('every rule is reached, and all shares are fair', async () => {
  const leads = fc.sample(leadsOf(fc, world.plan), { numRuns: 300, seed: 1 })
  assertCoverage(world.plan, { reps: world.reps, leads })
  await assertFair({ ...world, leads })
})
