import { describe, expect, test } from 'vitest'
import { inBatches } from '../../../src/adapter/accounts/inBatches.js'
import type { Account } from '../../../src/decide/decision.js'
import { createRouter, memoryStore } from '../../../src/index.js'

type Lead = {
  readonly id: string
}

const leads = (count: number): Lead[] => Array.from({ length: count }, (_, n) => ({ id: `L${n}` }))
const accountOf = ({ id }: Lead): Account => ({ id: `A${id}` })

describe('leads that arrive together', () => {
  test('are one question for each 256 of them, in their order', async () => {
    const asked: number[] = []
    const port = inBatches((some: readonly Lead[]) => {
      asked.push(some.length)
      return Promise.resolve(some.map((lead) => (lead.id === 'L7' ? undefined : lead.id === 'L8' ? null : accountOf(lead))))
    })
    const accounts = await Promise.all(leads(300).map(port))
    expect(asked).toEqual([256, 44])
    expect(accounts.map((account) => account?.id)).toEqual(leads(300).map(({ id }) => (['L7', 'L8'].includes(id) ? undefined : `A${id}`)))
    expect((await port({ id: 'later' }))?.id).toBe('Alater')
    expect(asked).toEqual([256, 44, 1])
  })

  test('also through a router', async () => {
    const asked: number[] = []
    const accounts = inBatches((some: readonly object[]) => {
      asked.push(some.length)
      return some.map((lead): Account => ({ id: 'A', owner: Number((lead as Lead).id.slice(1)) % 2 === 0 ? 'ana' : 'bob' }))
    })
    const router = createRouter({
      plan: { fairlead: 1, name: 'owners', rules: [{ name: 'owner', to: { id: { same: 'account.owner' } } }], otherwise: { to: {} } },
      roster: [{ id: 'ana' }, { id: 'bob' }],
      store: memoryStore(),
      accounts,
    })
    const decisions = await Promise.all(leads(300).map((lead) => router.route(lead)))
    expect(decisions.map((decision) => (decision.kind === 'assigned' ? decision.rep : decision.kind))).toEqual(
      leads(300).map((_, n) => (n % 2 === 0 ? 'ana' : 'bob')),
    )
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(300)
    expect(asked.length).toBeLessThanOrEqual(4)
  })
})

describe('what goes wrong', () => {
  test('is told to the leads of that question alone', async () => {
    let question = 0
    const port = inBatches(
      (some: readonly Lead[]) => {
        question += 1
        if (question === 2) throw new Error('the CRM is down')
        return some.map(accountOf)
      },
      { most: 2 },
    )
    const outcomes = await Promise.allSettled(leads(5).map(port))
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value?.id : one.reason.message))).toEqual([
      ...['AL0', 'AL1', 'the CRM is down', 'the CRM is down', 'AL4'],
    ])
  })

  test.each([
    ['too few', () => [{ id: 'A' }], 'a list of 1 for 2 leads'],
    ['too many', () => [{ id: 'A' }, { id: 'B' }, { id: 'C' }], 'a list of 3 for 2 leads'],
    ['no list', () => undefined as unknown as Account[], 'no list for 2 leads'],
  ])('%s accounts', async (_, answer: () => Account[], said) => {
    const port = inBatches(answer)
    for (const outcome of await Promise.allSettled(leads(2).map(port))) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'badOptions', message: expect.stringContaining(said) } })
    }
  })

  test.each([
    [{ most: 0 }, 'most'],
    [{ most: 1.5 }, 'most'],
    [{ size: 3 } as object, 'size'],
  ])('options: %j', (options, named) => {
    expect(() => inBatches(() => [], options)).toThrow(
      expect.objectContaining({ code: 'badOptions', message: expect.stringContaining(named) }),
    )
  })

  test('no function', () => {
    expect(() => inBatches(7 as never)).toThrow(expect.objectContaining({ code: 'badOptions', message: expect.stringContaining('lookUp') }))
  })
})
