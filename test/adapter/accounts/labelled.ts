import type { Account } from '../../../src/decide/decision.js'
import type { JsonObject } from '../../../src/lead.js'
import { type Chance, chanceOf } from '../../fairness/chance.js'

/** A lead, and the account it belongs to: `null` where it belongs to none of them. */
export interface Pair {
  /** What the pair is a case of. */
  readonly kind: string
  readonly lead: JsonObject
  readonly account: string | null
  /** Nobody could tell from the lead: an automatic match would be a guess, though the account is among the suggestions. */
  readonly onlySuggest?: true
}

export interface Labelled {
  readonly accounts: readonly Account[]
  readonly pairs: readonly Pair[]
}

const syllables = [
  'bra',
  'ven',
  'tor',
  'lim',
  'nok',
  'sal',
  'dur',
  'pex',
  'ral',
  'mio',
  'kes',
  'ful',
  'zan',
  'hol',
  'wix',
  'gre',
  'ost',
  'ard',
  'ley',
  'bru',
]
const trades = [
  'Logistics',
  'Software',
  'Bank',
  'Foods',
  'Pharma',
  'Energy',
  'Systems',
  'Consulting',
  'Hotels',
  'Textiles',
  'Airlines',
  'Media',
]
const lands = [
  { country: 'DE', forms: ['GmbH', 'AG', 'KG'], tld: 'de', cities: ['Berlin', 'München', 'Köln'], phone: '+4930' },
  { country: 'US', forms: ['Inc.', 'LLC', 'Corporation'], tld: 'com', cities: ['Austin', 'Boston', 'Denver'], phone: '+1512' },
  { country: 'GB', forms: ['Ltd', 'plc', 'LLP'], tld: 'co.uk', cities: ['London', 'Leeds', 'Bristol'], phone: '+4420' },
  { country: 'FR', forms: ['S.A.', 'SAS', 'SARL'], tld: 'fr', cities: ['Paris', 'Lyon', 'Nantes'], phone: '+3314' },
] as const
const longForms: { readonly [form: string]: string } = {
  GmbH: 'Gesellschaft mit beschränkter Haftung',
  AG: 'Aktiengesellschaft',
  'Inc.': 'Incorporated',
  Ltd: 'Limited',
  LLC: 'L.L.C.',
  'S.A.': 'SA',
}

/** Companies that there are not, with leads of theirs and of others, the same for the same seed. */
export function labelled(seed: number, companies: number): Labelled {
  const chance = chanceOf(seed)
  const pick = <One>(list: readonly One[]): One => list[Math.floor(chance() * list.length)] as One
  const accounts: Account[] = []
  const pairs: Pair[] = []
  const brands = new Set<string>()
  const coin = (): string => {
    for (;;) {
      const length = 2 + Math.floor(chance() * 2)
      const brand = Array.from({ length }, () => pick(syllables)).join('')
      if (!brands.has(brand)) {
        brands.add(brand)
        return brand[0]?.toUpperCase() + brand.slice(1)
      }
    }
  }
  for (let number = 0; number < companies; number += 1) {
    const land = pick(lands)
    const [brand, trade, form, city] = [coin(), pick(trades), pick(land.forms), pick(land.cities)]
    const id = `G${number}`
    const host = `${brand.toLowerCase()}.${land.tld}`
    const postalCode = String(10_000 + Math.floor(chance() * 80_000))
    const core = chance() < 0.5 ? `${brand} ${trade}` : `${brand} & ${coin()} ${trade}`
    const hasDomain = chance() < 0.7
    const account: Account = {
      ...{ id, owner: `rep${number % 7}`, name: `${core} ${form}`, country: land.country, city, postalCode },
      ...(hasDomain ? { domain: host } : {}),
    }
    accounts.push(account)
    const place = { country: land.country }
    const lead = (kind: string, fields: JsonObject, owner: string | null = id): void =>
      void pairs.push({ kind, lead: { id: `L${pairs.length}`, ...fields }, account: owner })
    if (hasDomain) {
      lead('domain', { email: `Jo.Doe+news@${pick(['', 'mail.', 'MX.'])}${host.toUpperCase()}`, companyName: pick([core, brand, coin()]) })
      lead('domain', { website: `https://www.${host}/contact`, email: 'jo@gmail.com' })
    }
    lead('name and place', { companyName: core.toUpperCase(), ...place, email: 'jo@gmail.com' })
    lead('long form', { companyName: `${core} ${longForms[form] ?? form}`, ...place, city })
    lead('word order', { companyName: core.split(' ').reverse().join(' ').replace(' & ', ' '), ...place, postalCode })
    lead('typo', { companyName: misspelt(core, chance), ...place })
    lead('shortened', { companyName: core.split(' ').slice(0, -1).join(' ').replace(/ &$/, ''), ...place })
    lead('longer', { companyName: `${core} ${pick(['Group', 'Europe', 'Holding', 'Services'])}`, ...place })
    // Others, who look alike.
    const other = pick(trades.filter((one) => one !== trade))
    lead(
      'same brand, other company',
      {
        companyName: `${brand} ${other} ${pick(land.forms)}`,
        ...place,
        email: `jo@${brand.toLowerCase()}-${other.toLowerCase()}.${land.tld}`,
      },
      null,
    )
    const elsewhere = pick(lands.filter(({ country }) => country !== land.country))
    lead('same name, other country', { companyName: core, country: elsewhere.country }, null)
    const twin = pick(land.forms.filter((one) => one !== form))
    lead('legal-form twin, not ours', { companyName: `${core} ${twin}`, ...place }, null)
    if (hasDomain)
      lead('same name, other domain', { companyName: core, ...place, email: `jo@the${coin().toLowerCase()}.${land.tld}` }, null)
    lead(
      'free mail and no name',
      { email: `${brand.toLowerCase()}@${pick(['gmail.com', 'gmx.de', 'mailinator.com', 'yahoo.co.uk'])}`, ...place },
      null,
    )
    // Nobody could know: whatever matches by name and country takes these for ours.
    if (number % 40 === 7) lead('namesake in the same country', { companyName: core, ...place, email: 'jo@gmx.de' }, null)
    if (number % 5 === 0) addTwins(core, land, number)
    if (number % 7 === 0 && hasDomain) addSubsidiary(account, brand, host, number)
  }
  return { accounts, pairs }

  /** Two accounts that differ in their legal form alone. */
  function addTwins(core: string, { country, forms }: (typeof lands)[number], number: number): void {
    const name = `${coin()} ${core.split(' ').at(-1)}`
    for (const form of forms.slice(0, 2)) accounts.push({ id: `T${number}${form}`, name: `${name} ${form}`, country })
    for (const form of forms.slice(0, 2))
      pairs.push({ kind: 'legal-form twin', lead: { companyName: `${name} ${form}`, country }, account: `T${number}${form}` })
    pairs.push({ kind: 'twin without form', lead: { companyName: name, country }, account: `T${number}${forms[0]}`, onlySuggest: true })
  }

  function addSubsidiary(parent: Account, brand: string, host: string, number: number): void {
    const id = `S${number}`
    accounts.push({ id, name: `${brand} Iberia S.L.`, country: 'ES', domain: `es.${host}`, parent: parent.id })
    pairs.push({ kind: 'subsidiary by host', lead: { email: `jo@es.${host}` }, account: id })
    pairs.push({ kind: 'subsidiary by name', lead: { companyName: `${brand} Iberia`, country: 'Spain' }, account: id })
    pairs.push({ kind: 'parent by host', lead: { email: `jo@it.${host}` }, account: parent.id })
  }
}

/** One letter doubled, dropped or swapped with the next. */
function misspelt(name: string, chance: Chance): string {
  const at = 1 + Math.floor(chance() * Math.max(1, name.indexOf(' ') - 2))
  const kind = Math.floor(chance() * 3)
  if (kind === 0) return name.slice(0, at) + name[at] + name.slice(at)
  if (kind === 1) return name.slice(0, at) + name.slice(at + 1)
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2)
}
