import { describe, expect, test } from 'vitest'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { connected, rows } from '../postgres/connection.js'
import type { Violation } from './checker.js'
import {
  insertAndReadAtOnce,
  lockAndReadAtOnce,
  timeOfTransaction,
  versionBeforeLock,
  withoutGuardOfLeads,
  withoutGuardOfTrail,
  withoutLock,
} from './onPostgres/functions.js'
import { broken, openScene, outcomes, race, right, type Twist } from './onPostgres/scene.js'
import { along, nextTick, openStop, type Send, standstill } from './onPostgres/way.js'
import { nothing } from './wrong/rewrite.js'

/** One lead to begin with, then two processes at once. */
async function routedAtOnce(twist: Twist, keys: readonly [string, string], room = 1) {
  const scene = await openScene(twist, room)
  const members = [scene.member(), scene.member()] as const
  await members[0].route('L0')
  const answers = await race(scene, members, keys)
  return {
    ...outcomes(answers),
    entries: (await members[0].store.audit({ after: 0, limit: 99 })).length,
    violations: await scene.violations(),
  }
}

describe('two processes route the same lead, or two leads of which the first changes whose turn it is', () => {
  const none = { functions: [withoutLock, withoutGuardOfTrail, withoutGuardOfLeads] }
  const atOnce = { functions: [lockAndReadAtOnce] }
  const unguarded = { functions: [lockAndReadAtOnce, withoutGuardOfLeads] }

  test.each([
    ['I2', 'no lock and no guard', none, ['L1', 'L1'], 1],
    ['I2', 'lock and read in one statement, leads written over', unguarded, ['L1', 'L1'], 1],
    ['I4', 'no lock and no guard', none, ['L1', 'L2'], 1],
    ['I4', 'lock and read in one statement', atOnce, ['L1', 'L2'], 1],
    ['I5', 'lock and read in one statement', atOnce, ['L1', 'L2'], 1],
    ['I6', 'lock and read in one statement', atOnce, ['L1', 'L2'], 9],
    ['I7', 'no lock and no guard', none, ['L1', 'L2'], 1],
    ['I8', 'lock and read in one statement', atOnce, ['L1', 'L2'], 1],
  ] as const)('%s: %s (%#)', async (invariant, _name, twist, keys, room) => {
    const { failed, violations } = await routedAtOnce(twist, keys, room)
    expect(failed).toEqual([])
    expect(broken(violations)).toContain(invariant)
  })

  test.each([
    ['no lock, the same lead', { functions: [withoutLock] }, ['L1', 'L1']],
    ['no lock, two leads', { functions: [withoutLock] }, ['L1', 'L2']],
    ['lock and read in one statement, the same lead', atOnce, ['L1', 'L1']],
  ] as const)('what is left of the guards refuses the second: %s', async (_name, twist, keys) => {
    const { failed, violations, entries } = await routedAtOnce(twist, keys)
    expect({ failed, violations, entries }).toEqual({ failed: ['storeFailed'], violations: [], entries: 2 })
  })

  test('the right one: the same lead has one owner, and both are told of it', async () => {
    const { failed, duplicates, violations, entries } = await routedAtOnce(right, ['L1', 'L1'])
    expect({ failed, duplicates, violations, entries }).toEqual({ failed: [], duplicates: [false, true], violations: [], entries: 2 })
  })

  test.each([1, 9])('the right one: of two leads the second sees the first, with room for %i', async (room) => {
    const { failed, duplicates, violations, entries } = await routedAtOnce(right, ['L1', 'L2'], room)
    expect({ failed, duplicates, violations, entries }).toEqual({ failed: [], duplicates: [false, false], violations: [], entries: 3 })
  })
})

describe('two processes route the first two leads of a scope', () => {
  async function firstOfAll(twist: Twist) {
    const scene = await openScene(twist)
    const members = [scene.member(), scene.member()] as const
    const { failed } = outcomes(await race(scene, members, ['L1', 'L2']))
    const entries = await members[0].store.audit({ after: 0, limit: 99 })
    return { failed, entries: entries.length, violations: await scene.violations() }
  }

  test('ON CONFLICT DO NOTHING and SELECT in one statement: the row of the first is not seen, and the second fails', async () => {
    expect(await firstOfAll({ functions: [insertAndReadAtOnce] })).toEqual({ failed: ['storeFailed'], entries: 1, violations: [] })
  })

  test('the right one: what was in the way is read by the next statement', async () => {
    expect(await firstOfAll(right)).toEqual({ failed: [], entries: 2, violations: [] })
  })
})

describe('a plan is published while another process waits to decide', () => {
  async function publishedMeanwhile(twist: Twist) {
    const scene = await openScene(twist, 9)
    const members = [scene.member(), scene.member()] as const
    await members[0].publish('first')
    await members[1].route('L0')
    const { failed } = outcomes(await race(scene, members, [{ publish: 'second' }, 'L1']))
    const plan = (await members[1].store.lead({ key: 'L1' }))?.decision.trace.plan
    return { failed, version: plan?.version, violations: await scene.violations() }
  }

  test('I11: the version in force is read outside of the lock', async () => {
    const { failed, version, violations } = await publishedMeanwhile({ functions: [versionBeforeLock] })
    expect({ failed, version }).toEqual({ failed: [], version: 1 })
    expect(broken(violations)).toEqual(['I11'])
  })

  test('the right one: it is read under the lock, and the decision is made by the new plan', async () => {
    expect(await publishedMeanwhile(right)).toEqual({ failed: [], version: 2, violations: [] })
  })
})

describe('a process begins, is held up, and routes when another one that began after it has', () => {
  async function overtaken(twist: Twist): Promise<readonly Violation[]> {
    const scene = await openScene(twist)
    const [late, early] = [scene.member({ clock: 'database' }), scene.member({ clock: 'database' })]
    await early.route('L0')
    const begun = late.stop('look')
    const answer = late.route('L1')
    await standstill(scene.url, () => (begun.isReached() ? 1 : 0), 1)
    await nextTick(scene.url)
    expect(await early.route('L2')).toMatchObject({ seq: 2 })
    begun.go()
    expect(await answer).toMatchObject({ seq: 3 })
    return scene.violations()
  }

  test('I7: the time of a decision is that at which its transaction began', async () => {
    const violations = await overtaken({ functions: [timeOfTransaction] })
    expect(violations).toContainEqual({
      invariant: 'I7',
      what: expect.stringMatching(/^its time is \d+ ms before that of entry 2$/),
      where: 'entry 3',
    })
  })

  test('the right one: time is read under the lock', async () => {
    expect(await overtaken(right)).toEqual([])
  })
})

describe('two processes change the loads of the same reps, each in its own order', () => {
  async function crossed(twist: Twist) {
    const scene = await openScene(twist)
    const members = [scene.member({ retryMs: 0 }), scene.member({ retryMs: 0 })] as const
    const add = (store: (typeof members)[number]['store'], reps: readonly string[]) =>
      store.transact({
        now: 1,
        leads: [],
        rotations: [],
        reps,
        step: (view) => ({
          write: { ...nothing, loads: new Map([...view.loads].map(([rep, load]) => [rep, { ...load, assigned: load.assigned + 1 }])) },
          result: true,
        }),
      })
    await add(members[0].store, ['ana', 'ben', 'cai'])
    const orders = [
      ['ana', 'cai', 'ben'],
      ['ben', 'cai', 'ana'],
    ] as const
    const answers = await connected(scene.url, async (holder) => {
      // Both get as far as the rep in the middle, with one of the others behind them.
      await holder.query(`begin; select from fairlead.loads where rep = 'cai' for update`)
      const asked = []
      for (const [index, { store }] of members.entries()) {
        asked.push(Promise.allSettled([add(store, orders[index]!)]))
        await standstill(scene.url, () => 0, index + 1)
      }
      await holder.query('commit')
      return (await Promise.all(asked)).flat()
    })
    return {
      refused: members.flatMap(({ refused }) => refused),
      failed: answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : [])),
      assigned: Object.values(await members[0].store.loads(['ana', 'ben', 'cai'])).map(({ assigned }) => assigned),
    }
  }

  test('rows in the order of the batch, without the lock: a deadlock, and a call that failed', async () => {
    expect(await crossed({ functions: [withoutLock] })).toEqual({ refused: ['40P01'], failed: ['storeTimeout'], assigned: [2, 2, 2] })
  })

  test('the right one: under the lock any order will do', async () => {
    expect(await crossed(right)).toEqual({ refused: [], failed: [], assigned: [3, 3, 3] })
  })
})

describe('eight processes start at once with an empty database', () => {
  async function started(rewrite: (sql: string) => string) {
    const scene = await openScene()
    await rows(scene.url, 'drop schema fairlead cascade')
    const stop = openStop()
    let arrived = 0
    const way = async (sql: string, send: Send): Promise<unknown> => {
      // The version has been read, under the lock.
      if (sql.startsWith('select from pg_catalog.pg_namespace')) {
        arrived += 1
        await stop.pass()
      }
      return send(rewrite(sql))
    }
    const starts = Array.from({ length: 8 }, () => postgresStore(along(scene.opened(scene.url, 1).pool, way), { retryMs: 0 }).migrate())
    const outcomes = Promise.allSettled(starts)
    await standstill(scene.url, () => arrived, 8)
    const atOnce = arrived
    stop.go()
    const codes = (await outcomes).map((outcome) => (outcome.status === 'fulfilled' ? 'fine' : outcome.reason.code))
    return { atOnce, codes: codes.sort() }
  }

  test('migrations without the lock: one of them finds its schema', async () => {
    const wrong = await started((sql) => sql.replace(/select pg_advisory_xact_lock\(.*\)/, 'select 1'))
    expect(wrong).toEqual({ atOnce: 8, codes: ['fine', ...Array.from({ length: 7 }, () => 'storeFailed')] })
  })

  test('the right one: all of them find it', async () => {
    expect(await started((sql) => sql)).toEqual({ atOnce: 1, codes: Array.from({ length: 8 }, () => 'fine') })
  })
})
