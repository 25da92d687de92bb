// Makes the sample leads and accounts: node examples/data/generate.mjs [folder, by default this one]
// Every company and person is invented, every domain ends in .example. The same program makes the same files, byte for byte.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hostileLeads } from './hostileLeads.mjs'

const folder = process.argv[2] ?? fileURLToPath(new URL('.', import.meta.url))

/** Chance with a seed (mulberry32): numbers from 0 up to 1, the same ones each time. */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const chance = seeded(20260105)
const upTo = (limit) => Math.floor(chance() * limit)
const oneOf = (values) => values[upTo(values.length)]
const often = (share) => chance() < share

/** `{ DE: 12, AT: 3 }`: DE four times as often as AT. */
function weighted(weights) {
  const entries = Object.entries(weights)
  let left = chance() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of entries) {
    left -= weight
    if (left < 0) return value
  }
  return entries[0][0]
}

const days = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09']
const countries = { US: 40, DE: 12, GB: 10, CH: 4, AT: 3, IE: 3, SE: 4, NO: 3, DK: 4, FI: 2, FR: 5, ES: 3, BR: 3, IN: 2, JP: 2 }
const states = { NY: 6, MA: 4, PA: 3, NJ: 3, FL: 3, CA: 8, WA: 3, OR: 2, CO: 2, TX: 4, IL: 2 }
const industries = {
  healthcare: 12,
  pharma: 4,
  finance: 12,
  insurance: 5,
  manufacturing: 14,
  automotive: 4,
  software: 16,
  retail: 10,
  logistics: 7,
  education: 5,
  energy: 4,
}
const firstNames = [
  'Ari',
  'Billie',
  'Charlie',
  'Dana',
  'Ezra',
  'Frankie',
  'Gili',
  'Harper',
  'Indra',
  'Jules',
  'Kim',
  'Lou',
  'Mika',
  'Noa',
  'Oli',
  'Robin',
  'Sasha',
  'Toni',
]
const heads = [
  'Bral',
  'Corv',
  'Dun',
  'Fenq',
  'Grol',
  'Hesk',
  'Jorv',
  'Kelb',
  'Lum',
  'Morv',
  'Nev',
  'Ostr',
  'Pell',
  'Quil',
  'Rosk',
  'Tarn',
  'Ulv',
  'Vex',
  'Wyr',
  'Zelm',
]
const tails = ['anto', 'ebix', 'idara', 'olorn', 'umith', 'avane', 'oska', 'etro', 'iphex', 'undle']
const trades = ['Works', 'Group', 'Systems', '& Partners', 'Labs', 'Supply', 'Holding', 'Technik', 'Solutions', 'Trading']

/** From 4 to some 16,000: each doubling as likely as the next. */
function headcount() {
  const half = 2 ** (2 + upTo(12))
  return half + upTo(half)
}

function company(name) {
  const country = weighted(countries)
  return {
    name,
    domain: `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example`,
    ...(often(0.05) ? {} : { country }),
    ...(country === 'US' && !often(0.04) ? { state: weighted(states) } : {}),
    ...(often(0.1) ? {} : { industry: weighted(industries) }),
    ...(often(0.12) ? {} : { employees: headcount() }),
  }
}

const names = new Set()
while (names.size < 230) names.add(`${oneOf(heads)}${oneOf(tails)} ${oneOf(trades)}`)
const companies = [...names].map(company)

// The owners are reps of the geographic team; `zoe` has left it.
const owners = ['ada', 'ben', 'cleo', 'dov', 'eli', 'fay', 'gus', 'hana', 'ivo', 'zoe']
const accounts = companies
  .slice(0, 26)
  .map(({ name, domain }, index) => ({ id: `A-${index + 101}`, name, domain, owner: owners[index % owners.length] }))

const number = (count) => String(count).padStart(4, '0')

function lead(id, receivedOn, source) {
  const known = oneOf(companies)
  const firstName = oneOf(firstNames)
  return {
    id,
    receivedOn,
    contact: { firstName, ...(often(0.06) ? {} : { email: `${firstName.toLowerCase()}${upTo(90) + 10}@${known.domain}` }) },
    company: known,
    ...(often(0.03) ? {} : { score: 1 + upTo(100) }),
    source,
  }
}

/** The same form sent twice, or sent again after a correction: mostly the same day, at the latest on Friday. */
function again(earlier, change) {
  const day = Math.min(days.indexOf(earlier.receivedOn) + upTo(3), days.length - 1)
  // The day is the intake's, not the form's: only what the sender wrote tells whether the content is the same.
  return { day: days[day], lead: change(earlier) }
}

const website = Array.from({ length: 330 }, (_, index) =>
  lead(`L-${number(index + 1)}`, days[Math.floor((index * days.length) / 330)], oneOf(['website', 'demo request', 'webinar', 'referral'])),
)
const arrivals = website.map((one) => ({ day: one.receivedOn, lead: one }))
for (let count = 0; count < 24; count += 1) arrivals.push(again(oneOf(website), (same) => same))
for (let count = 0; count < 10; count += 1) {
  arrivals.push(
    again(oneOf(website), (before) => ({ ...before, company: { ...before.company, country: 'FR', employees: 5000 }, score: 99 })),
  )
}
for (const hostile of hostileLeads) arrivals.push({ day: hostile.receivedOn ?? oneOf(days), lead: hostile })
arrivals.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))

const fair = Array.from({ length: 52 }, (_, index) => lead(`T-${number(index + 1)}`, '2026-01-08', 'trade fair'))
// Names as people type them on a tablet: with commas, quotes and line breaks.
fair[3] = { ...fair[3], company: { ...fair[3].company, name: `${fair[3].company.name}, Ltd.` } }
fair[8] = { ...fair[8], company: { ...fair[8].company, name: `"${fair[8].company.name}"` } }
fair[15] = { ...fair[15], company: { ...fair[15].company, name: `${fair[15].company.name}\nHead office` } }
// Scanned twice; and somebody who had filled in the form on the website before.
fair.push(fair[5], fair[20], { ...website[40], source: 'trade fair', receivedOn: '2026-01-08' }, { ...fair[30], id: '' })

const columns = [
  'id',
  'receivedOn',
  'contact.firstName',
  'contact.email',
  'company.name',
  'company.domain',
  'company.country',
  'company.state',
  'company.industry',
  'company.employees',
  'score',
  'source',
]

function cell(record, column) {
  const value = column.split('.').reduce((part, key) => part?.[key], record) ?? ''
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const lines = (values) => `${values.join('\n')}\n`
writeFileSync(join(folder, 'leads.jsonl'), lines(arrivals.map((arrival) => JSON.stringify(arrival.lead))))
writeFileSync(
  join(folder, 'tradeFair.csv'),
  lines([columns.join(','), ...fair.map((record) => columns.map((column) => cell(record, column)).join(','))]),
)
writeFileSync(
  join(folder, 'accounts.json'),
  `[\n${accounts
    .map(
      (account) =>
        `  { ${Object.entries(account)
          .map(([field, value]) => `"${field}": ${JSON.stringify(value)}`)
          .join(', ')} }`,
    )
    .join(',\n')}\n]\n`,
)
