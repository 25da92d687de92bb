import { expect, test } from 'vitest'
import type { Availability, Presence } from '../../src/index.js'
import { teamRouter, told } from './team.js'

const who: Record<string, Presence> = { ana: { unknown: 'her calendar is broken' } }
const ports: readonly (readonly [string, Availability])[] = [
  ['a function', (rep) => who[rep.id] ?? true],
  ['one', { one: async (rep) => who[rep.id] ?? true }],
  ['many', { many: (asked) => Object.fromEntries(asked.map(({ id }) => [id, who[id] ?? true])) }],
]
const lead = { id: '1', country: 'DE' }

test.each(ports)('as %s: of whom nobody can say, the policy decides, and the trace says why', async (_, availability) => {
  const skipped = await teamRouter({ availability }).router.route(lead)
  expect(skipped.trace.rules[1]?.skipped).toEqual([{ rep: 'ana', reason: 'unknownAvailability', detail: 'her calendar is broken' }])
  for (const [policy, outcome] of [
    ['skip', 'bob by territory'],
    ['assumeThere', 'ana by territory'],
    ['otherwise', 'mia by otherwise'],
  ] as const) {
    const routed = await teamRouter({ availability, whenPortFails: { availability: policy } }).router.route(lead)
    const messages = routed.trace.notes?.map(({ message }) => message)
    expect([told(routed), messages]).toEqual([outcome, ['The availability port failed: her calendar is broken.']])
  }
})

test('an answer that says both is nonsense', async () => {
  const availability = (() => ({ unknown: 'why', away: 5 })) as never
  const routed = await teamRouter({ availability }).router.route(lead)
  expect(routed.trace.rules[1]?.skipped.map(({ detail }) => detail)).toEqual(Array(2).fill('it gave no usable answer'))
})
