// Writes the tables of fairlead/intake from the lists of ISO 3166 and their names: node scripts/intakeTables.mjs [folder, by default src/adapter/intake]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { iso31661Alpha2ToAlpha3 } from 'iso-3166/1-a2-to-1-a3.js'
import { iso31662 } from 'iso-3166/2.js'
import { bundle } from './bundle.mjs'
import { countryAliases, severalCountries } from './intake/countryAliases.mjs'
import { languages } from './intake/languages.mjs'
import { kinds, regionAliases } from './intake/regionAliases.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = resolve(process.argv[2] ?? join(root, 'src/adapter/intake'))
const read = (path) => JSON.parse(readFileSync(join(root, 'node_modules', path), 'utf8'))
const versions = (names) => names.map((name) => `${name} ${read(`${name}/package.json`).version}`).join(', ')

const folder = mkdtempSync(join(tmpdir(), 'intake-'))
await bundle(root, folder, { fold: 'src/adapter/intake/fold.ts' })
const { fold, foldUmlauts } = await import(pathToFileURL(join(folder, 'fold.mjs')).href)
rmSync(folder, { recursive: true })

const folds = (name) => [fold(name), foldUmlauts(name)].filter((text) => text !== undefined && text !== '')

/** Names that several bear; each is told, so that nobody picks one by chance. */
const several = new Map(Object.entries(severalCountries).map(([name, codes]) => [fold(name), codes]))

const codes = read('i18n-iso-countries/codes.json')
const names = new Map([...codes.map(([alpha2]) => [alpha2, new Set()])])
for (const language of languages) {
  const { countries } = read(`i18n-iso-countries/langs/${language}.json`)
  for (const [code, given] of Object.entries(countries))
    for (const name of [given].flat()) for (const one of folds(name)) names.get(code)?.add(one)
}
for (const [code, given] of Object.entries(countryAliases))
  for (const name of given) for (const one of folds(name)) names.get(code).add(one)
const bearers = new Map()
for (const [code, own] of names) for (const name of own) bearers.set(name, [...(bearers.get(name) ?? []), code])
for (const [name, codesOf] of bearers) {
  if (codesOf.length > 1 && !several.has(name)) {
    several.set(name, codesOf)
    console.error(`several countries: ${name}: ${codesOf.join(' ')}`)
  }
}
const countryLines = codes.map(([alpha2, alpha3, numeric]) => {
  const own = [...names.get(alpha2)].filter((name) => !several.has(name))
  const official = iso31661Alpha2ToAlpha3[alpha2]
  if (official !== alpha3 && alpha2 !== 'XK') throw new Error(`${alpha2} is ${official} in one list and ${alpha3} in the other`)
  return `${alpha2}${alpha3}${numeric}${own.sort().join('|')}`
})

/** The codes of a country's parts that are called so, the larger one alone where it has a single part of the same name. */
const english = read('cldr-subdivisions-full/subdivisions/en/en.json').subdivisions.localeDisplayNames.subdivisions
const englishOf = (code) => english[code.replace('-', '').toLowerCase()]
// Where parts were numbered anew, the two lists are of different years: there a code of one is another part in the other.
const ownName = new Map(iso31662.map(({ code, name }) => [`${code.slice(0, 2)} ${fold(name)}`, code]))
const renumbered = new Set(
  iso31662.flatMap(({ code, parent }) => {
    const country = code.slice(0, 2)
    const other = ownName.get(`${country} ${fold(englishOf(code) ?? '')}`)
    const isOther = other !== undefined && other !== code && iso31662.find((part) => part.code === other).parent === parent
    return isOther && fold(iso31662.find((part) => part.code === code).name) !== fold(englishOf(code)) ? [country] : []
  }),
)
console.error(`numbered anew, so without English names: ${[...renumbered].join(' ')}`)

const regionNames = new Map(iso31662.map(({ code }) => [code, new Set()]))
for (const { code, name } of iso31662) {
  const unicode = renumbered.has(code.slice(0, 2)) ? undefined : englishOf(code)
  const parts = name.split(/[/([]/).map((part) => part.replace(/[)\]].*$/, '').trim())
  const given = [
    name,
    ...parts.filter((part) => !/^[a-z]/.test(part)),
    ...(unicode === undefined ? [] : [unicode]),
    ...(regionAliases[code] ?? []),
  ]
  for (const one of given.flatMap(folds)) regionNames.get(code).add(one)
}
const missing = Object.keys(regionAliases).filter((code) => !regionNames.has(code))
if (missing.length > 0) throw new Error(`ISO 3166-2 has no ${missing.join(', ')}`)
const byCountry = new Map()
for (const part of iso31662) {
  const country = part.code.slice(0, 2)
  byCountry.set(country, [...(byCountry.get(country) ?? []), part])
}
const regionLines = [...byCountry]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([country, parts]) => {
    // A part that is all of the larger one, and bears its name, is the larger one: `Madrid`, `Paris`.
    const upper = new Map(
      parts.flatMap(({ code, parent }) => {
        const siblings = parts.filter((other) => other.parent === parent)
        const same = parent !== country && [...regionNames.get(code)].some((name) => regionNames.get(parent)?.has(name))
        return same && siblings.length === 1 ? [[code, parent]] : []
      }),
    )
    return `${country}:${parts
      .map(({ code }) => {
        const own = [...regionNames.get(code)].filter(
          (name) => !(upper.has(code) && regionNames.get(upper.get(code)).has(name)) && name !== code.slice(3).toLowerCase(),
        )
        return `${code.slice(3)}=${own.sort().join('|')}`
      })
      .join(';')}`
  })

const header = (sources) =>
  `// Generated by scripts/intakeTables.mjs from ${versions(sources)}, with what stands in scripts/intake/. Not to be changed by hand.\n`
const write = (name, text) => writeFileSync(join(out, name), text)
write(
  'countryTable.ts',
  `${header(['i18n-iso-countries'])}
/** A line for each country: alpha-2, alpha-3 and numeric code, then its names as \`fold\` leaves them. */
export const countryTable = \`${countryLines.join('\n')}\`

/** Names that several bear. */
export const severalTable = \`${[...several]
    .map(([name, of]) => `${name}=${of.join(' ')}`)
    .sort()
    .join('\n')}\`
`,
)
write(
  'regionTable.ts',
  `${header(['iso-3166', 'cldr-subdivisions-full'])}
/** A line for each country: its parts, each with the rest of its ISO 3166-2 code and its names as \`fold\` leaves them. */
export const regionTable = \`${regionLines.join('\n')}\`

/** What parts of countries are called, as \`fold\` leaves it. */
export const kindsOfRegion =
  '${[...new Set(kinds.map(fold))].join(' ')}'
`,
)
