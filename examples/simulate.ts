// What if: last month's leads through another plan, before anybody is told of it.
import { defineRouting, type } from 'fairlead'
import { rosterAvailability } from 'fairlead/availability'
import { compare, htmlReport } from 'fairlead/simulate'

interface Lead {
  readonly id: string
  readonly country: string
  readonly employees: number
}

interface Rep {
  readonly id: string
  readonly team: 'enterprise' | 'field'
  readonly capacity?: number
  readonly timeZone: string
  readonly hours: { readonly 'mon-fri': string }
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

const from = (size: number) =>
  routing.plan({
    name: `enterprise from ${size}`,
    rules: [
      { name: 'enterprise', when: { employees: { gte: size } }, to: { team: 'enterprise' }, whenNobody: { wait: { hours: 2 } } },
      { name: 'field', to: { team: 'field' } },
    ],
    otherwise: { to: {} },
  })

const berlin = { timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-18:00' } } as const
const roster: readonly Rep[] = [
  { id: 'ana', team: 'enterprise', capacity: 12, ...berlin },
  { id: 'ben', team: 'enterprise', capacity: 12, ...berlin },
  { id: 'cem', team: 'field', ...berlin },
  { id: 'dia', team: 'field', ...berlin },
]

/** 40 leads on each of ten working days. In life they come from a store, a CSV export or a query. */
function* lastMonth() {
  const monday = Date.parse('2026-01-05T09:00:00+01:00')
  for (let number = 0; number < 400; number++) {
    const day = Math.floor(number / 40)
    const lead: Lead = { id: `L${number}`, country: number % 3 === 0 ? 'DE' : 'FR', employees: (number * 37) % 1000 }
    yield { lead, at: monday + (day + 2 * Math.floor(day / 5)) * 24 * 3_600_000 + (number % 40) * 15 * 60_000 }
  }
}

export async function main(print: (line: string) => void): Promise<void> {
  const result = await compare(lastMonth(), {
    before: { plan: from(500), roster, availability: rosterAvailability(), openFor: { days: 2 } },
    after: { plan: from(250) },
  })
  const { before, after, moves } = result
  print(`${moves.moved} of ${moves.leads} leads go elsewhere, ${moves.byRule} of them by another rule`)
  for (const { from: was, to, leads } of moves.rules) print(`  ${was} -> ${to}: ${leads}`)
  for (const [index, { rep, leads }] of after.reps.entries()) print(`${rep}: ${before.reps[index]?.leads} -> ${leads} leads`)
  const hours = (ms: number): string => (ms / 3_600_000).toFixed(1)
  print(`90 % have an owner within ${hours(before.waits.owner.p90)} -> ${hours(after.waits.owner.p90)} hours`)
  print(
    `passed over because they were full: ${before.reps[0]?.skipped.atCapacity ?? 0} -> ${after.reps[0]?.skipped.atCapacity ?? 0} times ana`,
  )
  print(`a page of ${Math.round(htmlReport(result).length / 1000)} kB`)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
