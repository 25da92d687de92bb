// The same with Jest: node --experimental-vm-modules node_modules/jest/bin/jest.js --config '{"transform":{}}' --testMatch '**/hostPlan.jest.test.mjs'
import { readFileSync } from 'node:fs'
import { assertCoverage, assertFair, given, leadsOf } from 'fairlead/testing'
import fc from 'fast-check'

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const world = { plan: read('plans/segments.json'), reps: read('data/segmentReps.json') }

test('a lead without a size goes to the small-business team', async () => {
  const outcome = await given(world).when({ id: 'L1', score: 50 })
  outcome.goesTo('opal', { rule: 'otherwise' })
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
