import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { iso31661 } from 'iso-3166/1.js'
import { iso31662 } from 'iso-3166/2.js'
import { expect, test } from 'vitest'
import { normaliseCountry, normaliseSubdivision } from '../../../src/adapter/intake/index.js'
import { root } from '../../tidy/source.js'

test('the tables are those that the script makes of the lists', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'))
  try {
    execFileSync(process.execPath, [join(root, 'scripts/intakeTables.mjs'), folder], { stdio: 'pipe' })
    for (const name of ['countryTable.ts', 'regionTable.ts'])
      expect(readFileSync(join(folder, name), 'utf8'), 'run `npm run tables:intake`').toBe(
        readFileSync(join(root, 'src/adapter/intake', name), 'utf8'),
      )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const told = (code: string, found: ReturnType<typeof normaliseCountry>) =>
  'value' in found ? found.value === code : 'ambiguous' in found && found.ambiguous.includes(code)

test('every country by each of its codes', () => {
  expect(iso31661).toHaveLength(249)
  for (const { alpha2, alpha3, numeric } of iso31661)
    for (const code of [alpha2, alpha2.toLowerCase(), alpha3, numeric]) expect(normaliseCountry(code)).toEqual({ value: alpha2 })
})

test.each([
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'fi',
  'nb',
  'cs',
  'hu',
  'ro',
  'el',
  'tr',
  'ru',
  'uk',
  'ja',
  'zh',
  'ko',
  'ar',
])('every country by its names in %s, and none by that of another', (language) => {
  const list = readFileSync(join(root, `node_modules/i18n-iso-countries/langs/${language}.json`), 'utf8')
  const { countries } = JSON.parse(list) as { countries: { [code: string]: string | string[] } }
  const names = Object.entries(countries).flatMap(([code, given]) => [given].flat().map((name) => [code, name] as const))
  expect(names.length).toBeGreaterThan(240)
  const wrong = names.filter(([code, name]) => !told(code, normaliseCountry(name)))
  expect(wrong).toEqual([])
  // Few are ambiguous: a table that called everything ambiguous would pass as well.
  expect(names.filter(([, name]) => 'ambiguous' in normaliseCountry(name)).length).toBeLessThan(6)
})

test('every part of every country by its code and its name', () => {
  const upper = new Map(iso31662.map(({ code, parent }) => [code, parent]))
  let ambiguous = 0
  const wrong = iso31662.filter(({ code, name }) => {
    const country = code.slice(0, 2)
    const byCode = normaliseSubdivision(code.slice(3), { country })
    const byName = normaliseSubdivision(name, { country })
    if ('ambiguous' in byName) ambiguous += 1
    // What bears the name of the larger part that it is all of is told as that.
    const isUpper = 'value' in byName && byName.value === upper.get(code)
    return !('value' in byCode && byCode.value === code) || !(told(code, byName) || isUpper)
  })
  // Names that are the code of another part of the same country are that code.
  expect(wrong.map(({ code, name }) => `${code} ${name}`)).toEqual([])
  expect(iso31662.length).toBeGreaterThan(5000)
  expect(ambiguous).toBeLessThan(150)
})
