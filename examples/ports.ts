// Ports: what the router asks the host. Who is there, who is busy, whose account is it; and what happens when nobody answers.
import { type Accounts, type Availability, accountOwner, type Capacity, createRouter, memoryStore, type Plan } from 'fairlead'

const plan: Plan = {
  fairlead: 1,
  name: 'ports',
  rules: [
    { name: 'account owner', to: accountOwner() },
    { name: 'sales', to: { team: 'sales' } },
  ],
  otherwise: { to: { team: 'desk' } },
}

const roster = [
  { id: 'ana', team: 'sales' },
  { id: 'bob', team: 'sales' },
  { id: 'cy', team: 'sales' },
  { id: 'dee', team: 'desk' },
]

/** One question for everybody whom a rule selects, instead of one for each. */
const calendar: Availability = {
  many: async (reps) => {
    const absences: Record<string, { away: string; until: number }> = {
      ana: { away: 'on holiday', until: Date.parse('2026-01-12T08:00:00Z') },
    }
    return Object.fromEntries(reps.map(({ id }) => [id, absences[id] ?? true]))
  },
}

/** The host's own count of open leads, for those it knows; the store counts for the others. */
const workload: Capacity = {
  many: async () => ({ bob: { limit: 30, open: 30 } }),
}

/** Whose customer is it? Never asked of the lead itself, which could claim anything. */
const crm: Accounts = async (lead) => (lead.domain === 'vexido.example' ? { id: 'A-7', owner: 'cy' } : undefined)

export async function main(print: (line: string) => void): Promise<void> {
  const clock = (): number => Date.parse('2026-01-05T09:00:00Z')
  const tell = async (
    router: ReturnType<typeof createRouter>,
    lead: { readonly id: string; readonly [field: string]: unknown },
  ): Promise<void> => {
    await router.route(lead)
    print((await router.explain(lead.id)).sentence)
  }

  const router = createRouter({ plan, roster, store: memoryStore(), availability: calendar, capacity: workload, accounts: crm, clock })
  await tell(router, { id: 'L1' })
  await tell(router, { id: 'L2', domain: 'vexido.example' })

  // The calendar is down. By default, nobody it was asked about counts as there: the lead goes to the desk, and says why.
  const down: Availability = { many: () => Promise.reject(new Error('calendar is down')) }
  const careful = createRouter({ plan, roster, store: memoryStore(), availability: down, clock })
  await tell(careful, { id: 'L3' })

  // Some would rather assume that everybody is there.
  const bold = createRouter({
    plan,
    roster,
    store: memoryStore(),
    availability: down,
    whenPortFails: { availability: 'assumeThere' },
    clock,
  })
  await tell(bold, { id: 'L4' })

  // A CRM that hangs is waited for so long and no longer.
  const hanging: Accounts = () => new Promise(() => {})
  const hasty = createRouter({ plan, roster, store: memoryStore(), accounts: hanging, portTimeoutMs: 20, clock })
  await tell(hasty, { id: 'L5', domain: 'vexido.example' })
}

if (import.meta.filename === process.argv[1]) await main(console.log)
