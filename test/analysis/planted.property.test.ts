import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analysePlan } from '../../src/analysis/analysePlan.js'
import type { ExampleLead, Finding, FindingCode } from '../../src/analysis/finding.js'
import { holds } from '../../src/condition/interpret.js'
import type { Json, JsonObject } from '../../src/lead.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Plan } from '../../src/plan/document.js'
import { viewLead } from '../../src/plan/viewLead.js'
import { conditionArbitrary, leadArbitrary, lists } from '../condition/generate.js'
import { truth } from '../condition/oracle.js'

const plans = 500
const wild = conditionArbitrary({ wild: true })

/** What was put into a plan on purpose, and has to be found there. */
interface Planted {
  readonly code: FindingCode
  readonly path: string
}

interface Garden {
  readonly document: JsonObject
  readonly planted: readonly Planted[]
}

/** A plan with defects among its rules: each made of conditions that the plan has anyway. */
const gardens: fc.Arbitrary<Garden> = fc
  .record({
    tiers: fc.array(wild, { minLength: 2, maxLength: 3 }),
    rules: fc.array(wild, { minLength: 3, maxLength: 7 }),
    label: fc.boolean(),
    extra: wild,
    defects: fc.subarray(['narrower', 'divided', 'contradiction', 'ghost', 'value'] as const, { minLength: 1 }),
  })
  .map(({ tiers, rules, label, extra, defects }) => {
    const planted: Planted[] = []
    const all = rules.map(
      (when, index): JsonObject => ({
        name: `r${index}`,
        when: label && index === 1 ? { all: [when, { tier: 't0' }] } : when,
        to: { team: `t${index}` },
      }),
    )
    const add = (code: FindingCode, when: Json, to: JsonObject, part?: string): void => {
      planted.push({ code, path: `rules.${all.length}${part === undefined ? '' : `.${part}`}` })
      all.push({ name: `r${all.length}`, when, to })
    }
    const [first, second] = all as unknown as readonly [JsonObject, JsonObject]
    // Narrower than one earlier rule; divided between two; each needs something that holds at all to be a shadow and no contradiction.
    if (defects.includes('narrower')) add('shadowed', { all: [first.when as Json, extra] }, { team: 'late' })
    if (defects.includes('divided'))
      add('shadowed', { any: [{ all: [second.when as Json, extra] }, first.when as Json] }, { team: 'later' })
    if (defects.includes('contradiction')) add('contradiction', { all: [extra, { none: [extra] }] }, { team: 't0' }, 'when')
    if (defects.includes('ghost')) add('nobodyEligible', { unheard: 'of' }, { team: 'ghosts' }, 'to')
    const values = [...tiers]
    if (defects.includes('value')) {
      values.push({ all: [{ any: [tiers[0] as JsonObject, tiers[1] as JsonObject] }, extra] })
      planted.push({ code: 'unreachableSegment', path: `segments.tier.t${values.length - 1}` })
    }
    const document: JsonObject = {
      fairlead: 1,
      name: 'garden',
      segments: { tier: Object.fromEntries(values.map((condition, index) => [`t${index}`, condition])) },
      lists: Object.fromEntries([...lists].map(([name, entries]) => [name, [...entries]])),
      rules: all,
      otherwise: { to: {} },
    }
    return { document, planted }
  })

const reps = [
  ...Array.from({ length: 12 }, (_, index) => ({ id: `rep${index}`, team: `t${index}` })),
  { id: 'x', team: 'late' },
  { id: 'y', team: 'later' },
]

/** What becomes of a lead by the naive specification: its label, and the rules that hold. */
function reading(document: JsonObject, lead: JsonObject): { readonly tier: string | undefined; readonly rules: readonly string[] } {
  const values = Object.entries((document.segments as { readonly tier: { readonly [value: string]: JsonObject } }).tier)
  const tier = values.find(([, condition]) => truth(condition, lead, { lists }) === true)?.[0]
  const view = tier === undefined ? lead : { ...lead, tier }
  const rules = (document.rules as readonly JsonObject[]).filter(({ when }) => truth(when as Json, view, { lists }) === true)
  return { tier, rules: rules.map(({ name }) => name as string) }
}

/** What the finding says of its example, read by the specification. */
function isReal({ code, rule, others = [], path, message, example }: Finding, document: JsonObject): boolean {
  if (example === undefined) return true
  const { lead } = example as ExampleLead
  const { tier, rules } = reading(document, lead)
  const owner = rules.find((name) => name !== ghost(document)) ?? 'otherwise'
  if (owner !== example.rule) return false
  switch (code) {
    case 'contradiction':
      return rules.includes(rule as string)
    case 'shadowed':
      return rules.includes(rule as string) && (others.length === 0 ? owner === rule : owner !== rule)
    case 'overlap':
      return rules.includes(rule as string) && rules.includes(others[0] as string)
    case 'unreachableSegment':
      return tier !== undefined && (tier === path[2]) === message.startsWith('Only leads')
    case 'fallsToOtherwise':
      return owner === 'otherwise'
    default:
      return false
  }
}

function ghost(document: JsonObject): string | undefined {
  return (document.rules as readonly JsonObject[]).find(({ to }) => (to as JsonObject).team === 'ghosts')?.name as string | undefined
}

test('what is planted is found, every example is real, and no lead contradicts a proof', () => {
  const leads = fc.sample(leadArbitrary({ wild: true }), { numRuns: 1600, seed: 3 })
  leads.push(...fc.sample(leadArbitrary({ wild: true }).map(withoutLists), { numRuns: 400, seed: 4 }))
  const counts = { planted: 0, found: 0, undecided: 0, questions: 0, examples: 0, proofs: 0, tried: 0, overlaps: 0 }
  fc.assert(
    fc.property(gardens, ({ document, planted }) => {
      const checked = checkPlan(document)
      if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
      const { findings, stats } = analysePlan(checked.plan as Plan, { reps })
      counts.questions += stats.questions
      counts.undecided += stats.undecided
      const at = (place: string): readonly Finding[] =>
        findings.filter(({ path }) => path.join('.') === place || path.join('.') === `${place}.when`)
      for (const { code, path } of planted) {
        counts.planted += 1
        // What was meant as a shadow may hold for no lead at all, and an earlier rule may need lists: each is the truer finding.
        const told = at(path)
        if (told.some((one) => one.code === code || (code === 'shadowed' && one.code === 'contradiction'))) counts.found += 1
        else if (!told.some(({ about }) => about === code)) throw new Error(`not found: ${code} at ${path}: ${JSON.stringify(findings)}`)
      }
      for (const finding of findings) {
        if (finding.example === undefined) continue
        counts.examples += 1
        if (!isReal(finding, document)) throw new Error(`not real: ${JSON.stringify(finding)}`)
      }

      const compiled = compilePlan(checked.plan)
      const never = findings
        .filter(({ code, severity, path }) => code === 'contradiction' && severity === 'error' && path.length === 3)
        .map(({ rule }) => rule)
      const notFirst = findings.filter(({ code, others = [] }) => code === 'shadowed' && others.length > 0).map(({ rule }) => rule)
      const noValue = findings
        .filter(({ code, message }) => code === 'unreachableSegment' && message.startsWith('No lead'))
        .map(({ path }) => path[2])
      counts.proofs += never.length + notFirst.length + noValue.length
      const overlapping = new Set(findings.filter(({ code }) => code === 'overlap').map(({ rule }) => rule))
      const falls = findings.some(({ code, about }) => code === 'fallsToOtherwise' || about === 'fallsToOtherwise')
      const told = new Set(findings.map(({ rule }) => rule))
      for (const lead of leads) {
        counts.tried += 1
        const { view, labels } = viewLead(compiled, lead)
        const holding = compiled.rules.filter(({ when }) => holds(when, view, compiled)).map(({ name }) => name)
        const [first, second] = holding.filter((name) => name !== ghost(document))
        if (holding.some((name) => never.includes(name))) throw new Error(`a contradiction holds for ${JSON.stringify(lead)}`)
        if (first !== undefined && notFirst.includes(first)) throw new Error(`a shadowed rule is first for ${JSON.stringify(lead)}`)
        if (labels.tier !== undefined && noValue.includes(labels.tier)) throw new Error(`a value is reached by ${JSON.stringify(lead)}`)
        if (first === undefined && !falls) throw new Error(`a gap was not found: ${JSON.stringify(lead)}`)
        if (second !== undefined && !Object.values(lead).some(hasList)) {
          counts.overlaps += 1
          // Same target, shadowed, or told: of one rule only three are.
          if (!overlapping.has(second) && !told.has(second) && !sameTarget(document, first as string, second))
            throw new Error(`an overlap of ${second} was not found: ${JSON.stringify(lead)}`)
        }
      }
    }),
    { numRuns: plans },
  )
  console.log(JSON.stringify(counts))
  expect(counts.planted).toBeGreaterThan(900)
  expect(counts.found / counts.planted).toBeGreaterThan(0.995)
  expect(counts.undecided / counts.questions).toBeLessThan(0.001)
  expect(counts.examples).toBeGreaterThan(1500)
  expect(counts.proofs).toBeGreaterThan(900)
  expect(counts.overlaps).toBeGreaterThan(10_000)
}, 300_000)

function hasList(value: Json): boolean {
  return Array.isArray(value) || (typeof value === 'object' && value !== null && Object.values(value).some(hasList))
}

function withoutLists(lead: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(lead).flatMap(([field, value]) => {
      if (Array.isArray(value)) return []
      return [[field, typeof value === 'object' && value !== null ? withoutLists(value as JsonObject) : value]]
    }),
  )
}

function sameTarget(document: JsonObject, one: string, other: string): boolean {
  const target = (name: string): string => JSON.stringify((document.rules as readonly JsonObject[]).find((rule) => rule.name === name)?.to)
  return target(one) === target(other)
}
