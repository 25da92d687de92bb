import { describe, expect, test } from 'vitest'
import { accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import type { Account } from '../../../src/decide/decision.js'

const ids = async (accounts: readonly Account[], lead: Record<string, string>) => (await accountIndex(accounts)).match(lead).account?.id

describe('by domain', () => {
  test('the most specific host, then what else agrees, then the latest active, then the highest tier, then the id', async () => {
    const base: readonly Account[] = [
      { id: 'A', domain: 'acme.com' },
      { id: 'B', domain: 'de.acme.com', country: 'DE' },
    ]
    expect(await ids(base, { email: 'jo@mail.de.acme.com', country: 'FR' })).toBe('B')
    expect(await ids(base, { email: 'jo@acme.com', country: 'DE' })).toBe('A')
    const same = (one: object, other: object): Account[] => [
      { id: 'A', domain: 'acme.com', ...one },
      { id: 'B', domain: 'acme.com', ...other },
    ]
    const email = { email: 'jo@acme.com', country: 'FR' }
    expect(await ids(same({ lastActiveAt: '2026-01-02' }, { country: 'FR' }), email)).toBe('B')
    expect(await ids(same({ tier: 1, lastActiveAt: 1 }, { tier: 2, lastActiveAt: 2 }), email)).toBe('B')
    expect(await ids(same({}, { lastActiveAt: 2 }), email)).toBe('B')
    expect(await ids(same({ tier: 2 }, { tier: 1 }), email)).toBe('B')
    expect(await ids(same({}, { tier: 3 }), email)).toBe('B')
    expect(await ids(same({}, {}), email)).toBe('A')
  })

  test('hosts of one registrable domain go together where no account names a host above', async () => {
    const index = await accountIndex([{ id: 'A', website: 'https://shop.acme.co.uk/en' }])
    expect(index.match({ email: 'jo@mail.acme.co.uk' })).toMatchObject({ account: { id: 'A' }, score: 0.97, by: 'domain' })
    expect(index.match({ email: 'jo@shop.acme.co.uk' })).toMatchObject({ score: 1, evidence: [{ kind: 'domain' }] })
    expect(index.match({ email: 'jo@other.co.uk' }).account).toBeUndefined()
  })

  test('the website comes before the e-mail address, whose account is then a near-miss', async () => {
    const index = await accountIndex([
      { id: 'A', domain: 'acme.com' },
      { id: 'B', domain: 'bolt.com' },
    ])
    const match = index.match({ website: 'acme.com', email: 'jo@bolt.com' })
    expect(match.account?.id).toBe('A')
    expect(match.nearMisses.map(({ account, score }) => [account.id, score])).toEqual([['B', 0.9]])
  })

  test('an account that names a free provider is told, and matches nobody', async () => {
    const index = await accountIndex([{ id: 'A', domain: 'gmail.com;acme.com' }])
    expect(index.problems).toMatchObject([{ index: 0, message: expect.stringContaining('gmail.com') }])
    expect(index.port({ email: 'jo@gmail.com' })).toBeUndefined()
    expect(index.port({ email: 'jo@acme.com' })?.id).toBe('A')
  })

  test('a list of the host replaces that of free providers', async () => {
    const index = await accountIndex([{ id: 'A', domain: 'gmail.com' }], { freeMail: ['Acme.com'] })
    expect(index.port({ email: 'jo@gmail.com' })?.id).toBe('A')
    expect((await accountIndex([{ id: 'A', domain: 'acme.com' }], { freeMail: ['acme.com'] })).size).toBe(1)
  })
})

describe('by name', () => {
  const globex: Account = { id: 'A', name: 'Globex Inc.', country: 'US', state: 'NY', postalCode: '10001', domain: 'globex.com' }
  test.each([
    ['a country', { country: 'USA' }, 'A'],
    ['nothing beside it', {}, undefined],
    ['another country', { country: 'CA', city: 'New York' }, undefined],
    ['another state', { country: 'US', state: 'TX' }, undefined],
    ['another state in long', { country: 'US', state: 'Texas' }, 'A'],
    ['another domain', { country: 'US', email: 'jo@globule.com' }, undefined],
    ['another domain, but the same postal code', { country: 'US', postalCode: '10001-1234', email: 'jo@globule.com' }, 'A'],
    ['the same label in another country', { country: 'US', email: 'jo@globex.de' }, 'A'],
    ['a free address', { country: 'US', email: 'jo@gmail.com' }, 'A'],
  ])('an equal name and %s', async (_, fields, id) => {
    expect(await ids([globex], { companyName: 'GLOBEX', ...fields })).toBe(id)
  })

  test('another legal form is another company; a similar name is only suggested', async () => {
    const index = await accountIndex([globex])
    expect(index.match({ companyName: 'Globex LLC', country: 'US' }).account).toBeUndefined()
    const { account, nearMisses } = index.match({ companyName: 'Globx', country: 'US', state: 'NY', postalCode: '10001' })
    expect(account).toBeUndefined()
    expect(nearMisses[0]).toMatchObject({
      account: { id: 'A' },
      evidence: [{ kind: 'similarName' }, { kind: 'country' }, { kind: 'state' }, { kind: 'postalCode' }],
    })
    expect(nearMisses[0]?.score).toBeLessThanOrEqual(0.8)
  })

  test('several as good as each other match nobody, unless they are one company or one group', async () => {
    const twins = (more: object): Account[] => [
      { id: 'A', name: 'Acme', country: 'DE' },
      { id: 'B', name: 'Acme', country: 'DE', lastActiveAt: 5, ...more },
    ]
    const lead = { companyName: 'Acme', country: 'DE' }
    expect(await ids(twins({}), lead)).toBeUndefined()
    expect(await ids(twins({ parent: 'A' }), lead)).toBe('B')
  })

  test('more evidence can be asked for', async () => {
    const lead = { companyName: 'Globex', country: 'US' }
    expect((await accountIndex([globex], { minEvidence: 2 })).port(lead)).toBeUndefined()
    expect((await accountIndex([globex], { minEvidence: 2 })).port({ ...lead, state: 'NY' })?.id).toBe('A')
  })

  test('a lead without a name is known by the label of its domain, as a suggestion', async () => {
    const { account, nearMisses } = (await accountIndex([globex])).match({ email: 'jo@globex.io' })
    expect(account).toBeUndefined()
    expect(nearMisses[0]?.account.id).toBe('A')
  })
})

describe('owners', () => {
  test('a subsidiary without one has that of the nearest above it; circles end', async () => {
    const index = await accountIndex<Account>([
      { id: 'top', owner: 'ana' },
      { id: 'mid', parent: 'top' },
      { id: 'low', parent: 'mid', domain: 'low.example' },
      { id: 'x', parent: 'y', domain: 'x.example' },
      { id: 'y', parent: 'x' },
    ])
    const match = index.match({ domain: 'low.example' })
    expect(match.account).toEqual({ id: 'low', parent: 'mid', domain: 'low.example', owner: 'ana' })
    expect(match.evidence.at(-1)).toEqual({ kind: 'parent', speaks: 'for', text: 'the owner of top, above it' })
    expect(index.port({ domain: 'x.example' })?.owner).toBeUndefined()
  })

  test('are never taken from a lead, nor is anything it does not own', async () => {
    const index = await accountIndex([{ id: 'A', domain: 'acme.com' }])
    expect(index.port({ domain: 'acme.com', owner: 'mallory', account: { id: 'B', owner: 'mallory' } })).toEqual({
      id: 'A',
      domain: 'acme.com',
    })
    expect(index.port(Object.create({ domain: 'acme.com' }))).toBeUndefined()
    expect(index.port({ email: 7, company: null, website: ['x', 7, null] } as never)).toBeUndefined()
  })
})

describe('loading', () => {
  test('goes in slices, tells how far it is, and lets others have their turn', async () => {
    const told: number[] = []
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const accounts = Array.from({ length: 2500 }, (_, n) => ({ id: `A${n}`, name: `Name ${n}`, domain: `n${n}.example` }))
    const index = await accountIndex(accounts, { sliceSize: 100, onProgress: (read) => told.push(read) })
    clearInterval(timer)
    expect(told).toEqual(Array.from({ length: 25 }, (_, n) => (n + 1) * 100))
    expect(turns).toBeGreaterThan(0)
    expect(index.size).toBe(2500)
    expect(accounts.every(({ id, domain }) => index.port({ domain })?.id === id)).toBe(true)
  })

  test('takes what comes asynchronously', async () => {
    async function* accounts() {
      yield { id: 'A', domain: 'acme.com' }
      yield { id: 'B', domain: 'bolt.com' }
    }
    expect((await accountIndex(accounts())).port({ domain: 'bolt.com' })?.id).toBe('B')
  })

  test('leaves out what is no account, and says so', async () => {
    const index = await accountIndex([{ id: 'A' }, { id: 'A' }, {} as Account, null as never, { id: 'B', domain: 'nonsense' }])
    expect(index.size).toBe(2)
    expect(index.problems.map(({ index: at }) => at)).toEqual([1, 2, 3, 4])
  })

  test.each([
    [{ minEvidence: 0 }, 'minEvidence'],
    [{ minSimilarity: 2 }, 'minSimilarity'],
    [{ nearMisses: -1 }, 'nearMisses'],
    [{ sliceSize: 0.5 }, 'sliceSize'],
    [{ freeMail: 'gmail.com' }, 'freeMail'],
    [{ freeMail: [7] }, 'freeMail'],
    [{ onProgress: 7 }, 'onProgress'],
    [{ nearMiss: 3 }, 'nearMiss'],
  ])('refuses the options %j', async (options, path) => {
    await expect(accountIndex([], options as object)).rejects.toMatchObject({ code: 'badOptions', issues: [{ path: [path] }] })
  })
})
