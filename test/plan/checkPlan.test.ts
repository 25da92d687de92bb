import { describe, expect, test } from 'vitest'
import type { Issue } from '../../src/errors.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { badPlans } from './badPlans.js'
import { hostilePlans } from './hostilePlans.js'
import { type fullPlan, goodPlans, planWith, ruleWith, smallPlan, withWhen } from './plans.js'

function issuesOf(document: unknown): readonly Issue[] {
  const result = checkPlan(document)
  return 'issues' in result ? result.issues : []
}

const places = (issues: readonly Issue[]) => issues.map(({ code, path }) => ({ code, path }))

/** Message and hint of the issues at a place. */
const texts = (issues: readonly Issue[], place: Issue['path']) =>
  issues.filter(({ path }) => path.join() === place.join()).map(({ message, hint }) => `${message} ${hint}`)

describe('bad plans', () => {
  test('the table is long, names no case twice, and has every code that a plan alone can have', () => {
    expect(badPlans.length).toBeGreaterThanOrEqual(700)
    const found = new Set([...badPlans, ...hostilePlans].map(([, , code]) => code))
    expect([...found].sort()).toEqual([
      'badOperand',
      'contradiction',
      'duplicateName',
      'emptyGroup',
      'misplaced',
      'missingField',
      'notJson',
      'reservedName',
      'tooMuch',
      'unknownChannel',
      'unknownField',
      'unknownLabel',
      'unknownList',
      'unknownOperator',
      'unknownQueue',
      'unknownRotation',
      'unknownStrategy',
      'unknownTerritory',
      'unsupportedVersion',
      'untrustedOwner',
      'wrongType',
    ])
    const documents = badPlans.map(([, document]) => JSON.stringify(document))
    expect(new Set(documents).size).toBe(documents.length)
  })

  test.each(badPlans.map((row) => [row[0], row] as const))('%s', (_, [, document, code, path, , words]) => {
    const issues = issuesOf(document)
    expect(places(issues)).toContainEqual({ code, path })
    if (words !== undefined) expect(texts(issues, path)).toContainEqual(expect.stringMatching(words))
    for (const issue of issues)
      expect([issue.message.length > 5, issue.hint.length > 5, issue.message.length < 400]).toEqual([true, true, true])
  })

  test.each(hostilePlans.map((row) => [row[0], row] as const))('hostile: %s', (_, [, make, code, path]) => {
    expect(places(issuesOf(make()))).toContainEqual({ code, path })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('all issues at once, of every part', () => {
    expect(
      places(
        issuesOf({
          fairlead: 2,
          nam: 'x',
          lists: { l: [5] },
          rules: [{ name: 'otherwise', when: { a: { gte: 'x' } }, to: { queue: 'held' }, by: 'x' }],
          otherwise: { to: null },
        }),
      ),
    ).toEqual([
      { code: 'unknownField', path: ['nam'] },
      { code: 'unsupportedVersion', path: ['fairlead'] },
      { code: 'missingField', path: ['name'] },
      { code: 'wrongType', path: ['lists', 'l', 0] },
      { code: 'reservedName', path: ['rules', 0, 'name'] },
      { code: 'badOperand', path: ['rules', 0, 'when', 'a', 'gte'] },
      { code: 'reservedName', path: ['rules', 0, 'to', 'queue'] },
      { code: 'misplaced', path: ['rules', 0, 'by'] },
      { code: 'unknownStrategy', path: ['rules', 0, 'by'] },
      { code: 'wrongType', path: ['otherwise', 'to'] },
    ])
  })

  test('all issues of terms at once, and no second ones for rules that are wrong', () => {
    const value = { field: 'a..b', typical: 0 }
    const rotations = { one: { absence: 'x', rate: 1, value, atMots: 5 }, two: { merged: 5 }, three: 5 }
    const placesOf = (rules: unknown) => places(issuesOf({ ...smallPlan, rotations, rules }))
    const terms = [
      { code: 'unknownField', path: ['rotations', 'one', 'atMots'] },
      { code: 'wrongType', path: ['rotations', 'one', 'absence'] },
      { code: 'wrongType', path: ['rotations', 'one', 'rate'] },
      { code: 'wrongType', path: ['rotations', 'one', 'value', 'field'] },
      { code: 'wrongType', path: ['rotations', 'one', 'value', 'typical'] },
    ]
    expect(placesOf([{ name: 'one', to: {} }])).toEqual([
      ...terms,
      { code: 'wrongType', path: ['rotations', 'two', 'merged'] },
      { code: 'unknownRotation', path: ['rotations', 'two'] },
      { code: 'wrongType', path: ['rotations', 'three'] },
      { code: 'unknownRotation', path: ['rotations', 'three'] },
    ])
    expect(placesOf([{ name: 'one', to: {}, by: 'leastloaded' }, { to: {} }])).toEqual([
      ...terms,
      { code: 'wrongType', path: ['rotations', 'two', 'merged'] },
      { code: 'wrongType', path: ['rotations', 'three'] },
      { code: 'unknownStrategy', path: ['rules', 0, 'by'] },
      { code: 'missingField', path: ['rules', 1, 'name'] },
    ])
  })

  test('the hint of an unknown rotation lists ten, however many there are', () => {
    const rules = Array.from({ length: 5000 }, (_, index) => ({ name: `rule ${index}`, to: {} }))
    const [issue] = issuesOf({ ...smallPlan, rotations: { elsewhere: {} }, rules })
    expect(issue?.hint).toMatch(/Rotations are "rule 0", .*"rule 9" and 4991 more\.$/)
  })

  test('what is no JSON is reported once, and the rest as well', () => {
    expect(
      places(issuesOf({ ...smallPlan, name: () => 1, rules: [{ name: 'a', when: { x: { in: [Number.NaN, 1] } }, to: { y: null } }] })),
    ).toEqual([
      { code: 'notJson', path: ['name'] },
      { code: 'notJson', path: ['rules', 0, 'when', 'x', 'in', 0] },
      { code: 'wrongType', path: ['rules', 0, 'to', 'y'] },
    ])
  })

  test('a thousand issues are enough', () => {
    const issues = issuesOf({ ...smallPlan, rules: Array.from({ length: 5000 }, () => 5) })
    expect(issues).toHaveLength(1001)
    expect(issues[1000]).toMatchObject({ code: 'tooMuch', path: [] })
  })

  test.each([
    [planWith({ segmnets: {} }), /Did you mean "segments"/],
    [ruleWith({ wehn: {} }), /Did you mean "when"/],
    [ruleWith({ by: 'roundrobin' }), /Did you mean "roundRobin"/],
    [ruleWith({ by: 'bestfit' }), /Did you mean "bestFit"/],
    [ruleWith({ by: 'weighted' }), /\{ "weighted": "quota" \}/],
    [ruleWith({ notify: ['slakc'] }), /Did you mean "slack"/],
    [withWhen({ x: { inList: 'strategik' } }), /Did you mean "strategic"/],
    [withWhen({ size: 'enterprize' }), /Did you mean "enterprise"/],
    [withWhen({ x: { is: 1, startWith: 'a' } }), /Did you mean "startsWith"/],
    [planWith({ repFields: { activ: 'x' } }), /Did you mean "active"/],
    [planWith({ otherwise: { to: {}, whenNobody: 'asign' } }), /Did you mean "assign"/],
    [ruleWith({ whenNobody: { wait: { hour: 1 } } }), /Did you mean "hours"/],
  ])('hints name what was meant: %#', (document, hint) => {
    expect(issuesOf(document).map((issue) => issue.hint)).toContainEqual(expect.stringMatching(hint))
  })
})

describe('good plans', () => {
  test.each(goodPlans)('%#', (document) => {
    const before = JSON.stringify(document)
    const result = checkPlan(document)
    if ('issues' in result) throw new Error(JSON.stringify(result.issues))
    const { $schema: _, ...rest } = document as typeof fullPlan
    expect(result.plan).toEqual(JSON.parse(JSON.stringify(rest)))
    expect(JSON.stringify(document)).toBe(before)
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen))
    expect(frozen(result.plan)).toBe(true)
    expect(checkPlan(result.plan)).toEqual(result)
  })
})
