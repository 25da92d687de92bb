import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** Stands where the cursor is. */
const cursor = '/*cursor*/'
const file = fileURLToPath(new URL('./completed.ts', import.meta.url))

/** A plan with one rule, and with terms. */
const planOf = (rule: string, rotations = '{}') =>
  `routing.plan({ name: 'p', rules: [{ name: 'r', ${rule} }], otherwise: { to: {} }, rotations: ${rotations} })`

/** What an editor offers at the cursor of each plan. */
function completions(plans: readonly string[]): string[][] {
  const text = [`import { routing } from '../plan/typedRouting.js'`, ...plans].join('\n')
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    types: [],
  }
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) =>
      path === file
        ? ts.ScriptSnapshot.fromString(text)
        : ts.sys.fileExists(path)
          ? ts.ScriptSnapshot.fromString(readFileSync(path, 'utf8'))
          : undefined,
    getCurrentDirectory: () => fileURLToPath(new URL('../../', import.meta.url)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
  })
  const places = [...text.matchAll(/\/\*cursor\*\//g)].map(({ index }) => index)
  return places.map((place) => (service.getCompletionsAtPosition(file, place, {})?.entries ?? []).map(({ name }) => name))
}

test('editors complete fields, operators, values, names and paths', { timeout: 120_000 }, () => {
  const cases: [rule: string, offered: string[], not: string[]][] = [
    [`to: {}, when: { ${cursor} }`, ['company', 'score', 'territory', 'size', 'account', 'any'], ['role', 'has']],
    [`to: {}, when: { company: { ${cursor} } }`, ['country', 'employees', 'known', 'none'], ['company', 'gte']],
    [`to: {}, when: { company: { employees: { ${cursor} } } }`, ['gt', 'lte', 'not', 'known'], ['startsWith', 'has']],
    [`to: {}, when: { company: { country: { ${cursor} } } }`, ['startsWith', 'inList'], ['gt', 'has']],
    [`to: {}, when: { company: { domain: { inList: '${cursor}' } } }`, ['strategic'], []],
    [`to: {}, when: { company: { industry: '${cursor}' } }`, ['healthcare', 'finance'], []],
    [`to: {}, when: { territory: '${cursor}' }`, ['dach', 'northeast'], ['smb']],
    [`to: { ${cursor} }`, ['role', 'territory', 'industries', 'queue', 'any'], ['company']],
    [`to: { territory: { same: '${cursor}' } }`, ['territory', 'company.country', 'tags'], ['score', 'company']],
    [`to: {}, by: '${cursor}'`, ['roundRobin', 'leastLoaded', 'fastest'], []],
    [`to: {}, by: { weighted: '${cursor}' }`, ['quota', 'performance', 'stats.won'], ['role']],
    [`to: {}, notify: ['${cursor}']`, ['slack', 'sms'], []],
  ]
  const offered = completions(cases.map(([rule]) => planOf(rule)))
  expect(offered).toHaveLength(cases.length)
  cases.forEach(([rule, wanted, unwanted], index) => {
    expect(offered[index], rule).toEqual(expect.arrayContaining(wanted))
    expect(
      offered[index]?.filter((name) => unwanted.includes(name)),
      rule,
    ).toEqual([])
  })
})

test('editors complete the terms of rotations, their words, and the numbers of a lead', { timeout: 120_000 }, () => {
  const cases: [rotations: string, offered: string[], not: string[]][] = [
    [`{ r: { ${cursor} } }`, ['absence', 'declined', 'disqualified', 'merged', 'manual', 'atMost', 'rate', 'value'], ['by', 'to']],
    [`{ r: { absence: '${cursor}' } }`, ['forgive', 'repay'], ['keep']],
    [`{ r: { merged: '${cursor}' } }`, ['giveBack', 'keep'], ['count']],
    [`{ r: { value: { ${cursor} } } }`, ['field', 'typical'], ['absence']],
    [
      `{ r: { value: { typical: 1, field: '${cursor}' } } }`,
      ['score', 'company.employees', 'origin.minutes'],
      ['id', 'company.country', 'sizes'],
    ],
  ]
  const offered = completions(cases.map(([rotations]) => planOf('to: {}', rotations)))
  expect(offered).toHaveLength(cases.length)
  cases.forEach(([rotations, wanted, unwanted], index) => {
    expect(offered[index], rotations).toEqual(expect.arrayContaining(wanted))
    expect(
      offered[index]?.filter((name) => unwanted.includes(name)),
      rotations,
    ).toEqual([])
  })
})
