import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { findBouncer, startBouncer } from '../../scripts/postgres/bouncer.mjs'
import { connected } from '../postgres/connection.js'
import { limitsOfSession, withoutGuardOfLeads, withoutGuardOfTrail, withoutLock } from './onPostgres/functions.js'
import { broken, type Member, openScene, outcomes, race, right, type Scene, type Twist } from './onPostgres/scene.js'

const reason = findBouncer() === undefined ? ' (skipped: no pgbouncer on this machine)' : ''
const testBehind = test.skipIf(reason !== '')

/** A scene with PgBouncer in front of its server, in transaction mode, with so many sessions for whoever comes. */
async function behindBouncer<Result>(
  twist: Twist,
  poolSize: number,
  work: (scene: Scene, url: string) => Promise<Result>,
): Promise<Result> {
  const scene = await openScene(twist)
  const bouncer = await startBouncer({ url: scene.url, poolSize })
  try {
    return await work(scene, bouncer!.url)
  } finally {
    await bouncer!.stop()
  }
}

describe('the lock belongs to the session', () => {
  const ofSession: Twist = {
    functions: [withoutLock, withoutGuardOfTrail, withoutGuardOfLeads],
    enter: (send) => send('select pg_advisory_lock(4)'),
    leave: (send) => send('select pg_advisory_unlock(4)'),
  }

  const raced = (twist: Twist) =>
    behindBouncer(twist, 2, async (scene, url) => {
      const members = [scene.member({}, url), scene.member({}, url)] as const
      // Straight to the server: the lock that this takes is given back for certain.
      await scene.member().route('L0')
      await connected(url, async (other) => {
        // There are two sessions. While somebody else uses the one, whoever comes is given the other.
        await other.query('begin')
        await race(scene, members, ['L1', 'L1'], async () => void (await other.query('commit')))
      })
      return scene.violations()
    })

  testBehind(`I2: behind PgBouncer it has two holders at once${reason}`, async () => {
    expect(broken(await raced(ofSession))).toContain('I2')
  })

  testBehind(`the right one: a row is locked, by the transaction${reason}`, async () => {
    expect(await raced(right)).toEqual([])
  })

  test('without PgBouncer the same lock holds: it is the pooler that makes it wrong', async () => {
    const scene = await openScene(ofSession)
    const members = [scene.member(), scene.member()] as const
    await members[0].route('L0')
    const { failed, duplicates } = outcomes(await race(scene, members, ['L1', 'L1']))
    expect({ failed, duplicates, violations: await scene.violations() }).toEqual({
      failed: [],
      duplicates: [false, true],
      violations: [],
    })
  })
})

describe('the statement has a name', () => {
  /** Each connection gives its statement a name, once, and calls it by that from then on. */
  function named(): Twist {
    const done = new WeakSet<object>()
    return {
      async enter(send, connection) {
        if (done.has(connection)) return
        done.add(connection)
        const values = Array.from({ length: 9 }, (_, index) => `$${index + 1}::text`).join(', ')
        await send(`prepare look as select fairlead.look_3(${values}) as seen`)
      },
      reword: (look) => {
        const called = look.replace(/^\s*select "fairlead"\.look_3\(([\s\S]*)\) as seen\s*$/, 'execute look ($1)')
        expect(called).not.toBe(look)
        return called
      },
    }
  }

  /** A process routes in one session and then in another; a second process comes to the first session. */
  const moved = (twist: Twist) =>
    behindBouncer(twist, 2, async (scene, url) => {
      const [one, other] = [scene.member({ retryMs: 0 }, url), scene.member({ retryMs: 0 }, url)]
      const told: string[] = []
      const route = (member: Member, key: string) => member.route(key).catch(({ code }) => told.push(code))
      await connected(url, (here) =>
        connected(url, async (there) => {
          // Each keeps a session for itself: whoever comes while it lets go is given that one.
          await here.query('begin')
          await there.query('begin')
          const letGo = async (holder: pg.Client, work: () => Promise<unknown>) => {
            await holder.query('commit')
            await work()
            await holder.query('begin')
          }
          await letGo(here, () => route(one, 'L1'))
          await letGo(there, () => route(one, 'L2'))
          await letGo(here, () => route(other, 'L3'))
          await Promise.all([here.query('commit'), there.query('commit')])
        }),
      )
      const entries = await scene.member().store.audit({ after: 0, limit: 9 })
      return { told, refused: [...one.refused, ...other.refused], entries: entries.length }
    })

  testBehind(`behind PgBouncer the name is unknown to the next session, and taken in the one before${reason}`, async () => {
    expect(await moved(named())).toEqual({ told: ['storeUnavailable', 'storeFailed'], refused: ['26000', '42P05'], entries: 1 })
  })

  testBehind(`the right one: no statement has a name${reason}`, async () => {
    expect(await moved(right)).toEqual({ told: [], refused: [], entries: 3 })
  })
})

describe('the time limits are set for the session', () => {
  /** What somebody else finds who is given the session next. */
  const foundAfterwards = (twist: Twist) =>
    behindBouncer(twist, 1, async (scene, url) => {
      await scene.member({ lockTimeoutMs: 7_000, answerTimeoutMs: 9_000 }, url).route('L1')
      return connected(url, async (host) => {
        const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']
        const { rows } = await host.query(`select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`)
        return Object.values(rows[0])
      })
    })

  testBehind(`behind PgBouncer the host's own transactions have them${reason}`, async () => {
    expect(await foundAfterwards({ functions: [limitsOfSession] })).toEqual(['7s', '9s', '3500ms'])
  })

  testBehind(`the right one: they end with the transaction${reason}`, async () => {
    expect(await foundAfterwards(right)).toEqual(['0', '0', '0'])
  })
})
