import type { Account } from '../../../src/decide/decision.js'
import type { Pair } from './labelled.js'

/** Invented companies with what makes real ones hard. */
export const hardAccounts: readonly Account[] = [
  { id: 'H1', name: 'Müller & Söhne GmbH & Co. KG', country: 'DE', city: 'Köln', domain: 'mueller-soehne.example' },
  { id: 'H2', name: 'Nordlicht Versicherung AG', country: 'DE', domain: 'nordlicht.example;nordlicht-direkt.example' },
  { id: 'H3', name: 'Société Aurore S.A.', country: 'FR', names: ['Aurore'] },
  { id: 'H4', name: 'A B Fjällström', country: 'SE', phone: '+46 8 123 45 67' },
  { id: 'H5', name: 'Lantern Apples Inc.', country: 'US', state: 'CA', domain: 'lantern.example' },
  { id: 'H6', name: 'Lantern Bank N.A.', country: 'US', state: 'NY', domain: 'lanternbank.example' },
  { id: 'H7', name: 'ООО Северный Ветер', country: 'RU' },
  { id: 'H8', name: '株式会社ミナト', country: 'JP', domain: 'minato.example' },
  { id: 'H9', name: 'Zielona Rzeka sp. z o.o.', country: 'PL', postalCode: '00-950' },
  { id: 'H10', name: 'Delta Crossing Ltd', country: 'GB', city: 'Leeds' },
  { id: 'H11', name: 'Delta Crossing Ltd', country: 'GB', city: 'York' },
  { id: 'H12', name: 'The Quiet Harbour Company', country: 'IE' },
  { id: 'H13', name: 'O’Brannigan’s Bakery', country: 'IE', city: 'Cork' },
  { id: 'H14', name: 'Kiosk GmbH', country: 'AT', domain: 'kiosk.github.io' },
]

export const hardPairs: readonly Pair[] = [
  { kind: 'umlauts', lead: { companyName: 'Mueller und Soehne', country: 'Germany' }, account: 'H1' },
  { kind: 'umlauts', lead: { companyName: 'MULLER & SOHNE', country: 'DE' }, account: 'H1' },
  { kind: 'several domains', lead: { email: 'jo@nordlicht-direkt.example' }, account: 'H2' },
  { kind: 'a domain beats a name', lead: { email: 'jo@nordlicht.example', companyName: 'Lantern Apples', country: 'US' }, account: 'H2' },
  { kind: 'an alias', lead: { companyName: 'AURORE', country: 'fr' }, account: 'H3' },
  { kind: 'leading form', lead: { companyName: 'Fjallstrom AB', phone: '0046 8 1239999' }, account: 'H4' },
  { kind: 'no second evidence', lead: { companyName: 'Fjällström' }, account: 'H4', onlySuggest: true },
  { kind: 'same brand', lead: { companyName: 'Lantern', country: 'US' }, account: null },
  { kind: 'same brand', lead: { companyName: 'Lantern Bank', country: 'US', state: 'NY' }, account: 'H6' },
  { kind: 'other state', lead: { companyName: 'Lantern Bank', country: 'US', state: 'TX' }, account: null },
  { kind: 'Cyrillic', lead: { companyName: 'Severnyy Veter', country: 'RU' }, account: 'H7' },
  { kind: 'Japanese', lead: { companyName: 'ミナト', country: 'Japan' }, account: 'H8' },
  { kind: 'Polish', lead: { companyName: 'ZIELONA RZEKA SP. Z O.O.', postalCode: '00950' }, account: 'H9' },
  { kind: 'twins apart by city', lead: { companyName: 'Delta Crossing', country: 'UK', city: 'York' }, account: 'H11' },
  { kind: 'twins', lead: { companyName: 'Delta Crossing', country: 'UK' }, account: 'H10', onlySuggest: true },
  { kind: 'article', lead: { companyName: 'Quiet Harbour', country: 'Ireland' }, account: 'H12' },
  { kind: 'apostrophes', lead: { companyName: "O'Brannigans Bakery", city: 'cork' }, account: 'H13' },
  { kind: 'private suffix', lead: { website: 'https://kiosk.github.io/en' }, account: 'H14' },
  { kind: 'private suffix of another', lead: { website: 'https://stall.github.io' }, account: null },
  { kind: 'free mail', lead: { email: 'nordlicht.example@gmail.com' }, account: null },
  { kind: 'a page on a platform', lead: { website: 'https://www.linkedin.com/company/nordlicht' }, account: null },
]
