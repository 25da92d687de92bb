import type pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { type PostgresOptions, postgresStore } from '../../../src/adapter/postgres/index.js'
import { assertWhole, errorOf, wholeTrail } from '../../../src/testing/storeContractCase.js'
import { connected } from '../../postgres/connection.js'
import { faultyScene } from './faultyScene.js'
import { kinds } from './pools.js'
import { count, countAll, counted, each } from './steps.js'

const { place, patient, setUp } = faultyScene()

/** What stands in a message that commits. */
const commit = '; commit'

/** Waits until a backend of this database does what the condition says. */
async function until(client: pg.Client, condition: string): Promise<number> {
  return vi.waitFor(
    async () => {
      // Inside a transaction it would go on telling what it told first.
      await client.query('select pg_stat_clear_snapshot()')
      const { rows } = await client.query(
        `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
      )
      expect(rows).not.toEqual([])
      return rows[0].pid as number
    },
    { timeout: 30_000, interval: 5 },
  )
}

const terminate = (client: pg.Client, condition: string) => async () => {
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and ${condition}`,
  )
  expect(rowCount).toBeGreaterThan(0)
}

describe.each(kinds)('with $name', ({ open: openPool }) => {
  const scene = (options?: PostgresOptions, max?: number) => setUp(openPool, options, max)

  describe('a connection that is lost', () => {
    test.each([
      ['before it is used', 'look_3', 'lost'],
      ['after the lock was taken', 'look_3', 'answerLost'],
      ['with the decision on its way', commit, 'lost'],
      ['with the answer to the COMMIT on its way', commit, 'answerLost'],
      ['while the server commits', commit, 'cut'],
    ] as const)('%s: the step counts once, and its caller gets the answer that was committed', async (_, text, fate) => {
      const { proxy, store, straight } = await scene()
      let runs = 0
      const happened = proxy.next(text, fate)
      expect(await count(store, 'L1', () => runs++)).toBe(2)
      await happened
      expect(runs).toBeGreaterThan(0)
      expect(await counted(straight)).toEqual(each('first', 'L1'))
      // And on it goes.
      expect(await count(store, 'L2')).toBe(3)
      expect(await counted(store)).toEqual(each('first', 'L1', 'L2'))
    })

    test.each(['lost', 'cut'] as const)(
      'in the middle of a large write, %s: nothing of that is there, and the step runs again',
      async (fate) => {
        const { proxy, store, straight } = await scene()
        const names = Array.from({ length: 300 }, (_, index) => `L${index}`)
        let runs = 0
        const happened = proxy.next('write_3', fate)
        expect(await countAll(store, names, () => runs++)).toBe(301)
        await happened
        expect(runs).toBe(2)
        expect(await counted(straight)).toEqual(each('first', ...names))
        assertWhole(await wholeTrail(straight), 301)
      },
    )

    test('lost ten times in a row, half of them with the COMMIT done', async () => {
      const { proxy, store, straight } = await scene()
      const happened = Array.from({ length: 10 }, (_, index) => proxy.next(commit, index % 2 === 0 ? 'lost' : 'answerLost'))
      for (let lead = 1; lead <= 8; lead++) expect(await count(store, `L${lead}`)).toBe(lead + 1)
      await Promise.all(happened)
      expect(await counted(straight)).toEqual(each('first', ...Array.from({ length: 8 }, (_, index) => `L${index + 1}`)))
      assertWhole(await wholeTrail(straight), 9)
    })

    test('a COMMIT whose answer was lost and after which others went on gives the first answer', async () => {
      const { proxy, store, straight } = await scene()
      let runs = 0
      const happened = [
        proxy.next('look_3', 'passed'),
        proxy.next(commit, 'answerLost'),
        // The second look arrives when somebody else has written already.
        proxy.next('look_3', 'passed', () => count(straight, 'other')),
      ]
      expect(await count(store, 'L1', () => runs++)).toBe(2)
      await Promise.all(happened)
      expect(runs).toBe(1)
      expect(await counted(straight)).toEqual(each('first', 'L1', 'other'))
    })

    test('a COMMIT that is still under way is waited for, however often that fails', async () => {
      await connected(place().url, async (other) => {
        const { proxy, store, straight } = await scene({ lockTimeoutMs: 250 })
        // The server commits once the gate is gone; its client has long lost the connection.
        await other.query(`
          create table public.gate as select 1 as shut;
          create or replace function public.wait_for_gate() returns trigger language plpgsql as $$
            begin
              while exists (select from public.gate) loop perform pg_sleep(0.005); end loop;
              return null;
            end $$;
          create constraint trigger gate after insert on fairlead.audit deferrable initially deferred
            for each row when (new.subject = 'L1') execute function public.wait_for_gate()`)
        try {
          let runs = 0
          let looks = 0
          const committing = count(store, 'L1', () => runs++)
          await proxy.next(commit, 'passed')
          await until(other, `wait_event = 'PgSleep'`)
          const looking = async (): Promise<void> => {
            looks++
            if (looks < 4) void proxy.next('look_3', 'passed', looking)
            else await other.query('delete from public.gate')
          }
          void proxy.next('look_3', 'passed', looking)
          proxy.breakAll()
          expect(await committing).toBe(2)
          expect({ runs, looks }).toEqual({ runs: 1, looks: 4 })
          expect(await counted(straight)).toEqual(each('first', 'L1'))
        } finally {
          await other.query('drop trigger gate on fairlead.audit; drop table public.gate; drop function public.wait_for_gate')
        }
      })
    })

    test.each([
      ['taken away while idle', 'look_3'],
      ['taken away between the look and the decision', commit],
    ])('by an administrator, %s', async (_, text) => {
      await connected(place().url, async (admin) => {
        const { proxy, store, straight } = await scene()
        const happened = proxy.next(text, 'passed', terminate(admin, `usename = 'postgres'`))
        expect(await count(store, 'L1')).toBe(2)
        await happened
        expect(await counted(straight)).toEqual(each('first', 'L1'))
      })
    })

    test('by an administrator, taken away while it writes', async () => {
      await connected(place().url, async (admin) => {
        const { store, straight } = await scene()
        // `write_3` waits for a row of ours, under the lock of the scope.
        await admin.query('begin')
        await admin.query(`select from fairlead.loads where scope = $1 for update`, [place().scope])
        const counting = count(store, 'L1')
        const pid = await until(admin, `wait_event_type = 'Lock' and query like '%write_3%'`)
        await admin.query('select pg_terminate_backend($1)', [pid])
        await admin.query('rollback')
        expect(await counting).toBe(2)
        expect(await counted(straight)).toEqual(each('first', 'L1'))
      })
    })

    test('with `retryMs: 0` is told at once, and nothing was written', async () => {
      const { proxy, store, straight } = await scene({ retryMs: 0 })
      const happened = proxy.next(commit, 'lost')
      expect(await errorOf(() => count(store, 'L1'))).toMatchObject({
        name: 'RoutingError',
        code: 'storeUnavailable',
        cause: expect.any(Error),
      })
      await happened
      expect(await counted(straight)).toEqual(each('first'))
      expect(await count(store, 'L1')).toBe(2)
    })

    test.each(['look_3', commit])('the error of a step is passed on, and not tried again, also after a loss at %s', async (text) => {
      const { proxy, store, straight } = await scene()
      const reason = new Error('no such lead')
      void proxy.next(text, 'lost')
      let runs = 0
      const step = () => {
        runs++
        throw reason
      }
      expect(await errorOf(() => store.transact({ now: 1, leads: [], rotations: [], reps: [], step }))).toBe(reason)
      expect(runs).toBe(1)
      expect(await counted(straight)).toEqual(each('first'))
    })

    test('reads and single statements are tried again, too', async () => {
      const { proxy, store } = await scene()
      for (const fate of ['lost', 'answerLost'] as const) {
        const happened = [proxy.next(`"fairlead".leads`, fate), proxy.next('delete from "fairlead".accepted', fate)]
        expect(await store.lead({ key: 'first' })).toMatchObject({ key: 'first' })
        await store.accept({ key: `A ${fate}`, content: {}, receivedAt: 1 })
        await store.acceptedDone(`A ${fate}`)
        await Promise.all(happened)
      }
      expect(await store.accepted({ now: 1, limit: 9 })).toEqual([])
    })
  })

  describe('somebody else', () => {
    test('who holds the lock for longer than `lockTimeoutMs` makes it storeTimeout, and the connection stays usable', async () => {
      await connected(place().url, async (other) => {
        const { proxy, pool, store } = await scene({ lockTimeoutMs: 20, retryMs: 0 }, 1)
        await other.query('begin')
        await other.query('select from fairlead.scopes where scope = $1 for update', [place().scope])
        const before = proxy.connections()
        expect(await errorOf(() => count(store, 'L1'))).toMatchObject({ code: 'storeTimeout', cause: { code: '55P03' } })
        await other.query('rollback')
        // By a patient store: an idle transaction of the other one is ended by the server after half of its 20 ms.
        expect(await count(postgresStore(pool, { ...patient, scope: place().scope }), 'L1')).toBe(2)
        expect(proxy.connections()).toBe(before)
      })
    })

    test('who holds the lock for a while only is waited for, over several tries', async () => {
      await connected(place().url, async (other) => {
        const { proxy, store } = await scene({ lockTimeoutMs: 20 })
        await other.query('begin')
        await other.query('select from fairlead.scopes where scope = $1 for update', [place().scope])
        const tries = [1, 2, 3].map(() => proxy.next('look_3', 'passed'))
        const counting = count(store, 'L1')
        await Promise.all(tries)
        await other.query('rollback')
        expect(await counting).toBe(2)
      })
    })

    test('who accepts the same lead and does not commit holds up only that lead, for `lockTimeoutMs`', async () => {
      await connected(place().url, async (other) => {
        const { store, straight } = await scene({ lockTimeoutMs: 20, retryMs: 0 })
        await other.query('begin')
        await straight.within(other).accept({ key: 'L1', content: {}, receivedAt: 1 })
        expect(await errorOf(() => store.accept({ key: 'L1', content: {}, receivedAt: 1 }))).toMatchObject({ code: 'storeTimeout' })
        expect(await store.accept({ key: 'L2', content: {}, receivedAt: 1 })).toBe(true)
        await other.query('rollback')
        expect(await store.accept({ key: 'L1', content: {}, receivedAt: 1 })).toBe(true)
      })
    })
  })
})
