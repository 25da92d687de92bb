import { describe, expect, test } from 'vitest'
import { type AnalyseOptions, analysePlan } from '../../src/analysis/analysePlan.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import type { Rule, Territory } from '../../src/plan/document.js'

const geo: readonly Territory[] = [
  { name: 'emea', reps: { eva: 1 } },
  { name: 'germany', within: 'emea', when: { country: 'DE' }, reps: { ana: 1 } },
  { name: 'bavaria', within: 'germany', when: { state: 'BY' } },
  { name: 'france', when: { country: 'FR' } },
]
const roster = [{ id: 'ana' }, { id: 'eva', active: false }, { id: 'fay', geo: ['france'] }, { id: 'zoe', role: 'ae' }]
const byTerritory: Rule = { name: 'territory', to: { territoryReps: 'geo' } }

function findingsOf(rules: readonly Rule[], rows = geo, options: AnalyseOptions = { reps: roster }) {
  const checked = checkPlan({ fairlead: 1, name: 'p', territories: { geo: rows }, rules, otherwise: { to: { role: 'ae' } } })
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
  return analysePlan(checked.plan, options).findings
}
const told = (...given: Parameters<typeof findingsOf>) => findingsOf(...given).map(({ code, path }) => `${code} ${path.join('.')}`)

describe('territories under analysis', () => {
  test('what no territory takes is the gap, with a lead that is in none', () => {
    const gap = findingsOf([byTerritory]).find(({ code }) => code === 'fallsToOtherwise')
    expect(gap?.example?.lead.country).not.toMatch(/^(DE|FR)$/)
    expect(gap?.example).toMatchObject({ rule: 'otherwise', rep: 'zoe' })
  })

  test('a rule behind one that takes its territory is never first', () => {
    const behind: Rule = { name: 'behind', when: { geo: 'bavaria' }, to: { role: 'ae' } }
    const [shadowed] = findingsOf([byTerritory, behind]).filter(({ code }) => code === 'shadowed')
    expect(shadowed).toMatchObject({ rule: 'behind', others: ['territory'] })
    expect(shadowed?.example).toMatchObject({ rule: 'territory', rep: 'ana' })
  })

  test('a territory counts as long as somebody around it is active', () => {
    const nobodyInside = geo.map(({ reps: _, ...row }) => (row.name === 'emea' ? { ...row, reps: { ana: 1 } } : row))
    const behind: Rule = { name: 'behind', when: { country: 'DE' }, to: { role: 'ae' } }
    expect(told([byTerritory, behind], nobodyInside)).toContain('shadowed rules.1')
    const nobodyAtAll = geo.map(({ reps: _, ...row }) => (row.name === 'emea' ? { ...row, reps: { eva: 1 } } : row))
    expect(told([byTerritory, behind], nobodyAtAll)).not.toContain('shadowed rules.1')
  })

  test('reps whom nobody knows or who have left are told by their place in the table', () => {
    expect(told([byTerritory])).toContain('inactiveRep territories.geo.0.reps.eva')
    expect(told([byTerritory], [{ name: 'x', when: {}, reps: { anna: 1 } }])).toEqual([
      'unknownRep territories.geo.0.reps.anna',
      'nobodyEligible rules.0.to',
      'fallsToOtherwise otherwise',
    ])
  })

  test('a territory that no lead is ever in', () => {
    const rows = [...geo, { name: 'germany again', within: 'emea', when: { country: ['DE'], size: { gt: 5 } } }]
    expect(told([byTerritory], rows)).toContain('unreachableSegment territories.geo.4')
  })

  test('without a roster territories take whatever is in one', () => {
    const behind: Rule = { name: 'behind', when: { geo: 'bavaria' }, to: { role: 'ae' } }
    expect(told([byTerritory, behind], geo, {})).toContain('shadowed rules.1')
  })
})

describe('persons under analysis', () => {
  const known: Rule = { name: 'known', when: { person: { since: { gt: 5 } } }, to: { id: { same: 'person.owner', orElse: 'manager' } } }
  const planWith = (rules: readonly Rule[]) => {
    const checked = checkPlan({ fairlead: 1, name: 'p', samePerson: 'email', rules, otherwise: { to: { role: 'ae' } } })
    if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
    return checked.plan
  }

  test('examples say what is known of the person beside the lead', () => {
    const behind: Rule = { name: 'behind', when: { person: { owner: 'ana', since: { gt: 9 } } }, to: { role: 'ae' } }
    const { findings } = analysePlan(planWith([known, behind]), { reps: roster, knownFields: ['email'] })
    expect(findings.map(({ code, path }) => `${code} ${path.join('.')}`)).not.toContain('unknownField rules.0.when.person.since')
    expect(findings.filter(({ code }) => code === 'undecided')).toEqual([])
    const [shadowed] = findings.filter(({ code }) => code === 'shadowed')
    expect(shadowed).toMatchObject({ rule: 'behind', example: { person: { owner: 'ana' }, rule: 'known', rep: 'ana' } })
    expect(shadowed?.example?.lead).not.toHaveProperty('person')
  })

  test('what nobody knows of persons is told', () => {
    const slip: Rule = { name: 'slip', when: { person: { ownr: 'ana' } }, to: {} }
    const { findings } = analysePlan(planWith([slip]), { knownFields: ['email'] })
    expect(findings.map(({ code }) => code)).toContain('unknownField')
  })
})
