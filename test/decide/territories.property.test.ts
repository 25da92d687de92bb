import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/lead.js'
import type { Territory } from '../../src/plan/document.js'
import { decisionOn } from './world.js'

const small = fc.integer({ min: 0, max: 2 })
const people = ['ana', 'bob', 'cem', 'eva']

/** A table whose territories lie within earlier ones or later ones, in circles never. */
const tables: fc.Arbitrary<readonly Territory[]> = fc
  .array(
    fc.record(
      {
        outer: fc.nat(11),
        when: fc.dictionary(fc.constantFrom('a', 'b', 'c'), small, { maxKeys: 2, noNullPrototype: true }),
        reps: fc.dictionary(fc.constantFrom(...people), fc.integer({ min: 1, max: 3 }), { minKeys: 1, noNullPrototype: true }),
        isRoof: fc.constant(true),
      },
      { requiredKeys: ['when'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .chain((drafts) =>
    fc.shuffledSubarray([...drafts.keys()], { minLength: drafts.length }).map((places) => {
      const rows = drafts.map(
        ({ outer, when, reps }, index): Territory => ({
          name: `t${index}`,
          when,
          ...(outer === undefined || outer >= index ? {} : { within: `t${outer}` }),
          ...(reps === undefined ? {} : { reps }),
        }),
      )
      const outers = new Set(rows.map(({ within }) => within))
      const roofs = rows.map(({ when, ...row }, index) => (drafts[index]?.isRoof && outers.has(row.name) ? row : { ...row, when }))
      return places.map((place) => roofs[place] as Territory)
    }),
  )

/** The naive specification: which territory, then whom, level by level. */
function specified(lead: JsonObject, rows: readonly Territory[], reps: readonly JsonObject[], gone: readonly string[]) {
  const around = ({ within }: Territory): Territory[] => {
    const outer = rows.find(({ name }) => name === within)
    return outer === undefined ? [] : [outer, ...around(outer)]
  }
  const isIn = (row: Territory): boolean =>
    [row, ...around(row)].every(({ when = {} }) => Object.entries(when).every(([field, value]) => lead[field] === value))
  const holding = rows.filter((row) => row.when !== undefined && isIn(row))
  const deepest = Math.max(...holding.map((row) => around(row).length))
  const own = holding.find((row) => around(row).length === deepest)
  const chain = own === undefined ? [] : [own, ...around(own)]
  const chances = chain.map(({ name, reps: named }) => ({
    territory: name,
    able: reps
      .filter(({ id, geo }) =>
        named === undefined ? geo === name || (Array.isArray(geo) && geo.includes(name)) : Object.hasOwn(named, id as string),
      )
      .map(({ id }) => id as string)
      .filter((id) => !gone.includes(id)),
  }))
  return { label: own?.name, chance: chances.find(({ able }) => able.length > 0), levels: chain.length }
}

test('a lead goes to somebody of its territory, or of the nearest around it where somebody is eligible', () => {
  const seen = { inside: 0, above: 0, nobody: 0, nowhere: 0, deep: 0 }
  fc.assert(
    fc.property(
      tables,
      fc.record({ a: small, b: small, c: small }),
      fc.subarray(people),
      fc.array(fc.constantFrom('t0', 't1', 't2', 't5'), { maxLength: 3 }),
      (rows, fields, gone, geo) => {
        const lead = { id: 'L1', ...fields }
        const reps = [...people.map((id) => ({ id })), { id: 'fay', geo }, { id: 'gil', geo: 't3' }, { id: 'zoe' }]
        const decision = decisionOn(lead, {
          plan: { territories: { geo: rows }, rules: [{ name: 'r', to: { territoryReps: 'geo' } }], otherwise: { to: { id: 'zoe' } } },
          reps,
          facts: { away: Object.fromEntries(gone.map((id) => [id, { reason: 'away' as const }])) },
        })
        const { label, chance, levels } = specified(lead, rows, reps, gone)
        expect(decision.trace.labels.geo).toBe(label)
        if (decision.kind !== 'assigned') throw new Error('zoe is always there')
        const last = decision.trace.rules.at(-1)
        expect(last?.territory).toBe(chance?.territory)
        if (chance === undefined) expect([decision.rep, decision.rule]).toEqual(['zoe', 'otherwise'])
        else expect(chance.able).toContain(decision.rep)
        if (label === undefined) seen.nowhere += 1
        else if (chance === undefined) seen.nobody += 1
        else if (chance.territory === label) seen.inside += 1
        else seen.above += 1
        if (levels > 2) seen.deep += 1
      },
    ),
    { numRuns: 4000, seed: 11 },
  )
  console.log(seen)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(150)
})
