import { expect, test } from 'vitest'
import type { Plan } from '../../src/index.js'
import { plan, teamRouter } from './team.js'

const notifying: Plan = {
  ...plan,
  channels: ['slack', 'crm'],
  rules: plan.rules.map((rule) => ({ ...rule, notify: ['slack', 'crm'] })),
}

test.each([undefined, false])('without `outbox` (%s) effects are returned and stored, and no message is written', async (outbox) => {
  const { router, store } = teamRouter({ plan: notifying, ...(outbox === undefined ? {} : { outbox }) })
  const { effects } = await router.route({ id: '1', country: 'DE' })
  expect(effects.map(({ channel }) => channel)).toEqual(['slack', 'crm'])
  expect((await store.counts()).messages).toEqual({ waiting: 0, dead: 0 })
})

test('with `outbox` the messages tell what happened, numbered within their entry', async () => {
  const { router, store } = teamRouter({ plan: notifying, outbox: true })
  await router.route({ id: '1', country: 'DE' })
  await router.route({ id: '1', country: 'DE' })
  await router.route({ id: '2', country: 'FR', score: 3 })
  const [first, queued] = await store.claim({ now: 1_000, leaseMs: 1, limit: 9, channels: ['slack', 'crm'] })
  expect(first).toMatchObject({ id: '1.0', channel: 'slack', about: { kind: 'assigned', epoch: 1, rep: 'ana', rule: 'territory' } })
  expect(queued).toMatchObject({ id: '2.0', channel: 'slack', about: { kind: 'queued', epoch: 0, queue: 'nurture', rule: 'low score' } })
  expect((await store.counts()).messages).toEqual({ waiting: 4, dead: 0, oldest: 1_000 })
})
