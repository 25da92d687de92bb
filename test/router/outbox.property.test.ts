import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRelay, memoryStore, type Plan, type Routed } from '../../src/index.js'
import { chanceOf, slowStore } from './slowStore.js'
import { countedSalts, handClock, plan, teamRouter } from './team.js'

const notifying: Plan = {
  ...plan,
  channels: ['slack', 'email', 'crm'],
  rules: [
    { name: 'both', when: { country: 'DE' }, to: { territory: 'dach' }, notify: ['slack', 'email'], whenNobody: { wait: { minutes: 1 } } },
    { name: 'queue', when: { country: 'US' }, to: { queue: 'nurture' }, notify: ['crm'] },
    { name: 'silent', when: { country: 'FR' }, to: { territory: 'us' } },
  ],
  otherwise: { to: { role: 'manager' }, notify: ['email'] },
}

const act = fc.record({
  kind: fc.constantFrom('route', 'route', 'route', 'accept', 'sweep', 'decline', 'reassign'),
  lead: fc.nat(7),
  country: fc.constantFrom('DE', 'DE', 'US', 'FR', 'XX'),
})

test('with `outbox` each effect of each decision is one message, and relays deliver all of them, in order for each lead', async () => {
  const count = { messages: 0, attempts: 0, failures: 0, stale: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25, size: 'max' }), fc.nat(), async (acts, seed) => {
      const memory = memoryStore()
      const chance = chanceOf(seed)
      const store = slowStore(memory, () => chance(4))
      const clock = handClock()
      const salt = countedSalts()
      const decided: Routed[] = []
      const make = () => {
        const { router } = teamRouter({
          store,
          plan: notifying,
          clock,
          salt,
          outbox: true,
          availability: (rep) => rep.id === 'mia' || clock.now > 50_000,
        })
        // Accepted leads and routed ones meet here; held ones and declined ones do not.
        router.use(async (context, next) => {
          await next()
          if (context.decision?.duplicate === false) decided.push(context.decision)
        })
        return router
      }
      const routers = [make(), make(), make()]
      await Promise.all(
        acts.map(async ({ kind, lead, country }, index) => {
          const router = routers[index % 3] as ReturnType<typeof make>
          const id = `${lead}`
          if (kind === 'route') await router.route({ id, country })
          if (kind === 'accept') await router.accept({ id, country })
          if (kind === 'sweep') decided.push(...(await router.sweep()).placed)
          if (kind === 'reassign') await router.reassign(id, { to: 'cat' }).catch(() => {})
          if (kind === 'decline') {
            const routed = await router.decline(id).catch(() => undefined)
            if (routed?.duplicate === false) decided.push(routed)
          }
        }),
      )
      clock.now = 100_000
      for (const router of routers) decided.push(...(await router.sweep()).placed)
      const expected = decided.flatMap(({ seq, effects, lead }) =>
        effects.map(({ channel }, index) => ({ id: `${seq}.${index}`, channel, lead })),
      )
      // Whoever had it declined found the lead placed by somebody else: told once by that one.
      const wanted = new Map(expected.map((message) => [message.id, message]))

      const arrived: { readonly id: string; readonly channel: string; readonly key: string; readonly attempt: number }[] = []
      const deliver = async ({ id, channel, key, attempt }: (typeof arrived)[0]): Promise<void> => {
        for (let turn = chance(4); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
        count.attempts += 1
        if (chance(3) === 0) {
          count.failures += 1
          throw new Error('busy')
        }
        arrived.push({ id, channel, key, attempt })
      }
      const channels = { slack: deliver, email: deliver, crm: deliver }
      const relays = [0, 1, 2].map(() =>
        createRelay({ store, channels, clock, leaseMs: 1_000, batch: 3, attempts: 99, random: () => chance(100) / 100 }),
      )
      for (let round = 0; round < 99 && (await memory.counts()).messages.waiting > 0; round++) {
        for (const { stale } of await Promise.all(relays.map((relay) => relay.once()))) count.stale += stale
        clock.now += 3_600_000
      }
      expect((await memory.counts()).messages).toEqual({ waiting: 0, dead: 0 })
      expect(arrived.map(({ id }) => id).sort()).toEqual([...wanted.keys()].sort())
      for (const { id, channel, key } of arrived) expect(wanted.get(id)).toEqual({ id, channel, lead: key })
      for (const key of new Set(arrived.map((one) => one.key))) {
        const places = arrived.filter((one) => one.key === key).map(({ id }) => Number(id.replace('.', '.0')))
        expect(places).toEqual([...places].sort((one, other) => one - other))
      }
      count.messages += arrived.length
    }),
    { numRuns: 60 },
  )
  console.log(`outbox: ${count.messages} messages, ${count.attempts} attempts, ${count.failures} of them failed`)
  expect(Math.min(count.messages, count.failures)).toBeGreaterThan(100)
})
