// A table of territories in a file: read, reported on with example leads, routed by, and written again.
import { readFileSync } from 'node:fs'
import { createRouter, memoryStore, type Plan } from 'fairlead'
import { readTerritories, type Territory, territoryReport, territoryText, writeTerritories } from 'fairlead/territories'

const text = readFileSync(new URL('data/territories.csv', import.meta.url), 'utf8')

/** The table; or every mistake in it, with its line. */
function tableOf(csv: string): { readonly territories: readonly Territory[]; readonly lines: readonly number[] } {
  const read = readTerritories(csv)
  if ('issues' in read)
    throw new Error(read.issues.map(({ line, column, message, hint }) => `line ${line}, ${column}: ${message} ${hint}`).join('\n'))
  return { territories: read.territories, lines: read.lines ?? [] }
}

const leads = [
  { id: 'L1', country: 'US', state: 'MA', postalCode: '02139' },
  { id: 'L2', country: 'US', state: 'CA', postalCode: '94110' },
  { id: 'L3', country: 'DE', state: 'BY', postalCode: '80331', employees: 40 },
  { id: 'L4', country: 'CA', state: 'ON', city: 'Ottawa', postalCode: 'K1A 0B1' },
  { id: 'L5', country: 'CH', employees: 20 },
  { id: 'L6', country: 'JP', industry: '621111' },
  { id: 'L7', country: 'JP' },
]

export async function main(print: (line: string) => void): Promise<void> {
  const { territories, lines } = tableOf(text)
  const plan: Plan = {
    fairlead: 1,
    name: 'territories',
    territories: { territory: territories },
    rules: [{ name: 'territory', to: { territoryReps: 'territory' } }],
    otherwise: { to: { queue: 'elsewhere' } },
  }
  const ids = new Set(territories.flatMap(({ reps }) => Object.keys(reps ?? {})))
  const router = createRouter({
    plan,
    roster: [...ids].map((id) => ({ id })),
    store: memoryStore(),
    clock: () => Date.parse('2026-01-05T09:00:00Z'),
  })
  await router.routeMany(leads)
  for (const { id } of leads) print((await router.explain(id)).sentence.split('\n')[0] as string)

  const report = territoryReport(territories, { lines, leads })
  print(`${report.leads?.placed} of ${report.leads?.total} leads are in a territory.`)
  for (const { severity, message, example } of report.findings.filter(({ code }) => code === 'overlap' || code === 'gap').slice(0, 4))
    print(`${severity}: ${message} ${JSON.stringify(example?.lead)}`)
  for (const line of territoryText(report).split('\n').slice(0, 5)) print(line)

  const written = writeTerritories(territories, { format: 'csv' })
  print('text' in written ? (written.text.split('\n')[4] as string) : 'This table is for JSON only.')
  const wrong = readTerritories('name,country,postalCode\nMunich,DE,8000-81999\n')
  if ('issues' in wrong) for (const { line, column, message } of wrong.issues) print(`line ${line}, ${column}: ${message}`)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
