import type { Moment } from '../decide/decide.js'
import { type Absence, type CapacityFact, type Facts, type Note, noFacts } from '../decide/decision.js'
import type { Clock } from '../port/ports.js'
import type { Rep, RepId } from '../rep.js'
import type { FactSource, RepFacts } from './facts.js'

/** What is known of reps while a batch is settled. */
export interface Knowing {
  /** How one lead sees it. */
  lens(index: number): Lens
  learn(index: number, reps: readonly Rep[]): Promise<void>
}

/**
 * A lead's own view of what is known: it holds what *its* decision asked about and nothing else. So a batch comes out exactly as
 * its leads would one by one, and the facts beside the audit trail are those that mattered.
 */
export interface Lens {
  /** Whether looking at reps adds anything to it. */
  readonly grows: boolean
  readonly facts: Facts
  readonly notes: readonly Note[]
  /** Takes reps into the view; returns those of whom nothing is known yet. */
  look(reps: readonly Rep[], moment: Moment): readonly Rep[]
}

/** After so many late answers in a row a batch stops asking: a port that hangs must not hold up every lead for the time-out, over and over. */
const ENOUGH = 3

/**
 * In the exact mode answers are shared by the batch, in the lazy one each lead asks for itself: there an absence that another lead
 * found out must not change who shares in this one.
 */
export function createKnowing(mode: 'exact' | 'lazy', source: FactSource, clock: Clock): Knowing {
  const shared = new Map<RepId, RepFacts>()
  const own = new Map<number, Map<RepId, RepFacts>>()
  let late: { readonly facts: RepFacts; readonly times: number } | undefined

  const answersFor = (index: number): Map<RepId, RepFacts> => {
    if (mode === 'exact') return shared
    const answers = own.get(index) ?? new Map<RepId, RepFacts>()
    own.set(index, answers)
    return answers
  }
  return {
    lens: (index) => (source.asks ? createLens(answersFor(index), mode) : clear),
    learn: async (index, reps) => {
      if (!source.asks) return
      const answers = answersFor(index)
      const missing = reps.filter(({ id }) => !answers.has(id))
      if (missing.length === 0) return
      if (late !== undefined && late.times >= ENOUGH) {
        for (const { id } of missing) answers.set(id, late.facts)
        return
      }
      for (const [id, facts] of await source.learn(missing, clock())) {
        answers.set(id, facts)
        if (!facts.late) late = undefined
        else late = { facts, times: (late?.times ?? 0) + 1 }
      }
    },
  }
}

/** Where nobody is asked, everybody is known. */
const clear: Lens = { grows: false, facts: noFacts, notes: [], look: () => [] }

function createLens(answers: ReadonlyMap<RepId, RepFacts>, mode: 'exact' | 'lazy'): Lens {
  const away: Record<RepId, Absence> = {}
  const capacity: Record<RepId, CapacityFact> = {}
  const notes: Note[] = []
  let straight = false
  let empty = true
  const take = (id: RepId, { absence, capacity: limit, notes: told, straight: goes }: RepFacts): void => {
    if (absence !== undefined) away[id] = absence
    if (limit !== undefined) capacity[id] = limit
    for (const note of told) if (!notes.some(({ message }) => message === note.message)) notes.push(note)
    straight ||= goes
    empty &&= absence === undefined && limit === undefined && !goes
  }
  // In the lazy mode all answers were asked for by this very lead.
  if (mode === 'lazy') for (const [id, facts] of answers) take(id, facts)
  return {
    grows: true,
    get facts() {
      return empty ? noFacts : { away, capacity, straightToOtherwise: straight }
    },
    notes,
    look: (reps, moment) => {
      if (mode === 'lazy' && moment === 'before') return []
      const unknown: Rep[] = []
      for (const rep of reps) {
        const known = answers.get(rep.id)
        if (known === undefined) unknown.push(rep)
        else if (mode === 'exact') take(rep.id, known)
      }
      return unknown
    },
  }
}
