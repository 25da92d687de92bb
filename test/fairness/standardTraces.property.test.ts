import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../tidy/source.js'
import { fairlead } from './fairlead.js'
import { staysWithin } from './measure.js'
import { report } from './report.js'
import { type Finding, survey } from './survey.js'
import { traces } from './traces.js'

// Once for all tests: 20,000 leads for every trace, rule and seed.
const findings = survey()

const findingOf = (name: string, key: string): Finding => {
  const found = findings.find(({ picker, trace }) => picker.name === name && trace.key === key)
  if (found === undefined) throw new Error(`${name} did not run over ${key}`)
  return found
}

/** What is promised: with constant weights and reps 1 - 1/(2n-2) of a lead; else, on these traces, less than two leads. */
const holds = ({ trace, runs }: Finding): boolean => {
  const size = trace.team.length
  return runs.every((run) => (trace.constant ? staysWithin(run, 2 * size - 3, 2 * size - 2) : staysWithin(run, 2, 1)))
}

describe('this ledger, from outside', () => {
  // The worst of all seeds in twentieths of a lead, rounded up.
  test.each([
    ['A', 18],
    ['B', 19],
    ['B2', 19],
    ['B3', 17],
    ['C', 23],
    ['D', 21],
    ['E', 19],
    ['G', 25],
    ['H', 20],
    ['F', 31],
  ])('%s: never more than %i/20 of a lead off the ideal', (key, twentieths) => {
    const finding = findingOf(fairlead.name, key)
    expect(holds(finding)).toBe(true)
    expect(finding.runs.every((run) => staysWithin(run, twentieths, 20))).toBe(true)
    expect(finding.runs.every((run) => staysWithin(run, twentieths - 1, 20))).toBe(false)
  })

  test.each(traces.map(({ key }) => key))('%s: everybody who was passed over was so for less than 2 floor(n/2) shares', (key) => {
    const { waitShares, trace } = findingOf(fairlead.name, key)
    expect(waitShares).toBeGreaterThan(0)
    expect(waitShares).toBeLessThan(2 * Math.floor(trace.team.length / 2))
  })

  test('every lead goes to somebody who is there', () => {
    const stray = findings.filter(({ picker, toAbsent, toNobody }) => picker === fairlead && toAbsent + toNobody > 0)
    expect(stray).toEqual([])
    expect(findingOf('pointer, blind to absence', 'E').toAbsent).toBeGreaterThan(0.3)
  })
})

describe('the yardstick can tell: these rules break the promise', () => {
  test.each([
    ['fewest leads', ['B', 'B2', 'B3', 'C', 'D', 'E', 'G', 'H', 'F']],
    ['fewest leads per weight', ['B', 'B2', 'B3', 'C', 'D', 'E', 'G', 'H', 'F']],
    ['least recently assigned', ['B', 'B2', 'B3', 'C', 'D', 'E', 'G', 'H', 'F']],
    ['pointer, skips the absent', ['B', 'B2', 'B3', 'C', 'D', 'E', 'G', 'H', 'F']],
    ['largest deficit', ['B', 'B2', 'B3']],
    ['largest claim', ['B3']],
    ['smooth weighted rotation', ['B3', 'C', 'D', 'G', 'H', 'F']],
  ])('%s in %j', (name, broken) => {
    expect(findings.filter((finding) => finding.picker.name === name && !holds(finding)).map(({ trace }) => trace.key)).toEqual(broken)
  })
})

describe('what is committed', () => {
  const made = report(findings)
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')

  test('docs/fairness-measured.md is what was measured; if not: npm run docs:fairness', () => {
    expect(read('docs/fairness-measured.md')).toBe(made['docs/fairness-measured.md'])
  })

  test('so is docs/images/deviation.svg, and there is nothing else', () => {
    expect(Object.keys(made)).toEqual(['docs/fairness-measured.md', 'docs/images/deviation.svg'])
    expect(read('docs/images/deviation.svg')).toBe(made['docs/images/deviation.svg'])
  })

  test('the page follows the figures', () => {
    const [first] = findings
    const page = report([{ ...(first as Finding), deviation: 7.123 }, ...findings.slice(1)])['docs/fairness-measured.md']
    expect(page?.split('\n').filter((line) => !made['docs/fairness-measured.md']?.includes(line))).toEqual([
      expect.stringMatching(/^\| \*\*fairlead\*\* \| \*\*7\.12\*\* \| /),
    ])
  })
})
