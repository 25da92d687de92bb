import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../../src/condition/interpret.js'
import { issueList } from '../../src/condition/issueList.js'
import { parseCondition } from '../../src/condition/parse.js'
import type { Json, JsonObject } from '../../src/lead.js'
import type { Territory } from '../../src/plan/document.js'
import { readTerritories } from '../../src/territory/readTerritories.js'
import { territoryReport } from '../../src/territory/territoryReport.js'

/** Every lead of a small world, lists among them. */
const leads: readonly JsonObject[] = [undefined, 'DE', 'AT', 'FR', ['DE', 'AT']].flatMap((country) =>
  [undefined, 'N', 'S', 'X'].flatMap((state) =>
    [undefined, 5, 50, 500].map((employees) => ({
      id: 'L',
      ...(country === undefined ? {} : { country }),
      ...(state === undefined ? {} : { state }),
      ...(employees === undefined ? {} : { employees }),
    })),
  ),
)

/** The territory of a lead, by asking one after another: the deepest that holds, among equally deep ones the first. */
function oracle(territories: readonly Territory[]) {
  const around = ({ within }: Territory): Territory[] => {
    const outer = territories.find(({ name }) => name === within)
    return outer === undefined ? [] : [outer, ...around(outer)]
  }
  const isTrue = (condition: Json, lead: JsonObject): boolean =>
    holds(parseCondition(condition, { issues: issueList(), place: [], target: false, lists: new Set() }), lead, { lists: new Map() })
  const all = (lead: JsonObject): Territory[] =>
    territories.filter(
      (one) => one.when !== undefined && [one, ...around(one)].every(({ when }) => when === undefined || isTrue(when as Json, lead)),
    )
  return {
    all,
    around,
    of: (lead: JsonObject): Territory | undefined =>
      all(lead).reduce<Territory | undefined>(
        (best, one) => (best === undefined || around(one).length > around(best).length ? one : best),
        undefined,
      ),
  }
}

const row = fc.record({
  country: fc.constantFrom('', '', 'DE', 'AT', 'DE;AT', 'D*', '*'),
  state: fc.constantFrom('', '', 'N', 'S', 'N;S'),
  employees: fc.constantFrom('', '', '<50', '50+', '5-500', '500'),
  within: fc.nat(8),
  unsaid: fc.nat(5),
})
const table = fc.tuple(fc.array(row, { minLength: 1, maxLength: 7 }), fc.nat(3)).map(([rows, rest]) => [
  ...rows.map(({ within, unsaid, ...cells }, index) => ({
    name: `t${index}`,
    ...cells,
    ...(within < index ? { within: `t${within}` } : {}),
    ...(Object.values(cells).every((cell) => cell === '') && within % 2 === 0 ? { when: 'all' } : {}),
    ...(unsaid === 0 ? { when: { country: { known: false } } } : {}),
  })),
  ...(rest === 0 ? [{ name: 'rest', when: 'all' }] : []),
])

test('what is found is so, and what is not found is not so', () => {
  const seen = { covered: 0, gap: 0, overlap: 0, unreached: 0, divided: 0, contradiction: 0 }
  fc.assert(
    fc.property(table, (rows) => {
      const read = readTerritories(rows)
      fc.pre(!('issues' in read))
      const { territories } = read as { territories: readonly Territory[] }
      const { all, of, around } = oracle(territories)
      const report = territoryReport(territories, { leads })
      const findings = report.findings.filter(({ leads: given }) => given === undefined)
      expect(findings.filter(({ code }) => code === 'undecided')).toEqual([])

      report.territories.forEach(({ name, leads: own }) => {
        expect([name, own]).toEqual([name, leads.filter((lead) => of(lead)?.name === name).length])
      })
      for (const { example, code, territory, others } of findings) {
        if (example === undefined) continue
        const lead: JsonObject = example.account === undefined ? example.lead : { ...example.lead, account: example.account }
        expect(example.territory).toBe(of(lead)?.name)
        if (code === 'overlap')
          expect(all(lead).map(({ name }) => name)).toEqual(
            expect.arrayContaining([territory?.name, ...(others ?? []).map(({ name }) => name)]),
          )
      }

      const usual = leads.filter(({ country }) => !Array.isArray(country))
      const gap = findings.some(({ code }) => code === 'gap')
      if (usual.some((lead) => of(lead) === undefined)) expect(gap).toBe(true)
      seen[gap ? 'gap' : 'covered'] += 1

      for (const { code, severity, territory } of findings) {
        if (severity === 'error' && code === 'contradiction') {
          seen.contradiction += 1
          expect(leads.filter((lead) => all(lead).some(({ name }) => name === territory?.name))).toEqual([])
        }
        if (code !== 'unreached' && code !== 'divided') continue
        seen[code] += 1
        expect(usual.filter((lead) => of(lead)?.name === territory?.name)).toEqual([])
      }

      const told = new Set(
        findings.flatMap(({ code, territory, others = [] }) =>
          code === 'overlap' ? others.map(({ name }) => `${territory?.name} ${name}`) : [],
        ),
      )
      seen.overlap += told.size
      const idle = new Set(findings.flatMap(({ code, territory }) => (code === 'unreached' || code === 'divided' ? [territory?.name] : [])))
      // A lead's territory, and every other one that holds with nothing within it that does, unless one is around the other.
      for (const lead of usual) {
        const holding = all(lead)
        const innermost = holding.filter((one) => !holding.some((other) => around(other).includes(one)) && !idle.has(one.name))
        for (const one of innermost)
          for (const other of innermost) {
            const pair = [`${one.name} ${other.name}`, `${other.name} ${one.name}`]
            const isForAll = [one, other].some((territory) =>
              [territory, ...around(territory)].every(({ when }) => when === undefined || Object.keys(when).length === 0),
            )
            const limited = findings.some(
              ({ code, more, territory }) =>
                code === 'overlap' && more !== undefined && (territory?.name === one.name || territory?.name === other.name),
            )
            if (one !== other && !isForAll && !limited) expect(pair.some((text) => told.has(text))).toBe(true)
          }
      }
    }),
    { numRuns: 150 },
  )
  for (const [what, count] of Object.entries(seen)) expect([what, count > 5]).toEqual([what, true])
})
