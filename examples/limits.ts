// Capacity: so many open leads, so many a day in the rep's own zone, so many from one rule; and leads that take more than others.
import { createRouter, defineRouting, type Limits, memoryStore, type } from 'fairlead'

interface Lead {
  readonly id: string
  readonly hot?: boolean
  /** How many licences they ask for: a lead of fifty is more work than one of two. */
  readonly effort?: number
}

interface Rep {
  readonly id: string
  readonly team: 'sales' | 'managers'
  readonly timeZone?: string
  readonly limits?: Limits
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

export const limited = routing.plan({
  name: 'limited',
  effort: { field: 'effort' },
  rules: [
    // Nobody gets more than one hot lead an hour, whatever else they get.
    { name: 'hot', when: { hot: true }, to: { team: 'sales' }, limits: { perHour: 1 } },
    { name: 'sales', to: { team: 'sales' }, by: 'leastLoaded' },
  ],
  // Everybody full: the managers take it, without limit.
  otherwise: { to: { team: 'managers' } },
})

const team: readonly Rep[] = [
  { id: 'ana', team: 'sales', timeZone: 'Europe/Berlin', limits: { open: 10, perDay: 4 } },
  { id: 'bob', team: 'sales', timeZone: 'America/New_York', limits: { open: 5 } },
  { id: 'mia', team: 'managers' },
]

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-11-27T21:30:00Z')
  const router = createRouter({ plan: limited, roster: team, store: memoryStore(), clock: () => now })
  const leads: readonly Lead[] = [
    { id: 'L1', hot: true },
    { id: 'L2', hot: true },
    { id: 'L3', hot: true, effort: 3 },
    { id: 'L4', effort: 6 },
    { id: 'L5' },
    { id: 'L6' },
    { id: 'L7' },
  ]
  for (const lead of leads) {
    await router.route(lead)
    print((await router.explain(lead.id)).sentence)
  }

  // One o'clock at night in Berlin: another day there, and not in New York.
  now = Date.parse('2026-11-28T00:00:00Z')
  await router.close('L3')
  for (const { rep, open, limit, room, limits } of await router.capacity()) {
    const rates = limits.map(
      ({ per, rule, used, limit: most, window }) => `${used} of ${most} in ${per} ${window}${rule === undefined ? '' : ` by '${rule}'`}`,
    )
    print(`${rep}: ${open} of ${limit ?? 'any'} open, room for ${room ?? 'any'}${rates.map((rate) => `; ${rate}`).join('')}`)
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log)
