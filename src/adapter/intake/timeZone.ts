import { isZone } from '../../time/zone.js'
import { type Normalised, textOf } from './normalised.js'
import { zoneAliases } from './zoneAliases.js'

const LONGEST = 64
const several = new Map<string, readonly string[]>([
  ['ist', ['Asia/Jerusalem', 'Asia/Kolkata', 'Europe/Dublin']],
  ['cst', ['America/Chicago', 'America/Havana', 'Asia/Shanghai']],
  ['bst', ['Asia/Dhaka', 'Europe/London']],
  ['ast', ['America/Halifax', 'Asia/Riyadh']],
  ['est', ['America/New_York', 'America/Panama', 'Australia/Sydney']],
])

let byLower: ReadonlyMap<string, string> | undefined

/**
 * A time zone by its present IANA name, from that name in whatever case, a former name, or the name that Windows has for it. Abbreviations mean several zones.
 *
 * @example normaliseTimeZone('asia/calcutta') // { value: 'Asia/Kolkata' }
 */
export function normaliseTimeZone(value: unknown): Normalised {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  byLower ??= new Map(Object.entries(zoneAliases).flatMap(([zone, names]) => [zone, ...names].map((name) => [name.toLowerCase(), zone])))
  const name = text.replace(/\s+/g, ' ')
  const zones = several.get(name.toLowerCase())
  if (zones !== undefined) return { ambiguous: zones }
  const known = byLower.get(name.toLowerCase()) ?? byLower.get(name.toLowerCase().replace(/ /g, '_'))
  if (known !== undefined) return { value: known }
  const written = cased(name)
  return written !== undefined && isZone(written) ? { value: written } : { unknown: 'is no time zone' }
}

// Own rules of case instead of what `Intl` answers: it names some zones by their former names, which ones depends on the version of Node.
const small = new Set(['of', 'es', 'au', 'in'])
const odd: { readonly [name: string]: string } = {
  dumontdurville: 'DumontDUrville',
  mcmurdo: 'McMurdo',
  'port-au-prince': 'Port-au-Prince',
  'porto-novo': 'Porto-Novo',
  'blanc-sablon': 'Blanc-Sablon',
}

function cased(name: string): string | undefined {
  if (!/^[a-z]+(?:\/[a-z_-]+){1,2}$/i.test(name.replace(/ /g, '_'))) return undefined
  return name
    .replace(/ /g, '_')
    .toLowerCase()
    .split('/')
    .map(
      (part) =>
        odd[part] ??
        part
          .split('_')
          .map((word) => (small.has(word) ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
          .join('_'),
    )
    .join('/')
}
