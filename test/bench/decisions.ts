import { createRouter, memoryStore, type Plan } from 'fairlead'
import { type Spread, spreadOf } from './spread.js'

/** Whole decisions by a router on a store in memory, without ports: taken in, decided, booked, entered into the audit trail. */
export interface Decisions {
  readonly size: number
  /** Leads a second, one after the other. */
  readonly oneByOne: Spread
  /** The same as a part of what the first size did in the same round. */
  readonly beside: Spread
  /** Leads a second, by `routeMany`. */
  readonly many: Spread
  /** Bytes of JSON of the audit entry of one lead. */
  readonly auditBytes: number
  /** Bytes of JSON of the lead's record, its trace in it. */
  readonly recordBytes: number
}

export interface Effort {
  readonly rounds: number
  readonly ms: number
}

export const wholeEffort: Effort = { rounds: 7, ms: 200 }

const plan: Plan = {
  fairlead: 1,
  name: 'bench',
  rules: [{ name: 'inbound', when: { country: 'DE' }, to: { team: 'inbound' }, by: { weighted: 'quota' } }],
  otherwise: { to: {}, whenNobody: 'hold' },
}

function leadOf(number: number) {
  return { id: `lead${number}`, email: `person${number}@company.example`, company: 'Company', country: 'DE', employees: 250 }
}

interface Lane {
  readonly size: number
  readonly route: (leads: number) => Promise<void>
  readonly routeMany: (leads: number) => Promise<void>
  readonly bytes: () => Promise<{ readonly auditBytes: number; readonly recordBytes: number }>
  readonly oneByOne: number[]
  readonly many: number[]
  atOnce: number
}

/** @throws where a lead is not assigned, or the audit trail does not have all of them */
export async function measureDecisions(sizes: readonly number[], { rounds, ms }: Effort = wholeEffort): Promise<Decisions[]> {
  const lanes = sizes.map(laneOf)
  for (const lane of lanes) lane.atOnce = await leadsIn(lane, ms)
  for (let round = 0; round < rounds; round++) {
    for (const lane of lanes) {
      lane.oneByOne.push(lane.atOnce / (await secondsOf(() => lane.route(lane.atOnce))))
      lane.many.push(lane.atOnce / (await secondsOf(() => lane.routeMany(lane.atOnce))))
    }
  }
  return Promise.all(
    lanes.map(async ({ size, oneByOne, many, bytes }) => ({
      size,
      oneByOne: spreadOf(oneByOne),
      beside: spreadOf(oneByOne.map((speed, round) => speed / (lanes[0]?.oneByOne[round] as number))),
      many: spreadOf(many),
      ...(await bytes()),
    })),
  )
}

function laneOf(size: number): Lane {
  const roster = Array.from({ length: size }, (_, seat) => ({ id: `rep${seat}`, team: 'inbound', quota: 1 + (seat % 5) }))
  const store = memoryStore()
  let now = 0
  const router = createRouter({ plan, roster, store, clock: () => now++ })
  let routed = 0
  const take = (leads: number) => Array.from({ length: leads }, () => leadOf(routed++))
  return {
    size,
    oneByOne: [],
    many: [],
    atOnce: 0,
    route: async (leads) => {
      for (const lead of take(leads)) if ((await router.route(lead)).kind !== 'assigned') throw new Error(`${lead.id} is not assigned`)
    },
    routeMany: async (leads) => {
      const settled = await router.routeMany(take(leads))
      if (settled.some((one) => one.status === 'rejected' || one.value.kind !== 'assigned')) throw new Error('a lead is not assigned')
    },
    bytes: async () => {
      const entries = await store.audit({ after: 0, limit: routed + 1 })
      if (entries.length !== routed) throw new Error(`${entries.length} entries for ${routed} leads`)
      const last = await store.lead({ key: leadOf(routed - 1).id })
      return { auditBytes: spreadOf(entries.map(bytesOf)).median, recordBytes: bytesOf(last) }
    },
  }
}

/** How many leads take about so many milliseconds; warms up. */
async function leadsIn(lane: Lane, ms: number): Promise<number> {
  for (let leads = 1; ; leads *= 2) {
    const taken = (await secondsOf(() => lane.route(leads))) * 1_000
    await lane.routeMany(leads)
    if (taken >= ms / 2) return Math.max(1, Math.round((leads * ms) / taken))
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
