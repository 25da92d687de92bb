import { expect, test } from 'vitest'
import { accountOwner, createRouter, memoryStore, replay, type Plan } from '../../src/index.js'

const plan: Plan = {
  fairlead: 1,
  name: 'p',
  segments: { territory: { dach: { country: ['DE', 'AT'] }, us: { country: 'US' } } },
  rules: [
    { name: 'account owner', to: accountOwner({ orElse: 'manager' }) },
    { name: 'territory', to: { territory: { same: 'territory' } }, by: { weighted: 'performance' } },
  ],
  otherwise: { to: { role: 'expansion' } },
}
const reps = [
  { id: 'ana', territory: 'dach', performance: 2, manager: 'eve' },
  { id: 'bob', territory: 'dach', performance: 1, active: true, capacity: 3 },
  { id: 'cat', territory: 'us', performance: 1, active: false, manager: 'eve' },
  { id: 'eve', role: 'expansion' },
]

test('routes', async () => {
  const store = memoryStore()
  const router = createRouter({ plan, roster: reps, store, clock: () => 1000, accounts: (lead) => (lead.domain === 'acme.com' ? { id: 'acme', owner: 'cat' } : undefined) })
  const out = await router.routeMany([
    { id: '1', country: 'DE' }, { id: '2', country: 'DE' }, { id: '3', country: 'DE' }, { id: '4', country: 'FR' }, { id: '5', country: 'US' },
    { id: '6', domain: 'acme.com' }, { id: '1', country: 'AT' }, { nope: 1 },
  ])
  console.log(out.map((one) => (one.status === 'fulfilled' ? `${one.value.kind} ${'rep' in one.value ? one.value.rep : one.value.queue} ${one.value.rule} ${one.value.duplicate} ${one.value.payloadChanged}` : one.reason.message)))
  const explanation = await router.explain('2')
  console.log(explanation.sentence, explanation.rules.map((r) => r.sentence), explanation.reps.map((r) => r.sentence))
  console.log(JSON.stringify(await replay(store), null, 1).slice(0, 900))
  expect(out.length).toBe(8)
})
