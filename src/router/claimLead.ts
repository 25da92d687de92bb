import { holds } from '../condition/interpret.js'
import { nfc } from '../condition/read.js'
import { subjectOf } from '../decide/decide.js'
import { type Facts, noFacts, type Skip } from '../decide/decision.js'
import { type CompiledRoster, isActive } from '../decide/roster.js'
import { RoutingError } from '../errors.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { HELD } from '../plan/document.js'
import { queueOf } from '../plan/limited.js'
import type { Clock } from '../port/ports.js'
import type { Place, Step, Store, View } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import type { StoredLead } from '../state/record.js'
import type { Claim, NoClaim } from './claim.js'
import type { FactSource } from './facts.js'
import { inStore } from './inStore.js'
import type { Other } from './planWatch.js'
import { type Candidate, type Taken, takeFirst } from './takeFirst.js'

/** The world in which a rep claims. */
export interface ClaimWorld {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  /** Asked about the rep's capacity, and nothing else: whoever asks for a lead is there. */
  readonly capacity: FactSource
  readonly outbox: boolean
  /** What a transaction sees is in force, where it is not that plan. */
  readonly otherPlan: (view: View) => Other | undefined
  readonly store: Store
  readonly clock: Clock
}

/** So many leads are read at once: few at first, since the first one is usually the one. */
const FIRST_PAGE = 32
const LARGEST_PAGE = 512

/** So many suitable leads are looked at under the lock: others who claim at the same time take some of them, and not all. */
const CANDIDATES = 16

/**
 * Gives a rep the first lead of a queue that is suitable. Which ones could be is found out outside of the lock; under it the first that still
 * waits is taken.
 *
 * @returns another plan, where that turned out to be in force: then nothing was claimed
 * @throws RoutingError `unknownRep`, `badOptions`
 */
export async function claimLead(id: RepId, asked: string, world: ClaimWorld): Promise<Claim | Other> {
  const { plan, roster, store, clock } = world
  const queue = claimable(asked, plan)
  const rep = roster.byId.get(id)
  if (rep === undefined) throw new RoutingError('unknownRep', { detail: `There is no ${JSON.stringify(id)}.` })
  if (!isActive(rep, roster.fields)) return { kind: 'none', because: 'inactive' }
  const facts = await factsOf(rep, world)
  const past: { [reason in 'full' | 'unsuitable']?: NoClaim } = {}
  let after: Place | undefined
  for (let limit = FIRST_PAGE; ; limit = Math.min(limit * 4, LARGEST_PAGE)) {
    const page = await inStore(() => store.queued({ queue, limit, ...(after === undefined ? {} : { after }) }))
    const last = page.at(-1)
    if (last === undefined && after === undefined) refuseUnknown(queue, plan)
    if (last === undefined) return past.full ?? past.unsuitable ?? { kind: 'none', because: 'empty' }
    const candidates = candidatesIn(page, rep, queue, plan)
    if (candidates.length < page.length) past.unsuitable = { kind: 'none', because: 'notSuitable' }
    for (let from = 0; from < candidates.length; from += CANDIDATES) {
      const some = candidates.slice(from, from + CANDIDATES)
      const taken = await inStore(() =>
        store.transact({
          now: clock(),
          leads: some.map(({ key }) => key),
          rotations: [],
          reps: [id],
          step: (view): Step<Taken | { readonly other: Other }> => {
            const other = world.otherPlan(view)
            if (other !== undefined) return { result: { other } }
            return takeFirst(some, { rep, queue, facts, plan, roster, outbox: world.outbox }, view)
          },
        }),
      )
      if ('other' in taken) return taken.other
      if ('claimed' in taken) return taken.claimed
      if (taken.skip !== undefined) past.full ??= noneBy(taken.skip)
      if (past.full !== undefined && taken.whatever) return past.full
    }
    after = last
  }
}

function candidatesIn(page: readonly StoredLead[], rep: Rep, queue: string, plan: CompiledPlan): Candidate[] {
  const { claims } = queueOf(plan, queue)
  return page.flatMap(({ key, salt, intake, declined }) => {
    const { view, effort } = subjectOf(plan, key, intake)
    const suits = declined?.includes(rep.id) !== true && holds(claims, rep as JsonObject, { lists: plan.lists, lead: view })
    return suits ? [{ key, salt, effort }] : []
  })
}

function noneBy({ reason, detail, until }: Skip): NoClaim {
  return {
    kind: 'none',
    because: reason as NoClaim['because'],
    ...(detail === undefined ? {} : { detail }),
    ...(until === undefined ? {} : { until }),
  }
}

async function factsOf({ id, ...rep }: Rep, { capacity, clock }: ClaimWorld): Promise<Facts> {
  if (!capacity.asks) return noFacts
  const fact = (await capacity.learn([{ id, ...rep }], clock())).get(id)?.capacity
  return fact === undefined ? noFacts : { ...noFacts, capacity: { [id]: fact } }
}

/** The queue as the plan's rules write it. */
function claimable(asked: string, plan: CompiledPlan): string {
  const hint =
    asked === HELD ? 'Leads that are held go to whom the rules say, once somebody is there. Call `sweep`.' : 'Name a queue of the plan.'
  if (typeof asked !== 'string' || asked === HELD)
    throw new RoutingError('badOptions', {
      issues: [{ code: 'reservedName', message: `Nobody claims from the queue ${JSON.stringify(asked)}.`, path: ['queue'], hint }],
    })
  return namedQueue(asked, plan)
}

/** As the plan writes it. */
export function namedQueue(asked: string, plan: CompiledPlan): string {
  return targetsOf(plan).find((name) => nfc(name) === nfc(asked)) ?? asked
}

/** A queue of an earlier plan may be emptied; a misspelled one would be empty for ever. */
export function refuseUnknown(queue: string, plan: CompiledPlan): void {
  const known = targetsOf(plan)
  if (known.includes(queue)) return
  throw new RoutingError('badOptions', {
    issues: [
      {
        code: 'unknownQueue',
        message: `Nothing waits in a queue ${JSON.stringify(queue)}, and no rule sends leads there.`,
        path: ['queue'],
        hint: known.length === 0 ? 'The plan has no queues.' : `There are: ${known.join(', ')}.`,
      },
    ],
  })
}

function targetsOf({ inOrder }: CompiledPlan): string[] {
  return [...new Set(inOrder.flatMap(({ to }) => (to.kind === 'queue' ? to.queue : [])))]
}
