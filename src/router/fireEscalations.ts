import type { Needs } from '../decide/decide.js'
import { RoutingError } from '../errors.js'
import type { DueTimer, Step, View } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { StoredDocument } from '../state/record.js'
import type { Routed } from './context.js'
import { openDraft } from './draft.js'
import { escalateOne } from './escalateOne.js'
import type { Fired } from './fireTimers.js'
import { inStore } from './inStore.js'
import { createKnowing } from './knowing.js'
import type { Other } from './planWatch.js'
import type { Setting } from './settleOne.js'

/** What escalations have done. */
export interface Escalations {
  /** Steps that reminded, or found nobody. */
  readonly fired: readonly Fired[]
  /** Leads that were given to somebody else. */
  readonly escalated: readonly Routed[]
}

/** What has been done so far, and how many of the timers have been seen to. */
export interface Taken {
  readonly fired: Fired[]
  readonly escalated: Routed[]
  count: number
}

/**
 * Takes steps of escalations, each in the transaction that decides who gets the lead, and each once, however many sweepers there are.
 * As in `settle`, a decision that turns out to need a fact ends the transaction there; the fact is fetched, and it goes on from that lead.
 *
 * @param taken grows
 * @returns another plan, where that turned out to be in force: the rest is to be done by that
 */
export async function fireEscalations(due: readonly DueTimer[], setting: Setting, taken: Taken): Promise<Other | undefined> {
  const { mode, factSource, clock, documents, store, plan, roster } = setting
  const knowing = createKnowing(mode, factSource, clock)
  const rotations = new Set<string>()
  const reps = new Set<RepId>()
  // As in `settle`: only a store that misbehaves meets this bound.
  let roundsLeft = due.length * (roster.reps.length + plan.inOrder.length + 2) + 10
  while (taken.count < due.length) {
    const from = taken.count
    if (roundsLeft-- <= 0) throw new RoutingError('unsettled')
    const left = due.slice(from)
    const step = (view: View): Step<Round> => {
      const other = setting.otherPlan(view)
      if (other !== undefined) return { result: { ...nothing, other } }
      const owners = left.flatMap(({ key }) => view.leads.get(key)?.rep ?? [])
      if (owners.some((rep) => !view.loads.has(rep))) return { result: { ...nothing, owners } }
      const draft = openDraft(view)
      const used = new Set<StoredDocument>()
      const round = { fired: [] as Fired[], escalated: [] as Routed[], done: 0 }
      let needs: Needs | undefined
      for (const [index, one] of left.entries()) {
        const outcome = escalateOne(from + index, one, { draft, knowing, now: view.now, used }, setting)
        if ('needs' in outcome) {
          needs = outcome.needs
          break
        }
        round.done += 1
        if (outcome.fired !== undefined) round.fired.push(outcome.fired)
        if (outcome.escalated !== undefined) round.escalated.push(outcome.escalated)
      }
      const missing = documents.missing(used)
      const write = draft.write(missing)
      const result: Round = { ...round, owners, needs, missing }
      return write.timers.length === 0 ? { result } : { write, result }
    }
    const request = { now: clock(), leads: [...new Set(left.map(({ key }) => key))], rotations: [...rotations], reps: [...reps], step }
    const round = await inStore(() => store.transact(request))
    if (round.other !== undefined) return round.other
    documents.kept(round.missing)
    taken.fired.push(...round.fired)
    taken.escalated.push(...round.escalated)
    taken.count += round.done
    for (const rep of round.owners) reps.add(rep)
    const { needs } = round
    if (needs?.what === 'rotation') rotations.add(needs.rotation)
    if (needs?.what === 'reps') {
      for (const { id } of needs.reps) reps.add(id)
      if (mode === 'exact' || needs.moment === 'picked') await knowing.learn(taken.count, needs.reps)
    }
  }
  return undefined
}

interface Round extends Escalations {
  readonly other?: Other
  readonly done: number
  /** Whose loads change. */
  readonly owners: readonly RepId[]
  readonly needs: Needs | undefined
  readonly missing: readonly StoredDocument[]
}

const nothing: Round = { fired: [], escalated: [], done: 0, owners: [], needs: undefined, missing: [] }
