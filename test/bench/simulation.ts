import { holds } from '../../src/condition/interpret.js'
import { rosterAvailability } from '../../src/door/availability.js'
import { type HistoryLead, simulate } from '../../src/door/simulate.js'
import { createRouter, memoryStore, type Plan, type Rep } from '../../src/index.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import { viewLead } from '../../src/plan/viewLead.js'
import { type Spread, spreadOf } from './spread.js'

/** Leads a second of a simulation beside the least that it has to do, and beside a router that does the same for real. */
export interface SimulationSpeeds {
  readonly leads: number
  readonly lanes: readonly { readonly name: string; readonly speed: Spread; readonly beside: Spread }[]
}

const countries = ['DE', 'AT', 'CH', 'US', 'UK', 'FR', 'IT', 'ES', 'NL', 'BE']

/** Thirty rules for some leads each, one for most, and the fallback; fifty reps with hours, a third of them with a limit. */
const plan: Plan = {
  fairlead: 1,
  name: 'bench',
  rules: [
    ...Array.from({ length: 30 }, (_, index) => ({
      name: `campaign ${index}`,
      when: { score: { gte: index * 3, lt: index * 3 + 1 }, industry: `industry ${index % 7}` },
      to: { team: index % 2 === 0 ? 'a' : 'b' },
      by: { weighted: 'quota' },
    })),
    { name: 'territory', when: { country: { known: true } }, to: { territory: { same: 'country' } }, by: { weighted: 'quota' } },
  ],
  otherwise: { to: {} },
}
const roster: readonly Rep[] = Array.from({ length: 50 }, (_, index) => ({
  id: `rep${index}`,
  territory: countries[index % countries.length] as string,
  team: index % 2 === 0 ? 'a' : 'b',
  quota: 1 + (index % 5),
  ...(index % 3 === 0 ? { capacity: 4000 } : {}),
  timeZone: ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'][index % 3] as string,
  hours: { 'mon-fri': '07:00-19:00' },
}))

/** On working days, from eight to six in Berlin; one country in eleven has no rep. */
function historyOf(count: number): HistoryLead[] {
  const monday = Date.UTC(2026, 0, 5, 7)
  return Array.from({ length: count }, (_, index) => {
    const day = Math.floor((index * 20) / count)
    const within = ((index * 20) / count - day) * 10 * 3_600_000
    return {
      at: monday + (day + 2 * Math.floor(day / 5)) * 24 * 3_600_000 + Math.floor(within),
      lead: {
        id: `lead ${index}`,
        country: [...countries, 'JP'][(index * 7) % 11] as string,
        score: (index * 31) % 100,
        industry: `industry ${index % 7}`,
        employees: index % 500,
        email: `person${index}@company.example`,
      },
    }
  })
}

/** @throws where a simulation or a router leaves out a lead */
export async function measureSimulation(leads: number, rounds: number): Promise<SimulationSpeeds> {
  const history = historyOf(leads)
  const compiled = compilePlan(plan)
  const lanes: readonly { readonly name: string; run(): Promise<number> }[] = [
    {
      name: 'simulate',
      run: async () => (await simulate(history, { plan, roster, availability: rosterAvailability(), openFor: { days: 3 } })).leads,
    },
    {
      name: 'simulate, everybody always there',
      run: async () => (await simulate(history, { plan, roster, openFor: { days: 3 } })).leads,
    },
    {
      name: 'matching alone: the first rule that holds',
      run: async () =>
        history.filter(({ lead }) =>
          compiled.inOrder.some(({ when }) => holds(when, viewLead(compiled, lead).view, { lists: compiled.lists })),
        ).length,
    },
    {
      name: 'router, store in memory',
      run: async () => {
        let now = 0
        const router = createRouter({ plan, roster, store: memoryStore(), availability: rosterAvailability(), clock: () => now })
        for (let from = 0; from < history.length; from += 256) {
          now = history[from]?.at ?? 0
          await router.routeMany(history.slice(from, from + 256).map(({ lead }) => lead))
        }
        return history.length
      },
    },
  ]
  const speeds = lanes.map((): number[] => [])
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [index, lane] of lanes.entries()) {
      const start = performance.now()
      const done = await lane.run()
      if (done !== leads) throw new Error(`${lane.name}: ${done} of ${leads} leads`)
      if (round > 0) speeds[index]?.push(leads / ((performance.now() - start) / 1000))
    }
  }
  return {
    leads,
    lanes: lanes.map(({ name }, index) => ({
      name,
      speed: spreadOf(speeds[index] as number[]),
      beside: spreadOf((speeds[index] as number[]).map((speed, round) => speed / (speeds[0]?.[round] as number))),
    })),
  }
}
