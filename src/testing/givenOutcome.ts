import { AssertionError } from 'node:assert'
import type { Explanation, RepExplanation } from '../decide/explanation.js'
import { HELD } from '../plan/document.js'
import type { RepId } from '../rep.js'
import type { Routed } from '../router/context.js'

/**
 * What became of a lead, and what a test says about it. Each assertion returns the outcome, for the next one;
 * where it fails, it throws an AssertionError that tells what happened and why.
 */
export interface Outcome<RuleName extends string = string> {
  readonly decision: Routed<RuleName>
  readonly explanation: Explanation
  /** This rep owns the lead (by this rule). */
  goesTo(rep: RepId, by?: By<RuleName>): Outcome<RuleName>
  /** The lead waits in a queue of the plan (by this rule). */
  waitsIn(queue: string, by?: By<RuleName>): Outcome<RuleName>
  /** The lead is held: nobody is there for it. */
  isHeld(by?: By<RuleName>): Outcome<RuleName>
  /** What `explain` says about this rep or this rule contains the text, or matches the pattern: why this one, why not that one. */
  because(repOrRule: RepId | RuleName | 'otherwise', says: string | RegExp): Outcome<RuleName>
  /** The deciding rule notifies these channels, in any order, and no others. */
  notifies(...channels: readonly string[]): Outcome<RuleName>
}

interface By<RuleName extends string> {
  readonly rule?: RuleName | 'otherwise'
}

export function outcomeOf<RuleName extends string>(decision: Routed<RuleName>, explanation: Explanation): Outcome<RuleName> {
  const actual = decision.kind === 'assigned' ? { rep: decision.rep, rule: decision.rule } : { queue: decision.queue, rule: decision.rule }
  const ends = (
    expected: { readonly rep: RepId } | { readonly queue: string },
    { rule }: By<RuleName>,
    should: string,
  ): Outcome<RuleName> => {
    const wanted = { ...expected, ...(rule === undefined ? {} : { rule }) }
    const same = Object.entries(wanted).every(([field, value]) => (actual as { readonly [field: string]: string })[field] === value)
    if (same) return outcome
    const by = rule === undefined ? '' : ` by the rule '${rule}'`
    throw failure(`${decision.lead} should ${should}${by}, and does not.`, explanation, {
      actual,
      expected: wanted,
      about: [rule, 'rep' in expected ? expected.rep : undefined],
    })
  }
  const outcome: Outcome<RuleName> = {
    decision,
    explanation,
    goesTo: (rep, by = {}) => ends({ rep }, by, `go to ${rep}`),
    waitsIn: (queue, by = {}) => ends({ queue }, by, `wait in the queue '${queue}'`),
    isHeld: (by = {}) => ends({ queue: HELD }, by, 'be held'),
    because: (name, says) => {
      const told = sentencesAbout(name, explanation)
      if (told.some((sentence) => (typeof says === 'string' ? sentence.includes(says) : sentence.search(says) >= 0))) return outcome
      const missing = told.length === 0 ? `No rep is called ${name}, nor is a rule that was tried for ${decision.lead}.` : undefined
      const wanted = typeof says === 'string' ? JSON.stringify(says) : String(says)
      throw failure(missing ?? `${decision.lead} should go as it does because of ${name}: ${wanted}, which nothing says.`, explanation, {
        actual: told,
        expected: wanted,
        about: [name],
      })
    },
    notifies: (...channels) => {
      const heard = decision.effects.map(({ channel }) => channel).sort()
      const expected = [...channels].sort()
      if (JSON.stringify(heard) === JSON.stringify(expected)) return outcome
      const list = (names: readonly string[]): string => (names.length === 0 ? 'nobody' : names.join(', '))
      throw failure(`${decision.lead} should notify ${list(expected)}, and notifies ${list(heard)}.`, explanation, {
        actual: heard,
        expected,
        about: [],
      })
    },
  }
  return Object.freeze(outcome)
}

function sentencesAbout(name: string, { rules, reps }: Explanation): readonly string[] {
  return [...reps.filter(({ rep }) => rep === name), ...rules.filter(({ rule }) => rule === name)].map(({ sentence }) => sentence)
}

interface Comparison {
  readonly actual: unknown
  readonly expected: unknown
  /** Reps and rules whose part in it matters. */
  readonly about: readonly (string | undefined)[]
}

/** The message is the explanation: whoever reads the failing test need not ask again. */
function failure(message: string, explanation: Explanation, { actual, expected, about }: Comparison): AssertionError {
  const { sentence, rules, reps } = explanation
  const concerned = (one: RepExplanation): boolean => about.includes(one.rep) || (one.skip ?? one.earlier[0]) !== undefined
  const lines = [sentence, ...rules.map((rule) => rule.sentence), ...reps.filter(concerned).map((rep) => rep.sentence)]
  return new AssertionError({ message: [message, ...lines].join('\n  '), actual, expected, operator: 'given' })
}
