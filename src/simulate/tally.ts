import { type Absence, type Decision, type SkipReason, skipReasons } from '../decide/decision.js'
import { isActive, ownLimit } from '../decide/roster.js'
import type { Instant } from '../lead.js'
import { type Coverage, cover, emptyCoverage } from '../metrics/coverage.js'
import { OTHERWISE } from '../plan/document.js'
import type { RepId } from '../rep.js'
import type { Books } from './books.js'
import { balanceFigures, rotationFigures, sumOfRotations } from './figures.js'
import type { Outcome } from './outcome.js'
import { createMeasure } from './quantiles.js'
import type { Ready } from './ready.js'
import type { Escalated, RepFigures, SimulationReport } from './report.js'

/** Counts what happens in a simulation. */
export interface Tally {
  /** A lead came, and this was decided about it first. */
  came(at: Instant, decision: Decision): void
  late(): void
  leftOut(): void
  erased(): void
  gained(rep: RepId, open: number): void
  /** A rotation gave a lead to a rep; without one, to somebody whom a strategy picked that books no credits. */
  picked(rotation: string, rep: RepId | undefined): void
  owned(rep: RepId, receivedAt: Instant, now: Instant, absence: Absence | undefined): void
  settled(outcome: Outcome): void
  escalated(how: keyof Escalated): void
  report(books: Books, until: Instant): SimulationReport
}

interface RepTally {
  leads: number
  mostOpen: number
  /** By reason: in how many leads, and in which one last. */
  readonly skipped: { [reason in SkipReason]: number }
  readonly last: { [reason in SkipReason]: number }
  fullSince: Instant | undefined
}

export function createTally({ plan, roster, workCalendar }: Ready): Tally {
  const reps = new Map<RepId, RepTally>()
  const rules = new Map<string, { owned: number; waiting: number }>()
  const waiting = new Map<string, number>()
  const got = new Map<string, Map<RepId, number>>()
  const uncredited = new Map<string, number>()
  const [toOwner, toPresence, inWork] = [createMeasure(), createMeasure(), createMeasure()]
  const escalations = { reminded: 0, given: 0, nobody: 0 }
  const counts = { owned: 0, refused: 0, duplicates: 0, late: 0, actsLeftOut: 0, erased: 0 }
  let fallbacks: Coverage = emptyCoverage
  let came = 0
  let unknown = 0
  let from: Instant | undefined

  const repOf = (id: RepId): RepTally => {
    const known = reps.get(id)
    if (known !== undefined) return known
    const made: RepTally = { leads: 0, mostOpen: 0, skipped: forEach(0), last: forEach(0), fullSince: undefined }
    reps.set(id, made)
    return made
  }
  const skip = (id: RepId, reason: SkipReason, at: Instant): void => {
    const rep = repOf(id)
    // Passed over by several rules: one lead all the same.
    if (rep.last[reason] === came) return
    rep.last[reason] = came
    rep.skipped[reason] += 1
    if (reason === 'atCapacity' || reason === 'atRate') rep.fullSince ??= at
  }
  return {
    came: (at, decision) => {
      from ??= at
      came += 1
      if (decision.rule === OTHERWISE) fallbacks = cover(fallbacks, decision)
      for (const { skipped } of decision.trace.rules) for (const { rep, reason } of skipped) skip(rep, reason, at)
    },
    late: () => {
      counts.late += 1
    },
    leftOut: () => {
      counts.actsLeftOut += 1
    },
    erased: () => {
      counts.erased += 1
    },
    gained: (id, open) => {
      const rep = repOf(id)
      if (open > rep.mostOpen) rep.mostOpen = open
    },
    picked: (rotation, rep) => {
      if (rep === undefined) {
        uncredited.set(rotation, (uncredited.get(rotation) ?? 0) + 1)
        return
      }
      const mine = got.get(rotation) ?? new Map<RepId, number>()
      got.set(rotation, mine.set(rep, (mine.get(rep) ?? 0) + 1))
    },
    owned: (id, receivedAt, now, absence) => {
      repOf(id).leads += 1
      toOwner.add(now - receivedAt)
      if (absence === undefined) toPresence.add(now - receivedAt)
      else if (absence.until === undefined) unknown += 1
      else toPresence.add(Math.max(now, absence.until) - receivedAt)
      const rep = workCalendar === undefined ? undefined : roster.byId.get(id)
      if (rep === undefined) return
      inWork.add(now === receivedAt ? 0 : (workCalendar?.(rep)?.between(receivedAt, now) ?? now - receivedAt))
    },
    settled: (outcome) => {
      if (outcome.kind === 'refused') counts.refused += 1
      else if (outcome.kind === 'duplicate') counts.duplicates += 1
      else {
        const rule = rules.get(outcome.rule) ?? { owned: 0, waiting: 0 }
        rules.set(outcome.rule, rule)
        if (outcome.kind === 'owned') {
          counts.owned += 1
          rule.owned += 1
        } else {
          rule.waiting += 1
          waiting.set(outcome.queue, (waiting.get(outcome.queue) ?? 0) + 1)
        }
      }
    },
    escalated: (how) => {
      escalations[how] += 1
    },
    report: (books, until) => {
      const rotations = rotationFigures(books.ledgers, got, uncredited)
      const sums = sumOfRotations(rotations)
      const names = plan.inOrder.map(({ name, isOtherwise }) => (isOtherwise ? OTHERWISE : name))
      const { owned, ...others } = counts
      return {
        plan: { name: plan.plan.name, digest: plan.digest },
        roster: { reps: roster.reps.length, digest: roster.digest },
        ...(from === undefined ? {} : { from, until }),
        leads: owned + [...waiting.values()].reduce((sum, count) => sum + count, 0),
        owned,
        waiting: Object.fromEntries(waiting),
        ...others,
        rules: names.map((rule) => ({ rule, ...(rules.get(rule) ?? { owned: 0, waiting: 0 }) })),
        reps: roster.reps.map((rep): RepFigures => {
          const { leads, mostOpen, skipped, fullSince } = repOf(rep.id)
          const sum = sums.get(rep.id) ?? { got: 0, deviation: 0 }
          const limit = ownLimit(rep, roster.fields)
          return {
            rep: rep.id,
            active: isActive(rep, roster.fields),
            leads,
            fair: sum.got + sum.deviation,
            deviation: sum.deviation,
            ...(limit === undefined ? {} : { limit }),
            mostOpen,
            open: books.load(rep.id).open,
            skipped: Object.fromEntries(skipReasons.flatMap((reason) => (skipped[reason] === 0 ? [] : [[reason, skipped[reason]]]))),
            ...(fullSince === undefined ? {} : { fullSince }),
          }
        }),
        rotations: Object.fromEntries(rotations),
        balance: balanceFigures([...sums.values()]),
        fallbacks: fallbacks.fallbacks,
        waits: {
          owner: toOwner.quantiles(),
          there: toPresence.quantiles(),
          unknown,
          ...(workCalendar === undefined ? {} : { working: inWork.quantiles() }),
        },
        escalations,
      }
    },
  }
}

function forEach(count: number): { [reason in SkipReason]: number } {
  return Object.fromEntries(skipReasons.map((reason) => [reason, count])) as { [reason in SkipReason]: number }
}
