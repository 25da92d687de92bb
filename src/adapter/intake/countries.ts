import { countryTable, severalTable } from './countryTable.js'

interface Countries {
  /** By alpha-2, alpha-3 and numeric code. */
  readonly byCode: ReadonlyMap<string, string>
  /** By name, as `fold` leaves it: one, or all that bear it. */
  readonly byName: ReadonlyMap<string, readonly string[]>
}

let known: Countries | undefined

/** Read when first asked for: a host that only normalises mail addresses never pays for it. */
export function countries(): Countries {
  known ??= decode()
  return known
}

export function isCountry(code: string): boolean {
  return code.length === 2 && countries().byCode.get(code) === code
}

function decode(): Countries {
  const byCode = new Map<string, string>()
  const byName = new Map<string, readonly string[]>()
  for (const line of countryTable.split('\n')) {
    const [alpha2, alpha3, numeric] = [line.slice(0, 2), line.slice(2, 5), line.slice(5, 8)]
    for (const code of [alpha2, alpha3, numeric]) byCode.set(code, alpha2)
    for (const name of line.slice(8).split('|')) byName.set(name, [alpha2])
  }
  for (const line of severalTable.split('\n')) {
    const [name = '', codes = ''] = line.split('=')
    byName.set(name, codes.split(' '))
  }
  return { byCode, byName }
}
