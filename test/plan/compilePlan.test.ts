import { describe, expect, test } from 'vitest'
import { holds } from '../../src/condition/interpret.js'
import { digestOf } from '../../src/digest.js'
import { canonicalJson } from '../../src/json.js'
import type { Json } from '../../src/lead.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { type CompiledPlan, compilePlan } from '../../src/plan/compilePlan.js'
import type { Plan } from '../../src/plan/document.js'
import { defaultTerms } from '../../src/plan/terms.js'
import { repFields } from '../../src/rep.js'
import { fullPlan, planWith, smallPlan } from './plans.js'

function compiled(document: unknown): CompiledPlan {
  const result = checkPlan(document)
  if ('issues' in result) throw new Error(JSON.stringify(result.issues))
  return compilePlan(result.plan)
}

describe('compilePlan', () => {
  const full = compiled(fullPlan)

  test('fills in what a plan leaves out', () => {
    const { plan, digest, inOrder, matcher, labeller, ...small } = compiled(smallPlan)
    expect([matcher.first({}), labeller.first]).toEqual([-1, expect.any(Function)])
    expect(plan).toEqual(smallPlan)
    expect(inOrder).toEqual([small.otherwise])
    expect(digest).toBe(digestOf(canonicalJson({ ...smallPlan, segments: {} } as unknown as Json)))
    expect(small).toEqual({
      keyPaths: [['id']],
      hostPaths: [],
      repFields,
      lists: new Map(),
      segments: [],
      terms: new Map(),
      queues: new Map(),
      rules: [],
      escalations: new Map(),
      otherwise: {
        name: 'otherwise',
        when: { kind: 'always' },
        to: { kind: 'reps', tree: { kind: 'always' } },
        by: { kind: 'roundRobin' },
        rotation: 'otherwise',
        terms: defaultTerms,
        hold: false,
        notify: [],
        isOtherwise: true,
      },
    })
  })

  test('keeps what a plan says', () => {
    expect(full.keyPaths).toEqual([['source'], ['lead', 'id']])
    expect(full.repFields).toEqual({ ...repFields, active: 'enabled', capacity: 'maxOpen', manager: 'boss', backup: 'standIn' })
    expect(compiled(planWith({ repFields: { backup: 'x' } })).repFields).toEqual({ ...repFields, backup: 'x' })
    expect(full.lists).toEqual(
      new Map([
        ['strategic', new Set(['acme.com', 'globex.com'])],
        ['empty', new Set()],
      ]),
    )
    expect(full.segments.map(({ label, values }) => [label, values.map(({ value }) => value)])).toEqual([
      ['territory', ['dach', 'northeast', 'rest']],
      ['size', ['enterprise', 'midMarket', 'smb']],
    ])
    expect(
      full.rules.map(({ name, by, rotation, waitMs, hold, notify, isOtherwise }) => ({
        name,
        by,
        rotation,
        waitMs,
        hold,
        notify,
        isOtherwise,
      })),
    ).toEqual(
      [
        { name: 'account owner', by: { kind: 'roundRobin' }, rotation: 'account owner', notify: [] },
        { name: 'strategic', by: { kind: 'roundRobin' }, rotation: 'strategic', notify: [] },
        { name: 'territory', by: { kind: 'weighted', field: ['stats', 'performance'] }, rotation: 'shared', notify: [] },
        { name: 'healthcare', by: { kind: 'host', name: 'bestFit' }, rotation: 'healthcare', waitMs: 9_000_000, notify: ['slack', 'sms'] },
        { name: 'low score', by: { kind: 'roundRobin' }, rotation: 'low score', notify: ['slack'] },
        { name: 'every operator', by: { kind: 'leastLoaded' }, rotation: 'every operator', notify: [] },
      ].map((rule) => ({ waitMs: undefined, hold: false, isOtherwise: false, ...rule })),
    )
    expect(full.rules[4]?.to).toEqual({ kind: 'queue', queue: 'nurture' })
    expect(full.rules[0]?.to).toEqual({
      kind: 'reps',
      tree: { kind: 'join', path: ['id'], lead: ['account', 'owner'], orElse: 'manager', negated: false },
    })
    expect(full.otherwise).toMatchObject({
      by: { kind: 'weighted', field: ['quota'] },
      rotation: 'shared',
      hold: true,
      notify: ['sms'],
      isOtherwise: true,
    })
  })

  test('the digest is that of the content: neither the order of fields nor `$schema` counts, everything else does', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, field]) => [key, reversed(field)]),
            )
          : value
    const reordered = { ...(reversed(fullPlan) as object), segments: fullPlan.segments, $schema: undefined }
    expect(compiled(reordered).digest).toBe(full.digest)
    // The first value of a label that holds wins: their order has a meaning.
    expect(compiled({ ...reordered, segments: reversed(fullPlan.segments) }).digest).not.toBe(full.digest)
    expect(compiled(planWith({ name: 'other' })).digest).not.toBe(full.digest)
    expect(compiled(planWith({ rules: [...fullPlan.rules].reverse() })).digest).not.toBe(full.digest)
  })

  test('lists and their names are in NFC', () => {
    const { lists, rules } = compiled({
      ...smallPlan,
      lists: { 'st\u00e4dte': ['Mu\u0308nchen'] },
      rules: [{ name: 'x', when: { city: { inList: 'sta\u0308dte' } }, to: {} }],
    })
    expect(holds(rules[0]?.when ?? { kind: 'any', of: [] }, { city: 'M\u00fcnchen' }, { lists })).toBe(true)
  })

  test('a plan that was not checked is refused where its conditions are wrong', () => {
    const unchecked = { ...smallPlan, rules: [{ name: 'x', when: { none: [{}] }, to: {} }] } as unknown as Plan
    expect(() => compilePlan(unchecked)).toThrow(
      expect.objectContaining({
        name: 'RoutingError',
        code: 'badPlan',
        issues: [expect.objectContaining({ code: 'emptyGroup', path: ['rules', 0, 'when', 'none', 0] })],
      }),
    )
  })

  test('a hundred thousand rules and a list of a million compile', { timeout: 60_000 }, () => {
    const rules = Array.from({ length: 100_000 }, (_, index) => ({
      name: `rule ${index}`,
      when: { company: { size: { gte: index } } },
      to: { team: `t${index}` },
    }))
    const large = compiled({ ...smallPlan, lists: { long: Array.from({ length: 1_000_000 }, (_, index) => `${index}.example`) }, rules })
    expect(large.rules).toHaveLength(100_000)
    expect(large.lists.get('long')?.size).toBe(1_000_000)
  })
})
