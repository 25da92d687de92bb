import { describe, expect, test } from 'vitest'
import { dangers, impurities } from './banned.js'
import { parse, readSources } from './source.js'

const messages = (rule: typeof dangers, text: string, path = 'src/decide/a.ts') =>
  rule([parse(path, text)]).map((violation) => violation.message)

describe('banned words', () => {
  test('below the router there is no clock, no chance and no outside world', () => {
    expect(impurities(readSources('src'))).toEqual([])
  })

  test('no any, no code from text, no regular expressions from data', () => {
    expect(dangers([...readSources('src'), ...readSources('examples')])).toEqual([])
  })

  test.each([
    ['const now = Date.now()', ['Date.now']],
    ['const clock = Date.now', ['Date.now']],
    ['globalThis.Math.random()', ['Math.random']],
    ['new Date()', ['new Date() without an argument']],
    ['new Date', ['new Date() without an argument']],
    ['Date()', ['Date()']],
    ['setTimeout(run, 1)', ['setTimeout()']],
    ["fetch('x')", ['fetch()']],
    ['console.log(1)', ['console.log']],
    ['process.env', ['process.env']],
    ["import { readFileSync } from 'node:fs'", ['imports node:fs']],
    ["import { randomUUID } from 'node:crypto'; randomUUID()", ['randomUUID()']],
    ["import { createHash } from 'node:crypto'", []],
    ['new Date(at)', []],
    ['const random = 1 // Math.random', []],
    ["const text = 'Date.now()'", []],
  ])('in a room that decides: %s', (text, expected) => {
    expect(messages(impurities, text)).toEqual(expected)
  })

  test('the router and what stands above may ask the world', () => {
    expect(messages(impurities, 'Date.now()', 'src/router/a.ts')).toEqual([])
    expect(messages(impurities, 'Date.now()', 'src/cli/a.ts')).toEqual([])
    expect(messages(impurities, 'Date.now()', 'src/digest.ts')).toEqual(['Date.now'])
  })

  test.each([
    ['const a: any = 1', ['the type any']],
    ['const a = b as any', ['the type any']],
    ['function a(list: any[]) {}', ['the type any']],
    ["eval('1')", ['code from text: eval']],
    ["new Function('return 1')", ['code from text: Function']],
    ["Function('return 1')", ['code from text: Function']],
    ['new RegExp(input)', ['a regular expression from data']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text under test
    ['RegExp(`^${input}$`)', ['a regular expression from data']],
    ["new RegExp('^a$')", []],
    ['/^a$/.test(input)', []],
    ["const any = 'any' // any", []],
  ])('anywhere: %s', (text, expected) => {
    expect(messages(dangers, text)).toEqual(expected)
  })
})
