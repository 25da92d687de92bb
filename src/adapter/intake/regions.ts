import { kindsOfRegion, regionTable } from './regionTable.js'

/** The parts of one country, by what they are called. */
export interface Regions {
  /** ISO 3166-2 codes without the country's: `BY`. */
  readonly codes: ReadonlySet<string>
  readonly byName: ReadonlyMap<string, readonly string[]>
  /** By name without what it is: `bretagne` for `region bretagne`. */
  readonly byCore: ReadonlyMap<string, readonly string[]>
}

let lines: ReadonlyMap<string, string> | undefined
const decoded = new Map<string, Regions>()
let everywhere: ReadonlyMap<string, readonly string[]> | undefined
const kinds = new Set(kindsOfRegion.split(' '))

/** Read country by country, when first asked for. */
export function regionsOf(country: string): Regions {
  const known = decoded.get(country)
  if (known !== undefined) return known
  lines ??= new Map(regionTable.split('\n').map((line) => [line.slice(0, 2), line.slice(3)]))
  const regions = decode(lines.get(country) ?? '')
  decoded.set(country, regions)
  return regions
}

/** Full codes by name, over all countries. */
export function regionsEverywhere(): ReadonlyMap<string, readonly string[]> {
  if (everywhere !== undefined) return everywhere
  const all = new Map<string, readonly string[]>()
  for (const line of regionTable.split('\n')) {
    const country = line.slice(0, 2)
    for (const [name, codes] of regionsOf(country).byName) {
      const full = codes.map((code) => `${country}-${code}`)
      all.set(name, [...(all.get(name) ?? []), ...full])
    }
  }
  everywhere = all
  return all
}

/** Of a folded name: what is left without words such as `state` or `kanton`; undefined where that is nothing, or the same. */
export function coreOf(name: string): string | undefined {
  const words = name.split(' ')
  const telling = words.filter((word) => !kinds.has(word))
  return telling.length === 0 || telling.length === words.length ? undefined : telling.join(' ')
}

function decode(line: string): Regions {
  const codes = new Set<string>()
  const byName = new Map<string, string[]>()
  const byCore = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, name: string, code: string): void => {
    const bearers = map.get(name)
    if (bearers === undefined) map.set(name, [code])
    else if (!bearers.includes(code)) bearers.push(code)
  }
  for (const part of line === '' ? [] : line.split(';')) {
    const [code = '', names = ''] = part.split('=')
    codes.add(code)
    for (const name of names === '' ? [] : names.split('|')) {
      add(byName, name, code)
      add(byCore, coreOf(name) ?? name, code)
    }
  }
  return { codes, byName, byCore }
}
