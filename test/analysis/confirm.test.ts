import { expect, test } from 'vitest'
import { confirmerOf } from '../../src/analysis/confirm.js'
import { type RuleSubject, subjectOfPlan } from '../../src/analysis/subject.js'
import { compilePlan } from '../../src/plan/compilePlan.js'

const size = 2000

/** Territories, no two alike; the last rule takes a whole country. */
function territories() {
  const rules = Array.from({ length: size }, (_, index) => ({
    name: `r${index}`,
    when: { country: `C${index % 40}`, state: `S${Math.floor(index / 40)}` },
    to: { team: `${index}` },
  }))
  const last = { name: 'last', when: { country: 'C7' }, to: {} }
  return subjectOfPlan(compilePlan({ fairlead: 1, name: 'p', rules: [...rules, last], otherwise: { to: {} } }), undefined)
}

test('of many rules only those that hold are asked', () => {
  const subject = territories()
  let asked = 0
  const counted = subject.rules.map(
    (rule): RuleSubject => ({
      ...rule,
      get rule() {
        asked += 1
        return rule.rule
      },
    }),
  )
  const confirmer = confirmerOf({ ...subject, rules: counted })
  const lead = confirmer.see({ lead: { id: 'L1', country: 'C7', state: 'S12' } })
  expect(lead?.example.rule).toBe('r487')
  const view = lead?.view ?? {}
  const first = asked
  expect(confirmer.takers(view, size + 1).map(({ path }) => path[1])).toEqual([487, size])
  expect(confirmer.takers(view, size).map(({ path }) => path[1])).toEqual([487])
  expect(confirmer.takers(view, 487)).toEqual([])
  expect(first).toBeGreaterThan(0)
  expect(asked).toBeLessThan(20)
})
