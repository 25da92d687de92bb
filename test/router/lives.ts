import fc from 'fast-check'
import { type Plan, type Rep, type Routed, type Router, replay, type Store, type StoredLead, verifyAudit } from '../../src/index.js'
import { gather } from '../faults/check/gather.js'
import { check } from '../faults/checker.js'
import { chanceOf } from './slowStore.js'
import { codeOf, countedSalts, handClock, teamRouter } from './team.js'

/** Random lives of a few leads, several acts at a time, and what must hold whatever happens. */

const roster: readonly Rep[] = [
  { id: 'ana', role: 'ae', quota: 2, capacity: 4 },
  // These two have leads by hand alone.
  { id: 'ben', role: 'boss' },
  { id: 'cem', role: 'ae', quota: 3, capacity: 3 },
  { id: 'eva', role: 'boss' },
]
const names = roster.map(({ id }) => id)

const plan: Plan = {
  fairlead: 1,
  name: 'lives',
  rules: [
    { name: 'later', when: { later: true }, to: { queue: 'nurture' } },
    { name: 'team', to: { role: 'ae' }, by: { weighted: 'quota' } },
  ],
  otherwise: { to: { role: 'ae' }, whenNobody: 'hold', rotation: 'team' },
  rotations: { team: { manual: 'count', disqualified: 'giveBack' } },
}

export const acts = fc.array(
  fc.record({
    act: fc.constantFrom(
      ...(['route', 'route', 'route', 'contacted', 'contacted', 'converted', 'disqualified', 'close'] as const),
      ...(['decline', 'decline', 'reassign', 'reassign', 'transferAll', 'transferTo', 'sweep'] as const),
    ),
    lead: fc.nat(4),
    rep: fc.nat(3),
    /** The epoch that was told first, the one told last, or none. */
    fence: fc.constantFrom('first', 'last', 'none'),
  }),
  { minLength: 20, maxLength: 60, size: 'max' },
)
type Acts = typeof acts extends fc.Arbitrary<infer Value> ? Value : never

/** How often something came about: a property that never meets it proves nothing. */
export type Hits = Record<'acted' | 'stale' | 'moved' | 'again' | 'contacted' | 'held' | 'ended', number>
export const noHits = (): Hits => ({ acted: 0, stale: 0, moved: 0, again: 0, contacted: 0, held: 0, ended: 0 })

/** @param together so many acts are under way at once */
export async function live(acts: Acts, { store, together, seed, hits }: { store: Store; together: number; seed: number; hits: Hits }) {
  const clock = handClock()
  const salt = countedSalts()
  const routers = [0, 1].map(() => teamRouter({ plan, roster, store, clock, salt }).router)
  const chance = chanceOf(seed)
  const told = new Map<string, number[]>()
  const remember = (routed: Routed): void => void told.set(routed.lead, [...(told.get(routed.lead) ?? []), routed.epoch])
  const faults: string[] = []

  const doOne = async ({ act, lead, rep, fence }: Acts[number], index: number): Promise<void> => {
    const router = routers[index % 2] as Router
    const [key, to] = [`L${lead}`, names[rep] as string]
    const known = told.get(key)
    const epoch = fence === 'none' ? undefined : known?.at(fence === 'first' ? 0 : -1)
    const fenced = epoch === undefined ? {} : { epoch }
    const doing: { readonly [act in Acts[number]['act']]: () => Promise<unknown> } = {
      route: async () => remember(await router.route({ id: key, ...(lead === 4 ? { later: true } : {}) })),
      contacted: () => router.contacted(key, fenced),
      converted: () => router.converted(key, fenced),
      disqualified: () => router.disqualified(key, { ...fenced, reason: 'Zoe' }),
      close: () => router.close(key, { ...fenced, as: 'merged' }),
      decline: async () => remember(await router.decline(key, { ...fenced, reason: 'Zoe' })),
      reassign: async () => remember(await router.reassign(key, { ...fenced, to })),
      transferAll: async () => {
        const { moved } = await router.transferAll(to, { onRouted: remember })
        hits.moved += moved
      },
      transferTo: async () => void (await router.transferAll(to, { to: names[(rep + 1) % 4] as string, onRouted: remember })),
      sweep: () => router.sweep(),
    }
    // Alone, an act with an epoch that is over must leave the lead as it is.
    const before = together === 1 ? await store.lead({ key }) : undefined
    const code = await codeOf(doing[act]())
    if (code === 'none') hits.acted += 1
    else if (code === 'staleEpoch') hits.stale += 1
    else if (!['unknownLead', 'closedLead', 'noOwner'].includes(code)) faults.push(`${act} of ${key}: ${code}`)
    const mayAct = epoch === undefined || before === undefined || before.epoch === epoch || act.startsWith('transfer')
    const acts = !['route', 'sweep', 'transferAll', 'transferTo'].includes(act)
    if (acts && !mayAct && (code !== 'staleEpoch' || !same(await store.lead({ key }), before)))
      faults.push(`${act} of ${key} in epoch ${epoch}, which is over: ${code}`)
  }

  for (let from = 0; from < acts.length; from += together) {
    clock.now += 1 + chance(1_000)
    await Promise.all(acts.slice(from, from + together).map((one, index) => doOne(one, from + index)))
  }
  clock.now += 1_000
  await routers[0]?.sweep()
  return [...faults, ...(await faultsOf(store, clock.now, hits))]
}

/** What must hold of a store, whatever happened to its leads. */
async function faultsOf(store: Store, now: number, hits: Hits): Promise<string[]> {
  const keys = [0, 1, 2, 3, 4].map((lead) => `L${lead}`)
  const evidence = await gather(store, { calls: [], now, mayWait: { held: true } }, { keys })
  const faults = check(evidence).map(({ invariant, where, what }) => `${invariant} ${where}: ${what}`)
  const fault = (condition: boolean, what: string): void => void (condition || faults.push(what))
  for (const lead of evidence.leads) {
    const { key, state, rep, queue, past = [], declined = [], epoch } = lead
    fault((rep === undefined) !== (queue === undefined) || state === 'closed', `${key} has ${rep} and waits in ${queue}`)
    fault(
      past.every((owner, index) => owner.epoch > (past[index - 1]?.epoch ?? 0) && owner.epoch <= epoch),
      `${key} has epochs out of order`,
    )
    const events = evidence.audit.flatMap(({ event }) => (event.subject === lead.subject ? [event] : []))
    const owned = events.flatMap((event) => (['assigned', 'reassigned', 'claimed'].includes(event.kind) ? [event.epoch] : []))
    fault(
      same(
        owned,
        owned.map((_, index) => index + 1),
      ),
      `${key} had the epochs ${owned.join()}`,
    )
    fault(owned.length === epoch, `${key} has epoch ${epoch}, and had ${owned.length} owners`)
    const offered = events.flatMap((event, index) => (event.kind === 'assigned' ? [[event.rep, events.slice(0, index)] as const] : []))
    for (const [to, earlier] of offered)
      fault(
        !earlier.some((event) => (event.kind === 'declined' || event.kind === 'transferred') && event.rep === to),
        `${key} came back to ${to}`,
      )
    count(lead, declined.length, hits)
  }
  hits.held += evidence.audit.filter(({ event }) => event.kind === 'queued' && event.queue === 'held').length
  const open = (id: string): number => evidence.leads.filter(({ state, rep }) => state === 'assigned' && rep === id).length
  const loads = await store.loads(names)
  for (const id of names) fault((loads[id]?.open ?? 0) === open(id), `${id} has ${loads[id]?.open} open by its load, and ${open(id)} leads`)
  for (const id of names) {
    const owned = await store.owned({ rep: id, limit: 100 })
    fault(owned.length === open(id), `${id} is said to own ${owned.length}, and owns ${open(id)}`)
  }
  const { difference } = await replay(store)
  fault(difference === undefined, `the replay differs: ${difference?.what}`)
  const { fault: broken } = await verifyAudit(store)
  fault(broken === undefined, `the trail is broken: ${broken?.what}`)
  fault(!JSON.stringify(evidence.audit).includes('Zoe'), 'a reason is in the trail')
  return faults
}

function count({ state, contactedAt, past = [] }: StoredLead, declined: number, hits: Hits): void {
  if (declined > 0) hits.again += 1
  if (contactedAt !== undefined) hits.contacted += 1
  if (state === 'closed' && past.length > 0) hits.ended += 1
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
