import { describe, expect, test } from 'vitest'
import { fullPlan } from './plans.js'
import { everyObject, inbound, planOf, routing } from './typedRouting.js'

/** A plan file of the same host that says nothing of what the routing says. */
const file = {
  fairlead: 1,
  name: 'file',
  rules: [
    {
      name: 'big',
      when: { size: 'enterprise', company: { domain: { inList: 'strategic' } } },
      to: { territory: { same: 'territory' } },
      by: 'fastest',
      notify: ['slack'],
    },
  ],
  otherwise: { to: { role: 'ae' } },
}

function issuesOf(value: unknown) {
  const checked = routing.check(value)
  return 'issues' in checked ? checked.issues.map(({ code, path }) => ({ code, path })) : []
}

function pick({ key, segments, lists, channels, strategies, repFields }: typeof inbound) {
  return { key, segments, lists, channels, strategies, repFields }
}

describe('routing.check', () => {
  test('completes a plan file with what the routing says', () => {
    const plan = planOf(file)
    expect(plan).toEqual({ ...file, ...JSON.parse(JSON.stringify(pick(inbound))) })
    expect(everyObject(plan).filter((object) => !Object.isFrozen(object))).toEqual([])
  })

  test.each([
    [
      'the same segment, its conditions in another order',
      {
        segments: {
          territory: { dach: inbound.segments?.territory?.dach, northeast: { company: { state: ['NY', 'MA', 'PA'], country: 'US' } } },
        },
      },
    ],
    ['a label of its own', { segments: { tier: { top: { score: { gt: 80 } } } } }],
    ['a list of its own', { lists: { own: [] } }],
    ['the same list in another order', { lists: { strategic: ['globex.com', 'acme.com', 'acme.com'] } }],
    ['the same key as a list', { key: ['id'] }],
    ['fewer channels', { channels: ['slack'] }],
    ['a rep field that the routing does not name', { repFields: { backup: 'standIn' } }],
  ])('accepts %s', (_, parts) => {
    expect(issuesOf({ ...file, ...parts })).toEqual([])
  })

  test('adds to the routing what a file has more', () => {
    const plan = planOf({ ...file, lists: { own: ['x'] }, repFields: { backup: 'standIn' } })
    expect(plan.lists).toEqual({ strategic: ['acme.com', 'globex.com'], own: ['x'] })
    expect(plan.repFields).toEqual({ active: 'enabled', capacity: 'level', manager: 'boss', backup: 'standIn' })
  })

  const size = inbound.segments?.size
  test.each([
    [
      'another condition',
      { segments: { size: { ...size, smb: { company: { employees: { lt: 10 } } } } } },
      { code: 'duplicateName', path: ['segments', 'size'] },
    ],
    [
      'another order of values',
      { segments: { size: { smb: size?.smb, midMarket: size?.midMarket, enterprise: size?.enterprise } } },
      { code: 'duplicateName', path: ['segments', 'size'] },
    ],
    ['one value more', { segments: { size: { ...size, rest: {} } } }, { code: 'duplicateName', path: ['segments', 'size'] }],
    ['another list', { lists: { strategic: ['acme.com'] } }, { code: 'duplicateName', path: ['lists', 'strategic'] }],
    ['another key', { key: 'email' }, { code: 'misplaced', path: ['key'] }],
    ['a channel that nobody serves', { channels: ['slack', 'fax'] }, { code: 'unknownChannel', path: ['channels', 1] }],
    ['a strategy that nobody has', { strategies: ['fastest', 'slowest'] }, { code: 'unknownStrategy', path: ['strategies', 1] }],
    ['another rep field', { repFields: { active: 'available' } }, { code: 'misplaced', path: ['repFields', 'active'] }],
  ])('refuses a file that contradicts: %s', (_, parts, issue) => {
    expect(issuesOf({ ...file, ...parts })).toEqual([issue])
  })

  test('reports every contradiction of a whole foreign plan', () => {
    const { $schema: _, ...foreign } = fullPlan
    expect(issuesOf(foreign).map(({ path }) => path[0])).toEqual(expect.arrayContaining(['key', 'strategies', 'repFields']))
  })

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['a list', [file]],
    ['a wrong type of segments', { ...file, segments: [] }],
    [
      'a getter that throws',
      Object.defineProperty({ ...file }, 'lists', {
        enumerable: true,
        get: () => {
          throw new Error('no')
        },
      }),
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no')
          },
        },
      ),
    ],
    ['an unknown field', { ...file, rule: [] }],
    ['a label that does not exist', { ...file, rules: [{ name: 'r', when: { size: 'huge' }, to: {} }] }],
  ])('never throws: %s', (_, value) => {
    expect(issuesOf(value).length).toBeGreaterThan(0)
  })
})
