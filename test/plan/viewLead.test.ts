import { describe, expect, test } from 'vitest'
import { toJson } from '../../src/json.js'
import type { JsonObject } from '../../src/lead.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import { leadKey } from '../../src/plan/leadKey.js'
import { viewLead } from '../../src/plan/viewLead.js'
import { acceptedLeads } from '../hostileLeads.js'
import { smallPlan } from './plans.js'

function planOf(fields: object): ReturnType<typeof compilePlan> {
  const result = checkPlan({ ...smallPlan, ...fields })
  if ('issues' in result) throw new Error(JSON.stringify(result.issues))
  return compilePlan(result.plan)
}

describe('viewLead', () => {
  const plan = planOf({
    segments: {
      size: { big: { size: { gte: 500 } }, small: { size: { lt: 500 } } },
      tier: { gold: { account: { tier: 'gold' } }, labelled: { size: 'big' } },
      constructor: { yes: { flag: true } },
    },
  })

  const rows: readonly (readonly [
    name: string,
    lead: JsonObject,
    account: JsonObject | undefined,
    view: JsonObject,
    labels: { readonly [label: string]: string },
  ])[] = [
    ['labels lie over the fields they are made from', { id: '1', size: 700 }, undefined, { id: '1', size: 'big' }, { size: 'big' }],
    [
      'a label without a value hides the field all the same',
      { id: '1', size: 'big', tier: 'gold' },
      undefined,
      { id: '1', tier: 'labelled' },
      { tier: 'labelled' },
    ],
    [
      'neither a label nor an owner is read from a lead',
      { id: '1', tier: 'gold', account: { owner: 'ana', tier: 'gold' } },
      undefined,
      { id: '1' },
      {},
    ],
    [
      'the account lies over the field of that name, and segments see it',
      { account: 'x' },
      { id: 'a', tier: 'gold' },
      { account: { id: 'a', tier: 'gold' }, tier: 'gold' },
      { tier: 'gold' },
    ],
    [
      'names of Object.prototype are names',
      { flag: true },
      undefined,
      { flag: true, constructor: 'yes' } as unknown as JsonObject,
      { constructor: 'yes' } as unknown as { [label: string]: string },
    ],
    ['segments see no other label', { size: 600 }, undefined, { size: 'big' }, { size: 'big' }],
    ['an empty lead', {}, undefined, {}, {}],
  ]
  test.each(rows)('%s', (_, lead, account, view, labels) => {
    const before = JSON.stringify(lead)
    const seen = viewLead(plan, lead, account)
    expect(Object.entries(seen.view).sort()).toEqual(Object.entries(view).sort())
    expect(Object.entries(seen.labels).sort()).toEqual(Object.entries(labels).sort())
    expect(JSON.stringify(lead)).toBe(before)
  })

  test('without segments the view is the lead, but for an account of its own', () => {
    const bare = planOf({})
    const lead = { id: '1' }
    expect(viewLead(bare, lead).view).toEqual(lead)
    // The index knows a lead by its view: the same lead with other fields is another one.
    expect(viewLead(bare, lead).view).not.toBe(viewLead(bare, lead).view)
    expect(viewLead(bare, { id: '1', account: { owner: 'ana' } }).view).toEqual({ id: '1' })
    expect(viewLead(bare, { account: 1 }, { id: 'a' }).view).toEqual({ account: { id: 'a' } })
  })

  test('a lead with an own __proto__ or without prototype pollutes nothing', () => {
    const lead = Object.assign(Object.create(null), { size: 600 }, { id: '1' })
    Object.defineProperty(lead, '__proto__', { value: { admin: true }, enumerable: true, configurable: true, writable: true })
    const { view } = viewLead(plan, lead)
    expect(view.size).toBe('big')
    expect(view.admin).toBeUndefined()
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    expect(Object.getPrototypeOf(view)).toBe(Object.prototype)
  })

  test.each(acceptedLeads.map((row) => [row.name, row.make] as const))('odd lead: %s', (_, make) => {
    const lead = toJson(make())
    if ('issues' in lead) throw new Error('refused')
    if (typeof lead.value !== 'object' || lead.value === null || Array.isArray(lead.value))
      return expect('issues' in leadKey(plan, { id: [lead.value] })).toBe(true)
    const result = leadKey(plan, lead.value as JsonObject)
    expect(result).toEqual(
      (lead.value as JsonObject).id === '1' ? { key: '1' } : { issues: [expect.objectContaining({ code: 'badKey', path: ['id'] })] },
    )
    expect(Object.hasOwn(viewLead(plan, lead.value as JsonObject).view, 'size')).toBe(false)
  })
})

describe('leadKey', () => {
  const one = planOf({})
  const two = planOf({ key: ['source', 'lead.id'] })
  const good: readonly (readonly [plan: typeof one, lead: JsonObject, key: string])[] = [
    [one, { id: 'L1' }, 'L1'],
    [one, { id: 5 }, '5'],
    [one, { id: 0 }, '0'],
    [one, { id: ' ' }, ' '],
    [one, { id: 'x'.repeat(512) }, 'x'.repeat(512)],
    [one, { id: '__proto__' }, '__proto__'],
    [two, { source: 'web', lead: { id: 7 } }, '["web",7]'],
    [two, { source: 'web', lead: { id: '7' } }, '["web","7"]'],
    [two, { source: 'a","b', lead: { id: 'c' } }, '["a\\",\\"b","c"]'],
    [planOf({ key: ['id'] }), { id: 'L1' }, 'L1'],
    [planOf({ key: 'a.b.c' }), { a: { b: { c: 'x' } } }, 'x'],
  ]
  test.each(good)('%#', (plan, lead, key) => expect(leadKey(plan, lead)).toEqual({ key }))

  type Row = readonly [plan: typeof one, lead: JsonObject, paths: readonly (readonly string[])[]]
  const bad: readonly Row[] = [
    ...[null, '', true, false, [], ['L1'], {}, { toString: 'x' }, 'a\0b', 'x'.repeat(513), Number.NaN, Infinity].map(
      (id): Row => [one, { id } as unknown as JsonObject, [['id']]],
    ),
    [one, {}, [['id']]],
    [one, Object.create({ id: 'inherited' }), [['id']]],
    [two, {}, [['source'], ['lead', 'id']]],
    [two, { source: 'web' }, [['lead', 'id']]],
    [two, { source: '', lead: { id: 1 } }, [['source']]],
    [two, { source: 'web', lead: [{ id: 1 }] }, [['lead', 'id']]],
    [two, { source: 'x'.repeat(300), lead: { id: 'x'.repeat(300) } }, [['source']]],
  ]
  test.each(bad)('no key: %#', (plan, lead, paths) => {
    const result = leadKey(plan, lead)
    expect('issues' in result && result.issues.map(({ code, path }) => [code, path])).toEqual(paths.map((path) => ['badKey', path]))
  })
})
