import { type Needs, type Subject, subjectOf } from '../decide/decide.js'
import { forecast } from '../decide/forecast.js'
import { RoutingError } from '../errors.js'
import { personOf } from '../plan/personOf.js'
import type { Step, View } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import type { StoredDocument } from '../state/record.js'
import type { Routed } from './context.js'
import { openDraft } from './draft.js'
import { inStore } from './inStore.js'
import { createKnowing } from './knowing.js'
import type { Other } from './planWatch.js'
import { type Item, identityOf, type Setting, settleOne } from './settleOne.js'

/**
 * Settles leads one after the other, in as few transactions as it can: snapshot, decide, commit. A decision that turns out to need
 * a fact that was not asked for ends the transaction there; the fact is fetched, and the rest goes on from that lead.
 *
 * @param outcomes takes them, in the order of the items, as they are committed: where this throws, those that are in it stand
 * @returns another plan, where that turned out to be in force: nothing was decided by this one any more, and the rest is to be settled by that
 */
export async function settle(items: readonly Item[], setting: Setting, outcomes: (Routed | undefined)[]): Promise<Other | undefined> {
  const { plan, roster, mode, factSource, clock, documents, store } = setting
  const subjects = items.map(({ key, intake }) => subjectOf(plan, key, intake))
  const persons = items.map(({ intake }) => personOf(plan, intake))
  const forecasts = subjects.map((subject) => forecast(subject, setting))
  const rotations = new Set(forecasts.flatMap((one) => one.rotations))
  const reps = new Set<RepId>(everybodyIn(forecasts.flatMap((one) => one.selections)).map(({ id }) => id))
  const knowing = createKnowing(mode, factSource, clock)
  if (mode === 'exact') await knowing.learn(0, everybodyIn(forecasts.flatMap((one) => one.selections.slice(0, 1))))

  // Before anything is locked, although some will turn out to be known: most are new, and others wait for the lock.
  const newcomers = items.map((item) => (item.content === undefined ? undefined : identityOf(item, setting.salt())))
  // Each further round has settled a lead or learned of a rep or a rotation: only a store that misbehaves meets this bound.
  let roundsLeft = items.length * (roster.reps.length + plan.rules.length + 2) + 10
  while (outcomes.length < items.length) {
    if (roundsLeft-- <= 0) throw new RoutingError('unsettled')
    const from = outcomes.length
    const step = (view: View): Step<Round> => {
      const other = setting.otherPlan(view)
      if (other !== undefined) return { result: { other, routed: [], needs: undefined, missing: [] } }
      const draft = openDraft(view)
      const routed: (Routed | undefined)[] = []
      const used = new Set<StoredDocument>()
      let needs: Needs | undefined
      for (let index = from; index < items.length && needs === undefined; index++) {
        const result = settleOne(
          index,
          items[index] as Item,
          subjects[index] as Subject,
          { draft, knowing, now: view.now, used, newcomer: newcomers[index], inbox: view.inbox, person: persons[index] },
          setting,
        )
        if ('needs' in result) needs = result.needs
        else routed.push(result.routed)
      }
      const missing = documents.missing(used)
      return { ...(used.size === 0 ? {} : { write: draft.write(missing) }), result: { routed, needs, missing } }
    }
    const left = items.slice(from)
    const accepted = left.filter((item) => item.accepted)
    const asked = new Set(persons.slice(from).filter((person) => person !== undefined))
    const request = {
      now: clock(),
      leads: left.map(({ key }) => key),
      rotations: [...rotations],
      reps: [...reps],
      ...(asked.size === 0 ? {} : { persons: [...asked] }),
      ...(accepted.length === 0 ? {} : { inbox: accepted.map(({ key }) => key) }),
      step,
    }
    const { other, routed, needs, missing } = await inStore(() => store.transact(request))
    if (other !== undefined) return other
    documents.kept(missing)
    outcomes.push(...routed)
    if (needs?.what === 'rotation') rotations.add(needs.rotation)
    if (needs?.what === 'reps') {
      for (const { id } of needs.reps) reps.add(id)
      if (mode === 'exact' || needs.moment === 'picked') await knowing.learn(outcomes.length, needs.reps)
    }
  }
  return undefined
}

/** Many leads of a batch select the same list: it is gone through once. */
function everybodyIn(selections: readonly (readonly Rep[])[]): Rep[] {
  return [...new Set([...new Set(selections)].flat())]
}

interface Round {
  readonly other?: Other
  readonly routed: readonly (Routed | undefined)[]
  readonly needs: Needs | undefined
  readonly missing: readonly StoredDocument[]
}
