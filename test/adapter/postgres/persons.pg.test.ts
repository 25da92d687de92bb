import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { createRouter, type Plan, type Rep, type Routed, replay, verifyAudit } from '../../../src/index.js'
import { connected } from '../../postgres/connection.js'
import { closedAfterEach, kinds } from './pools.js'

let url: string
const close = closedAfterEach()

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

const plan: Plan = {
  fairlead: 1,
  name: 'persons',
  samePerson: 'email',
  rules: [{ name: 'known person', to: { id: { same: 'person.owner' } } }],
  otherwise: { to: {} },
}
const roster: Rep[] = ['ana', 'ben', 'cem', 'dia', 'eva'].map((id) => ({ id }))
const ownerOf = (routed: Routed) => (routed.kind === 'assigned' ? routed.rep : routed.queue)

describe.each(kinds)('leads of one person with $name', ({ name, open }) => {
  test('that come at the same time to several routers have one owner', async () => {
    const scope = `together ${name}`
    const stores = Array.from({ length: 4 }, () => postgresStore(close(open(url, 3)).pool, { scope }))
    const routers = stores.map((store) => createRouter({ plan, roster, store }))
    const leads = Array.from({ length: 400 }, (_, index) => ({ id: `L${index}`, email: `p${index % 37}@acme.example` }))
    const routed = await Promise.all(leads.map((lead, index) => (routers[(index * 7) % 4] as (typeof routers)[number]).route(lead)))
    const owners = Array.from({ length: 37 }, (_, person) => new Set(routed.filter((_, index) => index % 37 === person).map(ownerOf)))
    expect(owners.map((set) => set.size)).toEqual(owners.map(() => 1))
    expect(new Set(owners.flatMap((set) => [...set])).size).toBe(5)
    expect(routed.filter(({ rule }) => rule === 'otherwise')).toHaveLength(37)
    const [store] = stores
    if (store === undefined) throw new Error('there are four')
    expect((await verifyAudit(store)).fault).toBeUndefined()
    expect(await replay(store)).toMatchObject({ same: 400, unrepeatable: 0 })
  })

  test('inside of a transaction of the host, too', async () => {
    const store = postgresStore(close(open(url, 3)).pool, { scope: `host ${name}` })
    const router = createRouter({ plan, roster, store })
    const first = await router.route({ id: 'L1', email: 'ann@acme.example' })
    await connected(url, async (host) => {
      await host.query('begin')
      expect(ownerOf(await router.route({ id: 'L2', email: 'ann@acme.example' }, { tx: host }))).toBe(ownerOf(first))
      const other = await router.route({ id: 'L3', email: 'bob@acme.example' }, { tx: host })
      expect(ownerOf(await router.route({ id: 'L4', email: 'bob@acme.example' }, { tx: host }))).toBe(ownerOf(other))
      await host.query('rollback')
    })
    expect((await router.route({ id: 'L5', email: 'bob@acme.example' })).rule).toBe('otherwise')
  })

  test('are found by an index', async () => {
    const opened = close(open(url, 1))
    const store = postgresStore(opened.pool, { scope: `index ${name}` })
    await store.migrate()
    const plans = await connected(url, async (client) => {
      await client.query('set enable_seqscan = off')
      const answer = await client.query(
        `explain select * from fairlead.leads where scope = 'x' and substring(more from '"person":"([0-9a-f]{64})"') = '${'a'.repeat(64)}' and rep is not null order by received_at, key limit 1`,
      )
      return answer.rows.map((row) => Object.values(row).join()).join('\n')
    })
    expect(plans).toContain('leads_of_person')
    expect(plans).not.toContain('Sort')
  })
})
