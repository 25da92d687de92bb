import type { CompiledRoster } from '../decide/roster.js'
import { RoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import { checkAct } from './checkAct.js'
import { closeLead } from './closeLead.js'
import { contactLead } from './contactLead.js'
import { type Routed, routedOf } from './context.js'
import { declineLead } from './declineLead.js'
import { leadsOf } from './leadsOf.js'
import type { TermsOf } from './madeUp.js'
import type { PlanWatch } from './planWatch.js'
import { reassignLead } from './reassignLead.js'
import type { Acts } from './router.js'
import type { Item } from './settleOne.js'
import { heldItem } from './sweepHeld.js'
import type { TakesOf } from './takes.js'
import { type TransferOptions, transferLeads } from './transferLeads.js'

/** What acts need of their router. */
export interface Acting {
  readonly store: Store
  readonly clock: Clock
  readonly plans: PlanWatch
  /** By the plan in force. */
  readonly terms: TermsOf
  roster(): Promise<CompiledRoster>
  /** What a lead given by hand takes of the capacity of whoever gets it. */
  takesByHand(to: RepId): Promise<TakesOf>
  /** Sends a held lead through the rules. */
  settle(item: Item): Promise<Routed | undefined>
  /** Gives held leads the room that came free; what became of each that was tried. */
  drain(): Promise<ReadonlyMap<LeadKey, Routed>>
  /** Has the router wait for it before it is idle. */
  inFlight<Result>(work: () => Promise<Result>): Promise<Result>
}

/** What owners, and those above them, do to leads after the rules have decided. */
export function createActs<RuleName extends string>({
  store,
  clock,
  plans,
  terms,
  roster,
  takesByHand,
  settle,
  drain,
  inFlight,
}: Acting): Acts<RuleName> {
  const knownRep = async (rep: RepId): Promise<void> => {
    if (!(await roster()).byId.has(rep)) throw new RoutingError('unknownRep', { detail: `There is no ${JSON.stringify(rep)}.` })
  }
  return {
    contacted: (key, options = {}) =>
      inFlight(async () => {
        checkAct(options, ['epoch'])
        return contactLead({ key, epoch: options.epoch }, store, clock)
      }),
    converted: (key, options = {}) =>
      inFlight(async () => {
        checkAct(options, ['epoch'])
        await closeLead({ key, epoch: options.epoch }, { as: 'converted' }, terms, store, clock, plans)
        await drain()
      }),
    disqualified: (key, options = {}) =>
      inFlight(async () => {
        checkAct(options, ['epoch', 'reason'])
        await closeLead({ key, epoch: options.epoch }, { as: 'disqualified', reason: options.reason }, terms, store, clock, plans)
        await drain()
      }),
    close: (key, options = {}) =>
      inFlight(async () => {
        checkAct(options, ['epoch', 'as', 'reason'])
        await closeLead({ key, epoch: options.epoch }, options, terms, store, clock, plans)
        await drain()
      }),
    decline: (key, options = {}) =>
      inFlight(async () => {
        checkAct(options, ['epoch', 'reason'])
        const held = await declineLead({ key, epoch: options.epoch }, options.reason, terms, store, clock, plans)
        const routed = (await drain()).get(key) ?? (await settle(heldItem(held)))
        if (routed === undefined) throw new RoutingError('unknownLead')
        return routed as Routed<RuleName>
      }),
    reassign: (key, options) =>
      inFlight(async () => {
        checkAct(options, ['to', 'epoch', 'reason'], ['to'])
        const { to, epoch, reason } = options
        await knownRep(to)
        const given = await reassignLead({ key, epoch, other: to }, reason, terms, await takesByHand(to), store, clock, plans)
        await drain()
        return { ...routedOf(given), duplicate: false } as Routed<RuleName>
      }),
    transferAll: (rep, options = {}) =>
      inFlight(async () => {
        checkAct({ ...options, rep }, ['rep', 'to', 'reason', 'onRouted'], ['rep'])
        if (options.to === rep) throw new RoutingError('badOptions', { detail: 'The leads would stay where they are.', path: ['to'] })
        if (options.to !== undefined) await knownRep(options.to)
        return transferLeads(rep, options as TransferOptions, { store, clock, plans, termsOf: terms, takesByHand, settle })
      }),
    leadsOf: (rep, options = {}) =>
      inFlight(async () => {
        checkAct({ ...options, rep }, ['rep', 'limit', 'after'], ['rep'])
        return leadsOf(rep, options, store)
      }),
  }
}
