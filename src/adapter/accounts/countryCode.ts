import { fold } from './companyName.js'

const others: readonly (readonly [string, string])[] = [
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['holland', 'NL'],
  ['the netherlands', 'NL'],
  ['czech republic', 'CZ'],
]
let codes: ReadonlyMap<string, string> | undefined

/** The ISO code of a country given by its code or English name; undefined for what is neither. */
export function countryCode(text: string): string | undefined {
  codes ??= englishNames()
  return codes.get(fold(text))
}

function englishNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const known = letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      // Codes of states that are no more bear the name of what they are part of now.
      const now = Intl.getCanonicalLocales(`und-${code}`)[0]?.slice('und-'.length) ?? code
      const name = names.of(now)
      return name === undefined ? [] : [[code.toLowerCase(), now] as const, [fold(name), now] as const]
    })
  return new Map([...known, ...others])
}
