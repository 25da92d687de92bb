import type { Facts } from '../decide/decision.js'
import type { Clock } from '../port/ports.js'
import type { Rep } from '../rep.js'
import { type FactSource, type Knowledge, nothingKnown } from './facts.js'

/** What is known while a batch is settled: in the exact mode in common, in the lazy one for each lead on its own. */
export interface Knowing {
  of(index: number): Knowledge
  learn(index: number, reps: readonly Rep[]): Promise<void>
}

/**
 * In the lazy mode a lead knows only what was asked on its behalf, so that a batch comes out exactly as its leads would one by one:
 * an absence that another lead found out must not change who shares in this one.
 */
export function createKnowing(mode: 'exact' | 'lazy', source: FactSource, clock: Clock): Knowing {
  const known = new Map<number, Knowledge>()
  const slot = (index: number): number => (mode === 'exact' ? 0 : index)
  const of = (index: number): Knowledge => known.get(slot(index)) ?? nothingKnown
  return {
    of,
    learn: async (index, reps) => {
      if (source.asks) known.set(slot(index), await source.learn(of(index), reps, clock()))
    },
  }
}

const straight = new WeakMap<Facts, Facts>()

/** The same facts for a lead that goes straight to the fallback. One object for each, so that its document is made once. */
export function straightened(facts: Facts): Facts {
  if (facts.straightToOtherwise) return facts
  let made = straight.get(facts)
  if (made === undefined) {
    made = { ...facts, straightToOtherwise: true }
    straight.set(facts, made)
  }
  return made
}
