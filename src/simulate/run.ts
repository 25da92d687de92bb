import { subjectOf } from '../decide/decide.js'
import type { Account, Intake } from '../decide/decision.js'
import { isRoutingError, RoutingError } from '../errors.js'
import type { Instant, JsonObject, LeadKey } from '../lead.js'
import { matchAccount } from '../router/accounts.js'
import { copyIn, takeIn } from '../router/takeIn.js'
import { act } from './acts.js'
import { advance } from './advance.js'
import type { ActEntry, LeadEntry } from './history.js'
import { createKeySet } from './keySet.js'
import { newLive } from './live.js'
import type { Outcome } from './outcome.js'
import type { Ready } from './ready.js'
import type { SimulationReport } from './report.js'
import { createStage, type Witness } from './stage.js'
import { createTally } from './tally.js'

/** One simulation under way. */
export interface Run {
  /** @param index the number of its arrival, from 0 */
  lead(entry: LeadEntry, index: number): Promise<void> | undefined
  act(entry: ActEntry): void
  erased(): void
  end(until: Instant | undefined): SimulationReport
}

/**
 * @param follows whether the history tells what became of leads after they were routed
 * @param sweepMs how often what waits is looked at; missing: only where the history says
 */
export function createRun(
  ready: Ready,
  { follows, sweepMs }: { readonly follows: boolean; readonly sweepMs: number | undefined },
  witness: Witness,
): Run {
  const { active, plan } = ready
  const tally = createTally(ready)
  const stage = createStage(ready, tally, follows, witness)
  const keys = createKeySet()
  const time = advance(stage, sweepMs)
  let order = 0

  const turnedAway = (index: number, outcome: Outcome): void => {
    tally.settled(outcome)
    witness.settled(index, outcome)
  }
  const receive = (entry: LeadEntry, index: number, key: LeadKey, known: Intake): void => {
    const { host = true } = entry
    const intake: Intake = host === null ? known : { ...known, host }
    const receivedAt = entry.receivedAt ?? entry.at
    if (entry.at < stage.now) tally.late()
    time(entry.at)
    if (!keys.add(key)) {
      turnedAway(index, { kind: 'duplicate' })
      return
    }
    const { closedAt, contactedAt } = entry
    const live = newLive({ index, key, receivedAt, subject: subjectOf(plan, key, intake), closedAt, contactedAt }, order, '')
    stage.open?.set(key, live)
    stage.persons.meet(live, intake)
    tally.came(stage.now, stage.rule(live, entry.known))
    if (closedAt !== undefined) stage.closings.add({ at: closedAt, live, order: -1 - order, place: -1 })
    order += 1
    if (live.state === 'assigned' && live.timer === undefined && !follows) live.subject = undefined
  }
  const withAccount = (entry: LeadEntry, index: number, key: LeadKey, lead: JsonObject): Promise<void> | undefined => {
    const { account } = entry
    if (account === undefined && ready.accounts === undefined) {
      receive(entry, index, key, { lead })
      return undefined
    }
    const found = matchAccount(lead, account, ready, entry.at)
    const go = (matched: Account | undefined): void =>
      receive(entry, index, key, matched === undefined ? { lead } : { lead, account: matched })
    if ('then' in found) return found.then((match) => go(match.account))
    go(found.account)
    return undefined
  }
  const refused = (index: number, error: unknown): void => {
    if (!isRoutingError(error) || error.code !== 'badLead') throw error
    turnedAway(index, { kind: 'refused' })
  }
  return {
    lead: (entry, index) => {
      checkTime(entry, index)
      try {
        if (entry.key !== undefined) return withAccount(entry, index, entry.key, entry.lead as JsonObject)
        const taken = takeIn(copyIn(entry.lead), active, entry.at)
        if (!('then' in taken)) return withAccount(entry, index, taken.key, taken.lead)
        return taken.then(({ key, lead }) => withAccount(entry, index, key, lead)).catch((error: unknown) => refused(index, error))
      } catch (error) {
        refused(index, error)
        return undefined
      }
    },
    act: (entry) => {
      time(entry.at)
      if (!act(stage, entry)) tally.leftOut()
    },
    erased: tally.erased,
    end: (until) => {
      if (until !== undefined) time(until)
      stage.end()
      return tally.report(stage.books, stage.now)
    },
  }
}

/** A time in seconds, or as text, would put the whole history into January 1970. */
function checkTime({ at, closedAt, contactedAt }: LeadEntry, index: number): void {
  for (const [field, value] of [
    ['at', at],
    ['closedAt', closedAt ?? 0],
    ['contactedAt', contactedAt ?? 0],
  ] as const) {
    if (Number.isSafeInteger(value)) continue
    const detail = `Lead ${index + 1} of the history: \`${field}\` is ${JSON.stringify(value) ?? typeof value}. Write milliseconds since 1970, a whole number.`
    throw new RoutingError('badOptions', { detail, path: ['history', index, field] })
  }
}
