import { describe, expect, test } from 'vitest'
import type { Presence } from '../../src/index.js'
import { signed, teamRouter } from '../router/team.js'

describe('explain', () => {
  const away: Record<string, Presence> = { bob: { away: 'vacation', until: Date.UTC(2026, 0, 9) } }
  const explained = async (...leads: readonly { id: string }[]) => {
    const { router } = teamRouter({ availability: (rep) => away[rep.id] ?? true })
    for (const lead of leads) await router.route(lead)
    return router.explain((leads.at(-1) as { id: string }).id)
  }

  test('tells why this one', async () => {
    const { sentence, rules } = await explained({ id: 'L1', country: 'DE' } as never)
    expect(sentence).toBe(
      "L1 went to ana by the rule 'territory': the only one eligible. Skipped: bob is away (vacation) until 2026-01-09T00:00:00.000Z.",
    )
    expect(rules.map((rule) => rule.sentence)).toEqual([
      "The rule 'account owner' matches, but selects nobody of the roster for this lead.",
      "The rule 'territory' decides: the only one eligible.",
    ])
  })

  test('tells every rep of the roster why not', async () => {
    const { reps } = await explained({ id: 'L1', country: 'DE' } as never)
    expect(reps.map(({ rep, outcome, sentence }) => [rep, outcome, sentence])).toEqual([
      ['ana', 'assigned', "ana got L1 by the rule 'territory': the only one eligible."],
      ['bob', 'skipped', "bob did not get L1: away (vacation) until 2026-01-09T00:00:00.000Z (the rule 'territory')."],
      ['cat', 'notSelected', "cat did not get L1: the rule 'territory' does not select cat: cat's territory is not the lead's territory."],
      ['mia', 'notSelected', "mia did not get L1: the rule 'territory' does not select mia: mia's territory is missing."],
    ])
  })

  test('tells who was before whom', async () => {
    const { router } = teamRouter()
    await router.route({ id: 'L1', country: 'DE' })
    const { reps } = await router.explain('L1')
    expect(reps[1]).toMatchObject({ rep: 'bob', outcome: 'notPicked', rank: { owed: 0, share: 0.333 } })
    expect(reps[1]?.sentence).toBe(
      "bob did not get L1: eligible under the rule 'territory', but ana was next in turn; owed before this lead: ana 0, bob 0 of a lead.",
    )
  })

  test('tells which test failed, for rules that do not match', async () => {
    const { rules, sentence, reps } = await explained({ id: 'L1', score: 50 } as never)
    expect(sentence).toBe('L1 went to mia by the fallback: the only one eligible.')
    expect(rules[2]).toMatchObject({
      rule: 'low score',
      condition: 'score is below 20',
      outcome: 'noMatch',
      failed: [{ field: 'score', operator: 'lt', operand: 20, because: 'differs' }],
    })
    expect(rules[2]?.sentence).toBe("The rule 'low score' does not match: the lead's score is not below 20.")
    expect(reps[0]?.sentence).toMatch(/^ana did not get L1: the fallback does not select ana/)
  })

  test('tells about queues', async () => {
    const { sentence, reps } = await explained({ id: 'L1', score: 5 } as never)
    expect(sentence).toBe("L1 waits in the queue 'nurture' by the rule 'low score'.")
    expect(new Set(reps.map(({ outcome }) => outcome))).toEqual(new Set(['queue']))
  })

  test('is the same after the plan and the roster have moved on, and after the lead is closed', async () => {
    const { router } = teamRouter()
    await router.route({ id: 'L1', country: 'DE' })
    const before = await router.explain('L1')
    await router.publish({ fairlead: 1, name: 'other', rules: [], otherwise: { to: {} } }, signed)
    await router.close('L1')
    const { owners, ...after } = await router.explain('L1')
    expect({ ...after, owners: before.owners }).toEqual(before)
    expect(owners[0]?.sentence).toBe('ana had L1 (owner 1) until 1970-01-01T00:00:01.000Z: it was closed.')
  })
})
