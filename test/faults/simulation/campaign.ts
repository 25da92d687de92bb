import type { Violation } from '../checker.js'
import { type Outcome, run, type Twist } from './run.js'
import { type Script, scriptOf } from './script.js'
import { shrink } from './shrink.js'

export interface Campaign {
  readonly runs: number
  readonly failures: readonly Failure[]
  /** In how many runs something came about: a campaign in which nothing goes wrong proves nothing. */
  readonly hits: { readonly [what: string]: number }
}

export interface Failure {
  readonly seed: number
  readonly violations: readonly Violation[]
}

/** Runs share the turns of the event loop, which are most of what waiting costs; they know nothing of each other. */
const AT_ONCE = 64

export interface CampaignOptions {
  readonly from: number
  readonly runs: number
  readonly twist?: Twist
  /** Stop at so many failures. Default 1. */
  readonly enough?: number
  readonly onProgress?: (runs: number) => void
}

export async function campaign({ from, runs, twist, enough = 1, onProgress }: CampaignOptions): Promise<Campaign> {
  const failures: Failure[] = []
  const hits: Record<string, number> = {}
  let done = 0
  while (done < runs && failures.length < enough) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, runs - done) }, (_, index) => from + done + index)
    const outcomes = await Promise.all(seeds.map(async (seed) => ({ seed, outcome: await run(scriptOf(seed), twist) })))
    for (const { seed, outcome } of outcomes) {
      const { violations } = outcome
      if (violations.length > 0) failures.push({ seed, violations })
      for (const [what, came] of Object.entries(hitsOf(outcome))) hits[what] = (hits[what] ?? 0) + (came ? 1 : 0)
    }
    done += seeds.length
    onProgress?.(done)
  }
  return { runs: done, failures, hits }
}

function hitsOf({ evidence, hits }: Outcome): { readonly [what: string]: boolean } {
  const { calls, audit, leads, loans = [], received = [], timers = [], journal = [] } = evidence
  const events = audit.map(({ event }) => event)
  const skipped = (reason: string): boolean =>
    leads.some(({ decision }) => decision.trace.rules.some((rule) => rule.skipped.some((skip) => skip.reason === reason)))
  return {
    'a question was lost': hits.lostQuestions > 0,
    'an answer was lost': hits.lostAnswers > 0,
    'a lost answer was settled by the trail': hits.settledByTrail > 0,
    'a process ended': hits.deaths > 0,
    'a caller was never told': calls.some(({ to }) => to === undefined),
    'a caller was told an error of the store': calls.some(({ error }) => error === 'storeFailed' || error === 'storeUnavailable'),
    'processes raced': hits.races > 0,
    'two processes raced for one lead': hits.sameLead > 0,
    'a lead came again': calls.some(({ answer }) => answer?.duplicate === true),
    'a lead came again with other content': calls.some(({ answer }) => answer?.payloadChanged === true),
    'somebody acted in an epoch that was over': calls.some(({ error }) => error === 'staleEpoch'),
    'somebody acted in the right epoch': calls.some(({ epoch, answer, done }) => epoch !== undefined && (answer ?? done) !== undefined),
    'a held lead was placed': events.some((event) => event.kind === 'assigned' && event.from === 'held'),
    'an accepted lead was routed': calls.some(({ kind, key, done }) => kind === 'accept' && done && leads.some((lead) => lead.key === key)),
    'somebody was at the limit': skipped('atCapacity'),
    'somebody was away': skipped('away'),
    'a lead was contacted': events.some(({ kind }) => kind === 'contacted'),
    'a lead was won': events.some((event) => event.kind === 'closed' && event.as === 'converted'),
    'a lead was taken from whoever leaves': events.some(({ kind }) => kind === 'transferred'),
    'a transfer told of a lead': calls.some(({ kind }) => kind === 'transfer'),
    'somebody handed a lead back and said why': leads.some(({ past = [] }) =>
      past.some(({ because, reason }) => because === 'declined' && reason !== undefined),
    ),
    'a lead was claimed': events.some(({ kind }) => kind === 'claimed'),
    'an unclaimed lead was pushed': timers.some(({ name, state }) => name === 'push' && state === 'fired'),
    'somebody was at a rate': skipped('atRate'),
    'a lead was heavy': events.some((event) => 'takes' in event && event.takes?.weight !== undefined),
    'a lead was closed': events.some(({ kind }) => kind === 'closed'),
    'a lead was declined': events.some(({ kind }) => kind === 'declined'),
    'a lead was reassigned': events.some(({ kind }) => kind === 'reassigned'),
    'a lead was erased': events.some(({ kind }) => kind === 'erased'),
    'a deadline fired': events.some((event) => event.kind === 'fired' && event.name !== 'escalation'),
    'an escalation reminded': events.some((event) => event.kind === 'fired' && event.name === 'escalation' && event.nobody !== true),
    'an escalation found nobody': events.some((event) => event.kind === 'fired' && event.nobody === true),
    'a lead went up or to a backup': events.some((event) => event.kind === 'escalated' && event.by === undefined),
    'a lead escalated through the rules': events.some((event) => event.kind === 'escalated' && event.by !== undefined),
    'an escalation was cancelled': timers.some(({ name, state }) => name === 'escalation' && state === 'cancelled'),
    'a deadline was cancelled': timers.some(({ state }) => state === 'cancelled'),
    'a message was delivered twice': new Set(received.map(({ id }) => id)).size < received.length,
    'a loan was over': loans.some(({ taken }) => taken === false),
    'a message was given up': loans.some(({ outcome }) => outcome === 'dead'),
    'a message was revived': loans.some(({ what }) => what === 'revive'),
    'two plans were in force': new Set(events.flatMap((event) => ('inputs' in event ? event.inputs.plan : []))).size > 1,
    'a plan was published': events.some(({ kind }) => kind === 'published'),
    'a plan was scheduled': events.some((event) => event.kind === 'published' && event.from !== undefined),
    'a plan was rolled back': journal.some((record) => record.kind === 'version' && record.restores !== undefined),
    'a scheduled version decided': events.some(
      (event) =>
        'inputs' in event &&
        journal.some((one) => one.kind === 'version' && one.version === event.inputs.version && one.from !== undefined),
    ),
    'three versions decided': new Set(events.flatMap((event) => ('inputs' in event ? (event.inputs.version ?? 0) : []))).size > 2,
    'a delivery failed': loans.some(({ outcome }) => outcome === 'again'),
  }
}

/** What somebody needs who is to look into a failure: the seed, the shortest script that fails alike, and what then happens. */
export async function report({ seed, violations }: Failure, twist?: Twist): Promise<string> {
  const { invariant } = violations[0] as Violation
  const fails = async (script: Script): Promise<boolean> => (await run(script, twist)).violations.some((one) => one.invariant === invariant)
  const { picks, ...shortest } = await shrink(scriptOf(seed), fails)
  const { trace, violations: left } = await run({ ...shortest, picks }, twist)
  return [
    `Seed ${seed} fails:`,
    ...violations.map((one) => `  ${one.invariant} ${one.where}: ${one.what}`),
    'The shortest script that fails alike:',
    `  ${JSON.stringify(shortest.setup)}`,
    ...shortest.events.map((event) => `  ${JSON.stringify(event)}`),
    ...shortest.faults.map((fault) => `  ${JSON.stringify(fault)}`),
    `  picks ${JSON.stringify(picks)}`,
    'What happens (question, process):',
    ...trace.slice(0, -1).map((line) => `  ${line}`),
    ...left.map((one) => `  ${one.invariant} ${one.where}: ${one.what}`),
  ].join('\n')
}
