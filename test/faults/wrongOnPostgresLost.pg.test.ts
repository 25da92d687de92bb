import { describe, expect, test } from 'vitest'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { createRelay } from '../../src/router/relay.js'
import { count, counted, each } from '../adapter/postgres/steps.js'
import { connected, rows } from '../postgres/connection.js'
import type { Received } from './checker.js'
import { withoutGuardOfLeads, withoutGuardOfTrail, withoutProbe } from './onPostgres/functions.js'
import { openScene, right, type Scene, type Twist } from './onPostgres/scene.js'

describe('a message is written first and committed last', () => {
  type Read = () => Promise<void>

  /** A reader of messages of two tenants: reads while the one has not committed, and afterwards. */
  async function read(reader: (scene: Scene, received: Map<string, Received[]>) => Promise<Read>) {
    const scene = await openScene()
    await rows(scene.url, 'alter table fairlead.messages add column id bigserial')
    const tenants = ['early', 'late'] as const
    const received = new Map<string, Received[]>(tenants.map((scope) => [scope, []]))
    const [early, late] = [scene.member({ scope: 'early' }), scene.member({ scope: 'late' })]
    await Promise.all([early.store.migrate(), late.store.migrate()])
    const once = await reader(scene, received)
    await connected(scene.url, async (host) => {
      await host.query('begin')
      await early.route('early 1', host)
      await late.route('late 1')
      await once()
      await host.query('commit')
    })
    await once()
    await once()
    expect(await rows(scene.url, 'select scope from fairlead.messages order by id')).toEqual(tenants.map((scope) => ({ scope })))
    const violations = await Promise.all(tenants.map((scope) => scene.violations({ scope, received: received.get(scope)! })))
    return { received: tenants.map((scope) => received.get(scope)!.length), violations }
  }

  test('I9: a reader that goes on behind the last id it has seen never sees it', async () => {
    const { received, violations } = await read(async ({ url }, got) => {
      let last = 0
      return async () => {
        const found = await rows(url, `select *, seq || '.' || number as name from fairlead.messages where id > ${last} order by id`)
        for (const { scope, name, subject, channel, about, at, id } of found) {
          got.get(scope)!.push({ id: name, subject, channel, about: JSON.parse(about), at: Number(at) })
          last = Number(id)
        }
      }
    })
    expect(received).toEqual([0, 1])
    expect(violations).toEqual([[{ invariant: 'I9', what: 'it was never delivered', where: 'message 1.0' }], []])
  })

  test('the right one: a relay claims what waits', async () => {
    const { received, violations } = await read(async ({ url, opened }, got) => {
      const relays = [...got].map(([scope, list]) =>
        createRelay({
          store: postgresStore(opened(url, 2).pool, { scope }),
          channels: { crm: ({ id, subject, channel, about, at }) => void list.push({ id, subject, channel, about, at }) },
        }),
      )
      return async () => {
        for (const relay of relays) await relay.once()
      }
    })
    expect({ received, violations }).toEqual({ received: [1, 1], violations: [[], []] })
  })
})

describe('the answer to a COMMIT is lost', () => {
  /** What had been written is sent again, come what may. */
  const again: Twist['again'] = async (lost, send) => {
    await send(`begin; ${lost}`).catch(() => send('rollback'))
  }

  async function lost(twist: Twist) {
    const scene = await openScene(twist)
    const member = scene.member()
    await member.route('L0')
    member.loseAnswer()
    const { duplicate } = await member.route('L1')
    return { duplicate, refused: member.refused, violations: await scene.violations() }
  }

  test('I2: what was written is sent again, with nobody to refuse it', async () => {
    const { violations } = await lost({ functions: [withoutGuardOfTrail, withoutGuardOfLeads, withoutProbe], again })
    expect(violations).toContainEqual({ invariant: 'I2', what: 'its epoch goes from 1 to 1', where: 'entry 3' })
  })

  test('what is sent again is refused by the guards', async () => {
    expect(await lost({ again })).toEqual({ duplicate: false, refused: ['23505'], violations: [] })
  })

  test.each([
    ['without a probe nobody is told that the lead was new', { functions: [withoutProbe] }, true],
    ['the right one: the first caller is told so', right, false],
  ])('%s', async (_name, twist, duplicate) => {
    expect(await lost(twist)).toEqual({ duplicate, refused: [], violations: [] })
  })

  test.each([
    ['I4: without a probe a step that counts is applied twice', { functions: [withoutProbe] }, ['L1', 'L1']],
    ['the right one: it is applied once', right, ['L1']],
  ] as const)('%s', async (_name, twist, applied) => {
    const scene = await openScene(twist)
    const { store, loseAnswer } = scene.member()
    loseAnswer()
    await count(store, 'L1')
    expect(await counted(store)).toEqual(each(...applied))
  })
})
