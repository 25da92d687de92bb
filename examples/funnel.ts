// A funnel from two tables: leads with their origin, and the deals that came of some, with segment and rep. Who won what says who works which
// segment. FUNNEL=folder reads tables of your own with these columns.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { createRouter, defineRouting, memoryStore, type Territory, type } from 'fairlead'
import { balance } from 'fairlead/metrics'

interface Lead {
  readonly id: string
  readonly origin?: string
  readonly segment?: string
}

const folder = process.env.FUNNEL ?? fileURLToPath(new URL('data/funnel', import.meta.url))
const rowsOf = (file: string): Record<string, string>[] => parse(readFileSync(join(folder, file)), { columns: true, bom: true })
const leads = rowsOf('leads.csv')
const deals = rowsOf('deals.csv').filter(({ rep_id, business_segment }) => rep_id && business_segment)
const segmentOf = new Map(deals.map(({ lead_id, business_segment }) => [lead_id, business_segment as string]))
const reps = [...new Set(deals.map(({ rep_id }) => rep_id as string))].sort()

/** Each segment is worked by those who won deals in it, in proportion to how many. Behind them stands everybody. */
const segments: Territory[] = [{ name: 'any segment', reps: Object.fromEntries(reps.map((rep) => [rep, 1])) }]
for (const segment of [...new Set(segmentOf.values())].sort()) {
  const winners: Record<string, number> = {}
  for (const { rep_id = '', business_segment } of deals) if (business_segment === segment) winners[rep_id] = (winners[rep_id] ?? 0) + 1
  segments.push({ name: segment, within: 'any segment', when: { segment }, reps: winners })
}

/** Whoever is not in a segment yet goes by origin, each origin to a part of the team. */
const third = Math.ceil(reps.length / 3)
const share = (part: number) => Object.fromEntries(reps.slice(part * third, (part + 1) * third).map((rep) => [rep, 1]))
const origins: Territory[] = [
  { name: 'paid', when: { origin: ['paid search', 'display', 'social', 'other publicities'] }, reps: share(0) },
  { name: 'organic', when: { origin: ['organic search', 'referral'] }, reps: share(1) },
  { name: 'direct', when: { origin: ['direct traffic', 'email'] }, reps: share(2) },
]

const routing = defineRouting({
  lead: type<Lead>(),
  rep: type<{ id: string }>(),
  territories: { segment_desk: segments, origin_desk: origins },
})
const plan = routing.plan({
  name: 'funnel',
  rules: [
    { name: 'segment', to: { territoryReps: 'segment_desk' } },
    { name: 'origin', to: { territoryReps: 'origin_desk' } },
  ],
  otherwise: { to: {} },
})

let now = 0
const store = memoryStore()
const router = createRouter({ plan, roster: reps.map((id) => ({ id })), store, clock: () => now })
const came = leads
  .map(({ lead_id = '', origin, first_contact_date = '' }) => ({ lead_id, origin, at: Date.parse(first_contact_date) }))
  .sort((one, other) => one.at - other.at)
const byRule = new Map<string, number>()
for (const { lead_id, origin, at } of came) {
  now = at
  const segment = segmentOf.get(lead_id)
  const routed = await router.route({ id: lead_id, ...(origin ? { origin } : {}), ...(segment === undefined ? {} : { segment }) })
  byRule.set(routed.rule, (byRule.get(routed.rule) ?? 0) + 1)
}

const { rotations } = await balance(store)
const measured = Object.values(rotations).flatMap((one) => (one.measured ? [one] : []))
console.log(
  `${leads.length} leads: ${[...byRule]
    .map(([rule, count]) => `${count} by ${rule}`)
    .sort()
    .join(', ')}`,
)
console.log(`${measured.length} rotations among ${reps.length} reps`)
console.log(
  `furthest from the fair share, at any lead of any rotation: ${Math.max(...measured.map(({ maxDeviation }) => maxDeviation)).toFixed(2)} of a lead`,
)
