import { expect, test } from 'vitest'
import { createRouter, memoryStore, type Plan } from '../../src/index.js'

const plan: Plan = {
  fairlead: 1,
  name: 'p',
  rules: [
    { name: 'pool', when: { score: { gte: 0 } }, to: { queue: 'pool' } },
    { name: 'letters', when: { letter: true }, to: { queue: 'letters' } },
  ],
  otherwise: { to: {} },
}

test.each([
  ['a queue that is not there', 'poll', {}, ['queue']],
  ['no limit', 'pool', { limit: -1 }, ['limit']],
  ['a limit as text', 'pool', { limit: '5' }, ['limit']],
  ['a misspelled limit', 'pool', { limt: 5 }, ['limt']],
  ['a lead in place of a place', 'pool', { after: { lead: 'a' } }, ['after']],
  ['no place', 'pool', { after: 5 }, ['after']],
  ['null', 'pool', { after: null }, ['after']],
])('no page of a queue: %s', async (_, queue, page, path) => {
  const router = createRouter({ plan, roster: [{ id: 'ana' }], store: memoryStore(), clock: () => 0 })
  await router.route({ id: 'a', score: 1 })
  const error = await router.waiting(queue, page as never).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'badOptions', issues: [{ path }] })
  expect([(await router.waiting('pool')).length, await router.waiting('letters'), await router.waiting('held')]).toEqual([1, [], []])
})
