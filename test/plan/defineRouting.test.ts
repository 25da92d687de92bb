import { type as ark } from 'arktype'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { isRoutingError, type RoutingError } from '../../src/errors.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { defineRouting } from '../../src/plan/defineRouting.js'
import { accountOwner, leastLoaded, roundRobin, territory, type, weighted } from '../../src/plan/shorthand.js'
import { isStandardSchema } from '../../src/plan/standardSchema.js'
import { schemasOf } from '../../src/plan/types.js'
import { smallPlan } from './plans.js'
import { everyObject, inbound, planOf, routing } from './typedRouting.js'

function failureOf(run: () => unknown): RoutingError {
  try {
    run()
  } catch (error) {
    if (isRoutingError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('routing.plan', () => {
  test('is plain JSON with the parts of the routing, in the order of the format', () => {
    expect(Object.keys(inbound)).toEqual([
      'fairlead',
      'name',
      'key',
      'segments',
      'lists',
      'channels',
      'strategies',
      'repFields',
      'rotations',
      'rules',
      'otherwise',
    ])
    expect(inbound).toMatchObject({
      fairlead: 1,
      key: 'id',
      lists: { strategic: ['acme.com', 'globex.com'] },
      channels: ['slack', 'sms'],
      strategies: ['fastest'],
      repFields: { active: 'enabled', capacity: 'level', manager: 'boss' },
    })
    expect(inbound.rules[0]).toEqual({ name: 'owner', to: { id: { same: 'account.owner', orElse: 'manager' } } })
  })

  test('comes back from JSON the same, and passes checkPlan', () => {
    const parsed: unknown = JSON.parse(JSON.stringify(inbound))
    expect(parsed).toEqual(inbound)
    expect(checkPlan(parsed)).toEqual({ plan: inbound })
    expect(JSON.stringify(planOf(parsed))).toBe(JSON.stringify(inbound))
  })

  test('is frozen through and through', () => {
    const objects = everyObject(inbound)
    expect(objects.length).toBeGreaterThan(30)
    expect(objects.filter((object) => !Object.isFrozen(object))).toEqual([])
  })

  test('does not freeze or keep what the host passed in', () => {
    const roles: ('ae' | 'specialist')[] = ['ae']
    const plan = routing.plan({ name: 'p', rules: [{ name: 'r', to: { role: roles } }], otherwise: { to: {} } })
    roles.push('specialist')
    expect(plan.rules[0]?.to).toEqual({ role: ['ae'] })
  })

  test('throws badPlan with every issue for what the types do not see', () => {
    const rule = { name: 'twice', to: {} }
    const error = failureOf(() =>
      routing.plan({ name: '', rules: [rule, rule, { name: 'r', when: { company: {} }, to: {} }], otherwise: { to: {} } }),
    )
    expect(error.code).toBe('badPlan')
    expect(error.issues.map(({ code, path }) => ({ code, path }))).toEqual(
      expect.arrayContaining([
        { code: 'duplicateName', path: ['rules', 1, 'name'] },
        { code: 'emptyGroup', path: ['rules', 2, 'when', 'company'] },
      ]),
    )
    expect(error.issues.length).toBeGreaterThanOrEqual(3)
  })

  test.each([
    ['a null', null],
    ['a list', []],
    ['a text', 'plan'],
    ['another version', { ...smallPlan, fairlead: 2 }],
    ['another key', { ...smallPlan, key: 'email' }],
  ])('untyped callers get issues too: %s', (_, document) => {
    const error = failureOf(() => routing.plan(document as never))
    expect([error.code, error.issues.length > 0]).toEqual(['badPlan', true])
  })
})

describe('schemas', () => {
  const lead = z.object({ id: z.string() })
  const rep = v.object({ id: v.string() })
  const otherwise = { to: {} }

  test('stand at the plan for routers, and in no JSON', () => {
    const plan = defineRouting({ lead, rep }).plan({ name: 'p', rules: [], otherwise })
    expect(plan['~schemas']).toEqual({ lead, rep })
    expect(schemasOf(plan).lead).toBe(lead)
    expect(schemasOf(plan).rep).toBe(rep)
    expect(Object.getOwnPropertyDescriptor(plan, '~schemas')).toMatchObject({ enumerable: false, writable: false, configurable: false })
    expect(JSON.stringify(plan)).toBe('{"fairlead":1,"name":"p","rules":[],"otherwise":{"to":{}}}')
  })

  test('stand at a checked plan file as well', () => {
    const checked = defineRouting({ lead, rep }).check(smallPlan)
    expect('plan' in checked && schemasOf(checked.plan).lead).toBe(lead)
  })

  test('a mere type leaves none, and neither does mere JSON', () => {
    expect(schemasOf(inbound)).toEqual({})
    expect(schemasOf(JSON.parse(JSON.stringify(inbound)))).toEqual({})
    expect(schemasOf(smallPlan)).toEqual({})
  })

  test.each([
    ['zod', lead, true],
    ['valibot', rep, true],
    ['arktype, a function', ark({ id: 'string' }), true],
    ['a mere type', type(), false],
    ['another version', { '~standard': { version: 2, validate: () => ({ value: 1 }) } }, false],
    ['no validate', { '~standard': { version: 1 } }, false],
    ['null', null, false],
    ['a text', '~standard', false],
  ])('a Standard Schema: %s', (_, value, expected) => {
    expect(isStandardSchema(value)).toBe(expected)
  })

  test('what is neither schema nor type is refused where it is made', () => {
    const error = failureOf(() => defineRouting({ lead: {} as never, rep: undefined as never }))
    expect(error.issues.map(({ path }) => path)).toEqual([['lead'], ['rep']])
  })
})

describe('defineRouting', () => {
  const shapes = { lead: type<{ id: string }>(), rep: type<{ id: string }>() }

  test.each([
    ['an empty condition in a nested object', { segments: { size: { big: { company: {} } } } }, ['segments', 'size', 'big', 'company']],
    ['a label named like an operator', { segments: { gt: { big: { id: 'x' } } } }, ['segments', 'gt']],
    ['a strategy named like one of fairlead', { strategies: ['roundRobin'] }, ['strategies', 0]],
    ['no JSON', { lists: { a: [new Map()] } }, ['lists', 'a', 0]],
  ])('refuses bad parts at once: %s', (_, parts, path) => {
    const error = failureOf(() => defineRouting({ ...shapes, ...(parts as object) }))
    expect(error.code).toBe('badPlan')
    expect(error.issues.map((issue) => issue.path)).toContainEqual(path)
  })

  test('later changes of the config change nothing', () => {
    const names = ['a.com']
    const own = defineRouting({ ...shapes, lists: { own: names } })
    names.push('b.com')
    expect(own.plan({ name: 'p', rules: [], otherwise: { to: {} } }).lists).toEqual({ own: ['a.com'] })
  })
})

test('shorthand is data', () => {
  expect([accountOwner(), accountOwner({ orElse: 'backup' }), territory('region'), roundRobin(), leastLoaded(), weighted('quota')]).toEqual(
    [
      { id: { same: 'account.owner' } },
      { id: { same: 'account.owner', orElse: 'backup' } },
      { region: { same: 'region' } },
      'roundRobin',
      'leastLoaded',
      { weighted: 'quota' },
    ],
  )
})
