import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../tidy/source.js'

const read = (page: string): string => readFileSync(join(root, 'docs', page), 'utf8')
const fairness = read('fairness.md')

/** The cells of a row of the first table under a heading. */
function cellsOf(page: string, heading: string, row: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1] ?? ''
  const line = section.split('\n').find((text) => text.startsWith(`| ${row} |`)) ?? ''
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.replaceAll('*', '').trim())
}

describe('docs/fairness.md quotes docs/fairness-measured.md', () => {
  const measured = read('fairness-measured.md')

  test('its worst case of all traces', () => {
    const [, quoted] = /never more\s+than (\S+) leads off, the worst case of all traces/.exec(fairness) ?? []
    const deviations = cellsOf(measured, 'Largest deviation', '**fairlead**').map(Number)
    expect(deviations).toHaveLength(10)
    expect(Number(quoted)).toBe(Math.max(...deviations))
  })

  test('its fewest open leads, in the trace with limits', () => {
    const [, quoted] = /"fewest open leads" ended\s+\[(\d+) leads\]/.exec(fairness) ?? []
    expect(quoted).toBe(cellsOf(measured, 'Largest deviation', 'fewest open leads').at(-1))
  })
})

test('every promise of the table names a test, and every proof is of a promise of the table', () => {
  const table = (fairness.split('\n## What is promised\n')[1] ?? '').split('\n## ')[0] ?? ''
  const rows = table.split('\n').filter((line) => /^\| (?:[A-Z]\d? )?\|/.test(line) && !line.startsWith('| | For'))
  expect(rows).toHaveLength(10)
  expect(rows.filter((row) => !/" in `test\//.test(row))).toEqual([])
  const names = rows.flatMap((row) => /^\| ([A-Z]\d?) \|/.exec(row)?.[1] ?? [])
  const proofs = [...fairness.matchAll(/^### ([A-Z]\d?): /gm)].map(([, name = '']) => name)
  expect([...proofs].sort()).toEqual([...names].sort())
})
