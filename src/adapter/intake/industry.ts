import { RoutingError } from '../../errors.js'
import { fold, foldUmlauts, LONGEST_NAME } from './fold.js'
import { type IndustryTable, industrySections } from './industryTable.js'
import { type Normalised, oneOf, textOf } from './normalised.js'

const systems = ['NACE', 'NAICS', 'SIC'] as const
type System = (typeof systems)[number]

export interface IndustryOptions {
  /** The host's own vocabulary. By default the sections of NACE: `industrySections`. */
  readonly table?: IndustryTable
  /** What digits without a name are. By default they are told only where all systems agree (six digits are NAICS, `62.01` is NACE). */
  readonly codes?: 'nace' | 'naics' | 'sic'
}

interface Vocabulary {
  readonly names: ReadonlySet<string>
  readonly byLabel: ReadonlyMap<string, readonly string[]>
  readonly byCode: { readonly [system in System]: ReadonlyMap<string, readonly string[]> }
}

const read = new WeakMap<IndustryTable, Vocabulary>()
const none = 'is no industry of the table'

/**
 * An industry in the words of a table, from labels and synonyms or from a code of NACE (WZ), NAICS or SIC.
 *
 * @example
 * normaliseIndustry('Maschinenbau')                                          // { value: 'manufacturing' }
 * normaliseIndustry('NAICS 511210')                                          // { value: 'informationAndCommunication' }
 * normaliseIndustry('SaaS', { table: { Software: ['SaaS', 'NACE 62'] } })    // { value: 'Software' }
 * @throws RoutingError `badOptions` for a table that is none
 */
export function normaliseIndustry(value: unknown, { table = industrySections, codes }: IndustryOptions = {}): Normalised {
  const vocabulary = vocabularyOf(table)
  const text = textOf(value, LONGEST_NAME)
  if (typeof text !== 'string') return text
  if (vocabulary.names.has(text)) return { value: text }
  const coded = byCode(text, vocabulary, codes)
  if (coded !== undefined) return coded
  const whole = vocabulary.byLabel.get(fold(text))
  if (whole !== undefined) return oneOf(whole, none)
  const parts = text.split(/[,;/|>]/).filter((part) => part.trim() !== '')
  const found = parts.map((part) => vocabulary.byLabel.get(fold(part)) ?? [])
  return parts.length > 1 && found.every((names) => names.length > 0) ? oneOf(found.flat(), none) : { unknown: none }
}

/** @throws RoutingError `badOptions` for a table that is none */
export function vocabularyOf(table: IndustryTable): Vocabulary {
  const known = read.get(table)
  if (known !== undefined) return known
  const byLabel = new Map<string, readonly string[]>()
  const byCode = {
    NACE: new Map<string, readonly string[]>(),
    NAICS: new Map<string, readonly string[]>(),
    SIC: new Map<string, readonly string[]>(),
  }
  const add = (map: Map<string, readonly string[]>, key: string, name: string): void => {
    map.set(key, [...new Set([...(map.get(key) ?? []), name])])
  }
  for (const [name, entries] of Object.entries(table)) {
    if (!Array.isArray(entries) || !entries.every((entry) => typeof entry === 'string')) {
      throw new RoutingError('badOptions', { detail: `The table of industries has no list of labels for ${JSON.stringify(name)}.` })
    }
    for (const entry of [name, spaced(name), ...(entries as readonly string[])]) {
      const code = /^(NACE|NAICS|SIC) ([A-U]|\d{2,6}(?:-\d{2,6})?)$/.exec(entry)
      if (code !== null) for (const one of span(code[2] ?? '')) add(byCode[code[1] as System], one, name)
      else for (const label of [fold(entry), foldUmlauts(entry)]) if (label !== undefined && label !== '') add(byLabel, label, name)
    }
  }
  const vocabulary = { names: new Set(Object.keys(table)), byLabel, byCode }
  read.set(table, vocabulary)
  return vocabulary
}

/** `realEstate` → `real Estate`. */
function spaced(name: string): string {
  return name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
}

function span(text: string): string[] {
  const [from = '', to] = text.split('-')
  if (to === undefined) return [from]
  return Array.from({ length: Math.max(Number(to) - Number(from) + 1, 0) }, (_, index) =>
    String(Number(from) + index).padStart(from.length, '0'),
  )
}

function byCode(text: string, vocabulary: Vocabulary, assumed: IndustryOptions['codes']): Normalised | undefined {
  const [, name, section, digits] =
    /^(?:(nace|wz|naics|sic)[\s:#-]*(?:rev\.?\s?2(?:\.1)?|20\d\d|code)?[\s:#-]*)?([A-U](?=$|[\s.]?\d))?[\s.]?(\d[\d.]*)?(?:\s*[-–:]\s.*)?$/i.exec(
      text,
    ) ?? []
  if (digits === undefined && (name === undefined || section === undefined)) return undefined
  const system = name?.toUpperCase() === 'WZ' ? 'NACE' : (name?.toUpperCase() as System | undefined)
  const code = (digits ?? '').replace(/\./g, '')
  if (code.length > 6) return { unknown: none }
  const meant = system ?? (section === undefined && !/^\d\d\.\d/.test(digits ?? '') ? undefined : 'NACE')
  if (code === '') return oneOf(vocabulary.byCode.NACE.get(section?.toUpperCase() ?? '') ?? [], none)
  if (meant !== undefined) return oneOf(lookup(vocabulary, meant, code), none)
  if (assumed !== undefined) return oneOf(lookup(vocabulary, assumed.toUpperCase() as System, code), none)
  if (code.length < 2) return { unknown: none }
  return oneOf(code.length > 4 ? lookup(vocabulary, 'NAICS', code) : systems.flatMap((one) => lookup(vocabulary, one, code)), none)
}

/** By the longest beginning that the table has. */
function lookup({ byCode: codes }: Vocabulary, system: System, code: string): readonly string[] {
  for (let length = code.length; length >= 2; length -= 1) {
    const names = codes[system].get(code.slice(0, length))
    if (names !== undefined) return names
  }
  return []
}
