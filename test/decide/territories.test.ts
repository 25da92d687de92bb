import { describe, expect, test } from 'vitest'
import { explain } from '../../src/decide/explain.js'
import { compileRoster } from '../../src/decide/roster.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Rule, Territory } from '../../src/plan/document.js'
import { termsOf } from '../../src/plan/terms.js'
import { repFields } from '../../src/rep.js'
import { decisionOn, outcomeOf, type WorldOptions } from './world.js'

const sales: readonly Territory[] = [
  { name: 'emea', reps: { eva: 1 } },
  { name: 'germany', within: 'emea', when: { country: 'DE' }, reps: { ana: 2, bob: 1 } },
  { name: 'bavaria', within: 'germany', when: { state: 'BY' }, reps: { cem: 1 } },
  { name: 'france', within: 'emea', when: { country: 'FR' } },
  { name: 'everywhere', when: {}, reps: { wim: 1 } },
]
const reps = [
  { id: 'ana' },
  { id: 'bob' },
  { id: 'cem' },
  { id: 'eva' },
  { id: 'fay', sales: ['france', 'spain'] },
  { id: 'wim' },
  { id: 'zoe' },
]
const rule: Rule = { name: 'territory', to: { territoryReps: 'sales' } }
const world = (parts: Partial<WorldOptions> = {}, more: Partial<Rule> = {}): WorldOptions => ({
  plan: { territories: { sales }, rules: [{ ...rule, ...more }], otherwise: { to: { id: 'zoe' } } },
  reps,
  ...parts,
})
const away = (...ids: string[]): NonNullable<WorldOptions['facts']> => ({
  away: Object.fromEntries(ids.map((id) => [id, { reason: 'away' as const }])),
})
const bavarian = { id: 'L1', country: 'DE', state: 'BY' }
const triedBy = (lead: WorldOptions['reps'][number], options: WorldOptions) =>
  decisionOn(lead, options).trace.rules.map(({ territory, outcome }) => [territory, outcome])

describe('the reps of a territory', () => {
  test.each([
    ['the deepest that holds', bavarian, 'cem'],
    ['the one around it where nothing deeper holds', { id: 'L1', country: 'DE', state: 'HE' }, 'ana'],
    ['reps who say that they work it', { id: 'L1', country: 'FR' }, 'fay'],
    ['a condition inside holds only with those around it', { id: 'L1', country: 'AT', state: 'BY' }, 'wim'],
  ] as const)('%s', (_, lead, rep) => {
    expect(outcomeOf(decisionOn(lead, world()))).toBe(`${rep} by territory`)
  })

  test('the label is a field that rules can ask for, and no lead brings its own', () => {
    const plan = {
      territories: { sales },
      rules: [{ name: 'by', when: { sales: 'bavaria' }, to: { id: 'bob' } }],
      otherwise: { to: { id: 'zoe' } },
    }
    expect(decisionOn(bavarian, { plan, reps }).trace.labels).toEqual({ sales: 'bavaria' })
    expect(outcomeOf(decisionOn(bavarian, { plan, reps }))).toBe('bob by by')
    expect(outcomeOf(decisionOn({ id: 'L1', country: 'DE', sales: 'bavaria' }, { plan, reps }))).toBe('zoe by otherwise')
  })

  test('while nobody is eligible it goes up, and then on to the next rule', () => {
    expect(outcomeOf(decisionOn(bavarian, world({ facts: away('cem') })))).toBe('ana by territory')
    expect(outcomeOf(decisionOn(bavarian, world({ facts: away('cem', 'ana', 'bob') })))).toBe('eva by territory')
    expect(outcomeOf(decisionOn(bavarian, world({ facts: away('cem', 'ana', 'bob', 'eva') })))).toBe('zoe by otherwise')
    expect(triedBy(bavarian, world({ facts: away('cem', 'ana', 'bob', 'eva') }))).toEqual([
      ['bavaria', 'nobodyEligible'],
      ['germany', 'nobodyEligible'],
      ['emea', 'nobodyEligible'],
      [undefined, 'assigns'],
    ])
  })

  test('a lead in no territory goes on', () => {
    const noWhere = { plan: { ...world().plan, territories: { sales: sales.slice(0, 4) } }, reps }
    expect(triedBy({ id: 'L1', country: 'US' }, noWhere)).toEqual([
      [undefined, 'nobodySelected'],
      [undefined, 'assigns'],
    ])
  })

  test('waiting begins when nothing is around any more', () => {
    const waiting = { whenNobody: { wait: { hours: 1 } } } as const
    const decision = decisionOn(bavarian, world({ facts: away('cem', 'ana', 'bob', 'eva') }, waiting))
    expect(decision).toMatchObject({ kind: 'queued', queue: 'held', until: 3_600_000 })
    expect(outcomeOf(decisionOn(bavarian, world({ facts: away('cem') }, waiting)))).toBe('ana by territory')
    const over = { facts: away('cem', 'ana', 'bob', 'eva'), waits: { territory: 0 } }
    expect(outcomeOf(decisionOn(bavarian, world(over, waiting)))).toBe('zoe by otherwise')
  })

  test('each territory has a rotation of its own, on the terms of the rule', () => {
    const pick = (lead: typeof bavarian) => decisionOn(lead, world()).trace.rules[0]?.pick
    expect(pick(bavarian)).toMatchObject({ rotation: 'territory @ bavaria', strategy: 'weighted' })
    expect(pick({ ...bavarian, state: 'HE' })?.rotation).toBe('territory @ germany')
    const checked = checkPlan({ fairlead: 1, name: 't', ...world().plan, rotations: { territory: { absence: 'repay' } } })
    if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
    const compiled = compilePlan(checked.plan)
    expect([termsOf(compiled, 'territory @ bavaria').repay, termsOf(compiled, 'territory @ mars').repay]).toEqual([true, false])
  })

  test('the rule may ask more of them, and pick by its own way', () => {
    const senior = reps.map((rep) => ({ ...rep, level: rep.id === 'bob' ? 2 : 1 }))
    const lead = { id: 'L1', country: 'DE' }
    expect(outcomeOf(decisionOn(lead, world({ reps: senior }, { to: { territoryReps: 'sales', level: 2 } })))).toBe('bob by territory')
    expect(outcomeOf(decisionOn(lead, world({ open: { ana: 3 } }, { by: 'leastLoaded' })))).toBe('bob by territory')
    const byLevel = world({ reps: senior.map((rep) => (rep.id === 'ana' ? { ...rep, level: 0 } : rep)) }, { by: { weighted: 'level' } })
    expect(outcomeOf(decisionOn(lead, byLevel))).toBe('bob by territory')
  })

  test('tables of one name for a territory do not share weights', () => {
    const plan = {
      territories: {
        one: [{ name: 'x', when: { big: true }, reps: { ana: 3, bob: 1 } }],
        two: [{ name: 'x', when: {}, reps: { ana: 1, bob: 3 } }],
      },
      rules: [
        { name: 'one', to: { territoryReps: 'one' } },
        { name: 'two', to: { territoryReps: 'two' } },
      ],
      otherwise: { to: {} },
    }
    expect(outcomeOf(decisionOn({ id: 'L1', big: true }, { plan, reps }))).toBe('ana by one')
    expect(outcomeOf(decisionOn({ id: 'L1' }, { plan, reps }))).toBe('bob by two')
  })

  test('why, and why not', () => {
    const checked = checkPlan({ fairlead: 1, name: 't', ...world().plan })
    if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
    const plan = compilePlan(checked.plan)
    const decision = decisionOn(bavarian, world({ facts: away('cem', 'ana') }))
    const told = explain({ plan, roster: compileRoster(reps, repFields), intake: { lead: bavarian }, decision })
    expect(told.sentence).toContain("L1 went to bob by the rule 'territory' for the territory 'germany'")
    expect(told.rules.map(({ rule: name, territory, outcome }) => [name, territory, outcome])).toEqual([
      ['territory', 'bavaria', 'nobodyEligible'],
      ['territory', 'germany', 'assigns'],
    ])
    const sentences = Object.fromEntries(told.reps.map(({ rep, sentence }) => [rep, sentence]))
    expect(sentences.cem).toBe(
      "cem did not get L1: the rule 'territory' for the territory 'germany' does not select cem: cem's id is none of ana, bob. Under 'territory' for the territory 'bavaria': away.",
    )
    expect(sentences.ana).toContain('away')
  })
})
