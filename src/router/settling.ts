import { createSelect } from '../decide/select.js'
import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import type { DueTimer, Store } from '../port/store.js'
import { type Coalescer, createCoalescer } from './coalesce.js'
import type { Routed } from './context.js'
import { createDocuments } from './documents.js'
import { createFactSource, type FactSource } from './facts.js'
import { type Escalations, fireEscalations, type Taken } from './fireEscalations.js'
import type { RouterOptions } from './options.js'
import { MOST_CHANGES, type Other, type PlanWatch } from './planWatch.js'
import type { RosterSource } from './rosterSource.js'
import { settle } from './settle.js'
import type { Item, Setting } from './settleOne.js'

/** How a router's leads get decided: together with those that come at the same time, each transaction by the plan that is in force in it. */
export interface Settling {
  /** Shared by whatever comes in. */
  readonly shared: Coalescer<Item, Routed | undefined>
  /** With a clock of its own. */
  apart(clock: Clock): Coalescer<Item, Routed | undefined>
  /** Alone, in a transaction of the host. */
  within(item: Item, store: Store): Promise<Routed | undefined>
  escalate(due: readonly DueTimer[], clock: Clock): Promise<Escalations>
}

export interface Settler {
  readonly options: RouterOptions
  readonly plans: PlanWatch
  readonly rosterSource: RosterSource
  readonly factSource: FactSource
  readonly clock: Clock
  readonly salt: () => string
}

export function createSettling({ options, plans, rosterSource, factSource, clock, salt }: Settler): Settling {
  const { store, maxWaiting = 10_000, workCalendar } = options
  const documents = createDocuments()
  const select = keepSelect()
  const strategies = new Map(Object.entries(options.strategies ?? {}))

  const setting = async (own: Partial<Setting>): Promise<Setting> => {
    const { active } = plans
    const plan = active.compiled
    const { roster, notes } = await rosterSource.current(active, clock())
    return {
      plan,
      otherPlan: (view) => plans.other(view, plan),
      roster,
      notes,
      select: select(plan, roster),
      strategies,
      mode: options.availabilityMode ?? 'exact',
      factSource,
      documents,
      outbox: options.outbox ?? false,
      store,
      clock,
      salt,
      ...(workCalendar === undefined ? {} : { workCalendar }),
      ...own,
    }
  }
  /** Prepares and works until a transaction finds the plan in force that it was prepared for. */
  const byPlan = async (own: Partial<Setting>, work: (setting: Setting) => Promise<Other | undefined>): Promise<void> => {
    const from = own.store ?? store
    await plans.ready(from)
    for (let changes = 0; ; changes++) {
      const other = await work(await setting(own))
      if (other === undefined) return
      if (changes >= MOST_CHANGES) throw new RoutingError('unsettled')
      await plans.follow(other, from)
    }
  }
  const coalescer = (own: Partial<Setting>) =>
    createCoalescer<Item, Routed | undefined>((batch, done) => byPlan(own, (present) => settle(batch, present, done)), maxWaiting)
  return {
    shared: coalescer({}),
    apart: (at) => coalescer({ clock: at }),
    within: async (item, within) => {
      const done: (Routed | undefined)[] = []
      // Nothing is remembered as written: the host may roll back.
      const forgetful = { ...documents, kept: () => {} }
      const own = { store: within, factSource: createFactSource({ ...options, store: within }), documents: forgetful }
      await byPlan(own, (present) => settle([item], present, done))
      return done[0]
    },
    escalate: async (due, at) => {
      const taken: Taken = { fired: [], escalated: [], count: 0 }
      await byPlan({ clock: at }, (present) => fireEscalations(due, present, taken))
      return taken
    },
  }
}

/** Prepared once for each plan and roster, not once for each batch. */
function keepSelect(): typeof createSelect {
  let last: { readonly plan: unknown; readonly roster: unknown; readonly select: ReturnType<typeof createSelect> } | undefined
  return (plan, roster) => {
    if (last?.plan !== plan || last.roster !== roster) last = { plan, roster, select: createSelect(plan, roster) }
    return last.select
  }
}
