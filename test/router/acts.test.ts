import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Plan, type Store } from '../../src/index.js'
import { codeOf, countedSalts, handClock, teamRouter } from './team.js'

const plan: Plan = { fairlead: 1, name: 'acts', rules: [{ name: 'team', to: {} }], otherwise: { to: {} } }
const roster = ['ana', 'ben', 'cem', 'dia'].map((id) => ({ id }))

function stage(store: Store) {
  const clock = handClock()
  return { clock, router: teamRouter({ plan, roster, store, clock, salt: countedSalts() }).router }
}

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
])('on %s', (_, open) => {
  test('leadsOf: the open leads of a rep, oldest first, page by page', async () => {
    const { router, clock } = stage(open())
    for (let id = 0; id < 28; id++) {
      clock.now += 10
      await router.route({ id: String(id), name: `lead ${id}` })
    }
    await router.contacted('4')
    await router.converted('8')
    await router.reassign('1', { to: 'ana' })
    const pages: string[][] = []
    for (let page = await router.leadsOf('ana', { limit: 3 }); page.length > 0; ) {
      pages.push(page.map(({ key }) => key))
      const after = page.at(-1)
      page = await router.leadsOf('ana', { limit: 3, ...(after === undefined ? {} : { after }) })
    }
    expect(pages).toEqual([['0', '1', '4'], ['12', '16', '20'], ['24']])
    expect((await router.leadsOf('ana')).slice(1, 3)).toEqual([
      {
        key: '1',
        epoch: 2,
        rep: 'ana',
        rule: 'team',
        byHand: true,
        lead: { id: '1', name: 'lead 1' },
        receivedAt: 1_020,
        since: 1_280,
        past: [{ rep: 'ben', epoch: 1, until: 1_280, because: 'reassigned' }],
      },
      {
        key: '4',
        epoch: 1,
        rep: 'ana',
        rule: 'team',
        lead: { id: '4', name: 'lead 4' },
        receivedAt: 1_050,
        since: 1_050,
        contactedAt: 1_280,
      },
    ])
    expect(await router.leadsOf('nobody')).toEqual([])
  })
})

describe('options are checked', () => {
  const { router } = stage(memoryStore())
  const wrong = (value: unknown): never => value as never
  test.each<[string, () => Promise<unknown>, (string | number)[]]>([
    ['a misspelled fence', () => router.contacted('1', wrong({ epcoh: 1 })), ['epcoh']],
    ['an epoch that is none', () => router.converted('1', { epoch: 1.5 }), ['epoch']],
    ['a reason that is none', () => router.disqualified('1', wrong({ reason: 7 })), ['reason']],
    ['a reason without end', () => router.decline('1', { reason: 'x'.repeat(2001) }), ['reason']],
    ['an end that is none', () => router.close('1', wrong({ as: 'won' })), ['as']],
    ['nobody to give it to', () => router.reassign('1', wrong({})), ['to']],
    ['a reason where there is none', () => router.contacted('1', wrong({ reason: 'x' })), ['reason']],
    ['nobody who leaves', () => router.transferAll(''), ['rep']],
    ['a listener that is none', () => router.transferAll('ana', wrong({ onRouted: 1 })), ['onRouted']],
    ['no page', () => router.leadsOf('ana', { limit: 0 }), ['limit']],
    ['no place', () => router.leadsOf('ana', wrong({ after: { key: '1' } })), ['after']],
    ['no options', () => router.close('1', wrong(null)), []],
  ])('%s', async (_, act, path) => {
    const error = await act().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'badOptions', issues: path.length === 0 ? [] : [{ path }] })
  })

  test('to themselves, or to somebody unknown', async () => {
    expect(await codeOf(router.transferAll('ana', { to: 'ana' }))).toBe('badOptions')
    expect(await codeOf(router.transferAll('ana', { to: 'zoe' }))).toBe('unknownRep')
  })
})
