import { describe, expect, test } from 'vitest'
import { type AnalyseOptions, analysePlan } from '../../src/analysis/analysePlan.js'
import type { Finding } from '../../src/analysis/finding.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import type { Plan } from '../../src/plan/document.js'
import { fullPlan } from '../plan/plans.js'

const reps = [
  { id: 'ana', role: 'ae', territory: 'dach', quota: 2 },
  { id: 'bob', role: 'ae', territory: 'us', manager: 'ana' },
  { id: 'old', role: 'retired', active: false, manager: 'bob' },
]

function planOf(rules: readonly object[], more: object = {}): Plan {
  const checked = checkPlan({
    fairlead: 1,
    name: 'p',
    rules: rules.map((rule, index) => ({ name: `r${index}`, to: {}, ...rule })),
    otherwise: { to: {} },
    ...more,
  })
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
  return checked.plan
}

function findingsOf(rules: readonly object[], more?: object, options: AnalyseOptions = { reps }): readonly Finding[] {
  return analysePlan(planOf(rules, more), options).findings
}

/** Without overlaps and gaps, which are nearly everywhere. */
function told(...given: Parameters<typeof findingsOf>): readonly string[] {
  return findingsOf(...given)
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`)
}

const small = { employees: { lt: 50 } }

describe('what a rule can say wrong', () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ['nothing', [{ when: { a: 1 } }, { when: { a: 2 } }], []],
    ['a rule behind a rule for everything', [{}, { when: { a: 1 } }], ['warning shadowed rules.1']],
    ['a rule behind a queue for everything', [{ to: { queue: 'q' } }, { when: { a: 1 } }], ['error shadowed rules.1']],
    [
      'two halves make a whole',
      [{ when: { n: { lt: 5 } } }, { when: { n: { gte: 5 } } }, { when: { n: { gt: -3, lt: 10 } } }],
      ['warning shadowed rules.2'],
    ],
    ['but for the missing', [{ when: { n: { lt: 5 } } }, { when: { n: { gte: 5 } } }, { when: { none: [{ n: 'x' }] } }], []],
    ['no whole number is between, yet 5.5 is', [{ when: { n: { gt: 5, lt: 6 } } }], []],
    [
      'a text and a longer start',
      [{ when: { t: { startsWith: 'ab' } } }, { when: { t: { startsWith: 'abc' } } }],
      ['warning shadowed rules.1'],
    ],
    [
      'a part of a start',
      [{ when: { t: { all: [{ startsWith: 'abc' }, { none: [{ contains: 'b' }] }] } } }],
      ['error contradiction rules.0.when'],
    ],
    [
      'ends that are no ends of each other',
      [{ when: { t: { all: [{ endsWith: 'x' }, { endsWith: 'y' }] } } }],
      ['warning contradiction rules.0.when'],
    ],
    ['two values', [{ when: { all: [{ t: 'x' }, { t: 'y' }] } }], ['warning contradiction rules.0.when']],
    ['two values of a list', [{ when: { all: [{ t: { has: 'x' } }, { t: 'y' }] } }], []],
    ['a field and its own fields', [{ when: { company: 'x', any: [{ company: { size: 1 } }] } }], ['error contradiction rules.0.when']],
    ['the key is missing', [{ when: { id: { known: false } } }], ['error contradiction rules.0.when']],
    ['the account has an id', [{ when: { account: { id: { known: false }, owner: 'x' } } }], ['error contradiction rules.0.when']],
    ['an account that is there', [{ when: { account: { known: true } } }], []],
    ['under a label there is nothing', [{ when: { tier: { deeper: 'x' } } }], ['error contradiction rules.0.when']],
    ['a list without entries', [{ when: { t: { inList: 'empty' } } }], ['error contradiction rules.0.when']],
    ['a list and its entry', [{ when: { t: { inList: 'two' } } }, { when: { t: 'a' } }], ['warning shadowed rules.1']],
  ])('%s', (_, rules, expected) => {
    const more = { segments: { tier: { big: { n: 1 } } }, lists: { empty: [], two: ['a', 'b'] } }
    expect(told(rules, more)).toEqual(expected)
  })

  test('what only leads with lists escape is told, with such a lead', () => {
    const [finding] = findingsOf([{ when: { none: [{ n: { gte: 50 } }] } }, { when: { n: { lt: 50 } } }])
    expect(finding).toMatchObject({ code: 'shadowed', severity: 'warning', rule: 'r1', example: { lead: { n: [49, 50] }, rule: 'r1' } })
    expect(finding?.message).toContain('only for leads in which n is a list')
    const segments = { size: { tiny: { none: [{ n: { gte: 50 } }] }, small: { n: { lt: 50 } } } }
    expect(findingsOf([], { segments })[0]).toMatchObject({
      code: 'unreachableSegment',
      path: ['segments', 'size', 'small'],
      example: { lead: { n: [49, 50] } },
    })
  })

  test('labels are what their conditions make them', () => {
    const segments = { size: { small: small, tiny: { employees: { lt: 5 } }, big: { employees: { gte: 50 } } } }
    expect(told([{ when: { size: 'tiny' } }], { segments })).toEqual([
      'warning unreachableSegment segments.size.tiny',
      'error contradiction rules.0.when',
    ])
    expect(told([{ when: { size: 'small', employees: { gte: 60 } } }], { segments })).toContain('warning contradiction rules.0.when')
    expect(told([{ when: { size: ['small', 'big'] } }, { when: { employees: 7 } }], { segments })).toContain('warning shadowed rules.1')
  })

  test('a rule that joins takes only leads for which it finds somebody', () => {
    const rules = [
      { to: { territory: { same: 'territory' } } },
      { when: { territory: 'dach' }, to: { role: 'ae' } },
      { when: { territory: 'fr' }, to: { role: 'ae' } },
    ]
    expect(told(rules)).toEqual(['warning shadowed rules.1'])
    // Without a roster nobody knows.
    expect(told(rules, {}, {})).toEqual([])
  })

  test('an owner who has left, and who stands in', () => {
    const owner = (orElse?: string) => [
      { to: { id: { same: 'account.owner', ...(orElse === undefined ? {} : { orElse }) } } },
      { when: { account: { owner: 'old' } } },
    ]
    expect(told(owner())).toEqual([])
    expect(told(owner('manager'))).toEqual(['warning shadowed rules.1'])
  })

  test('the example says who gets it', () => {
    const [finding] = findingsOf([
      { when: small, to: { role: 'ae' } },
      { when: { employees: { lt: 10 } }, to: { territory: 'us' } },
    ])
    expect(finding).toMatchObject({
      code: 'shadowed',
      rule: 'r1',
      others: ['r0'],
      example: { lead: { id: 'L1', employees: 9 }, rule: 'r0', rep: 'ana' },
    })
  })
})

describe('what a roster shows', () => {
  test.each<[string, object, readonly string[]]>([
    ['nobody has the role', { to: { role: 'boss' } }, ['warning nobodyEligible rules.0.to']],
    ['somebody who has left', { to: { role: 'retired' } }, ['warning nobodyEligible rules.0.to']],
    ['named, but left', { to: { id: ['ana', 'old'] } }, ['warning inactiveRep rules.0.to.id.1']],
    ['misspelled', { to: { id: ['ana', 'bobb'] } }, ['warning unknownRep rules.0.to.id.1']],
    ['nobody has such a field', { to: { any: [{ rolle: 'ae' }, { role: 'ae' }] } }, ['warning unknownRepField rules.0.to.any.0.rolle']],
    ['nobody has a weight', { to: { territory: 'us' }, by: { weighted: 'quota' } }, ['warning noWeight rules.0.by']],
    ['somebody has', { to: { role: 'ae' }, by: { weighted: 'quota' } }, []],
    ['a queue', { to: { queue: 'q' } }, []],
    [
      'a step that finds nobody',
      { when: small, escalate: [{ after: { hours: 1 }, to: { role: 'boss' } }] },
      ['warning nobodyEligible rules.0.escalate.0.to'],
    ],
    [
      'a step that is never taken',
      { when: small, escalate: [{ after: { hours: 1 }, when: { none: [small] }, to: 'rules' }] },
      ['error contradiction rules.0.escalate.0.when'],
    ],
  ])('%s', (_, rule, expected) => {
    expect(told([rule])).toEqual(expected)
  })

  test('the fallback: nobody at all, or nobody for some leads', () => {
    expect(told([{ when: small }], { otherwise: { to: { role: 'boss' } } })).toEqual(['error fallbackEmpty otherwise.to'])
    const joined = { otherwise: { to: { territory: { same: 'region' } } } }
    expect(findingsOf([{ when: small }], joined).find(({ code }) => code === 'fallbackMisses')).toMatchObject({
      severity: 'warning',
      path: ['otherwise', 'to'],
      example: { lead: { id: 'L1' }, rule: 'otherwise', queue: 'held' },
    })
    const covered = [{ when: { region: { known: false } } }, { when: { none: [{ region: ['dach', 'us'] }] } }]
    // A number is neither a region nor none.
    expect(findingsOf(covered, joined).find(({ code }) => code === 'fallbackMisses')?.example?.lead.region).toBe(1)
    expect(told([...covered, { when: { region: { lt: 1e9 } } }, { when: { region: { gte: 1e9 } } }], joined)).toContain(
      'warning fallbackMisses otherwise.to',
    )
    expect(told([...covered, { when: { none: [{ region: 'x' }] } }, { to: { queue: 'rest' } }], joined)).toEqual([])
  })

  test('a queue from which nobody may claim', () => {
    expect(told([{ to: { queue: 'q' } }], { queues: { q: { claims: { role: 'boss' } } } })).toContain(
      'warning nobodyEligible queues.q.claims',
    )
  })
})

describe('fields that nobody knows', () => {
  const knownFields = ['id', 'company', 'company.country', 'score']
  test.each<[string, object, readonly string[]]>([
    ['known ones', { when: { company: { country: 'DE' }, score: 1 } }, []],
    [
      'a misspelled one',
      { when: { any: [{ company: { cuontry: 'DE' } }, { score: 1 }] } },
      ['warning unknownField rules.0.when.any.0.company.cuontry'],
    ],
    ['a label is one', { when: { tier: 'a' } }, []],
    ['of accounts nothing is known', { when: { account: { vip: true } } }, []],
    ['a join', { to: { territory: { same: 'regoin' } } }, ['warning unknownField rules.0.to.territory.same']],
  ])('%s', (_, rule, expected) => {
    expect(told([rule], { segments: { tier: { a: { score: 5 } } } }, { knownFields })).toEqual(expected)
  })
})

describe('the search', () => {
  test('where the budget ends, that is told and nothing else', () => {
    const rules = Array.from({ length: 12 }, (_, index) => ({
      when: { any: [{ [`a${index}`]: 1 }, { [`b${index}`]: 2 }] },
      to: { team: `${index}` },
    }))
    const { findings, stats } = analysePlan(planOf(rules), { budget: 5 })
    expect(stats.undecided).toBeGreaterThan(0)
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['undecided']))
    expect(new Set(findings.map(({ about }) => about))).toEqual(new Set(['overlap', 'fallsToOtherwise']))
    expect(analysePlan(planOf(rules)).stats.undecided).toBe(0)
  })

  test('overlaps are told three times for one rule, the rest is a number', () => {
    const rules = Array.from({ length: 8 }, (_, index) => ({ when: { [`f${index}`]: 1 }, to: { team: `${index}` } }))
    const overlaps = findingsOf(rules, {}, {}).filter(({ code, rule }) => code === 'overlap' && rule === 'r7')
    expect(overlaps.map(({ others, more }) => [others?.[0], more])).toEqual([
      ['r6', undefined],
      ['r5', undefined],
      ['r4', 4],
    ])
  })

  test('the same steps each time, and nothing is changed', () => {
    const { $schema: _, ...rest } = structuredClone(fullPlan)
    const checked = checkPlan(rest)
    if ('issues' in checked) throw new Error('issues')
    const before = JSON.stringify(checked.plan)
    const [one, two] = [analysePlan(checked.plan), analysePlan(checked.plan)]
    expect(two).toEqual(one)
    expect(JSON.stringify(checked.plan)).toBe(before)
    expect(one.findings.map(({ code, rule }) => `${code} ${rule}`)).toContain('contradiction every operator')
  })

  test('a thousand territories, with a dead rule in the midst', () => {
    const rules = Array.from({ length: 1000 }, (_, index) => ({
      when: { company: { country: `C${index % 40}`, state: `S${Math.floor(index / 40)}`, employees: { gte: 10, lt: 900 } } },
      to: { team: `${index}` },
    }))
    const dead = { when: { company: { country: ['C7', 'C8'], state: 'S3', employees: { gt: 20, lt: 800 } } }, to: { team: 'dead' } }
    const { findings, stats } = analysePlan(planOf([...rules, dead]))
    expect(findings.map(({ code, others }) => [code, others])).toEqual([
      ['shadowed', ['r127', 'r128']],
      ['fallsToOtherwise', undefined],
    ])
    expect(stats.undecided).toBe(0)
    // Pairs that share no lead are not looked at one by one: there are half a million.
    expect(stats.questions).toBeLessThan(5000)
  })

  test('a key that no lead can have', () => {
    expect(told([], { key: ['a', 'a.b'] })).toEqual(['error contradiction key'])
  })

  test.each<[string, object, string]>([
    ['a misspelled option', { rep: [] }, 'reps, knownFields, budget'],
    ['a budget of nothing', { budget: 0 }, 'budget'],
    ['fields that are no paths', { knownFields: [1] }, 'knownFields'],
  ])('%s is refused', (_, options, words) => {
    expect(() => analysePlan(planOf([]), options as AnalyseOptions)).toThrow(words)
  })

  test('a bad roster is refused', () => {
    expect(() => analysePlan(planOf([]), { reps: [{ id: 'a' }, { id: 'a' }] })).toThrow('twice')
  })
})
