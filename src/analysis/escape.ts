import type { Asker } from './ask.js'
import type { Confirmed } from './confirm.js'
import type { Context } from './context.js'
import type { Formula } from './formula.js'
import type { RuleSubject } from './subject.js'

/** Whether a lead of some kind is left when these rules have had their turn. */
export type Escape =
  | { readonly kind: 'found'; readonly lead: Confirmed; readonly lists: boolean }
  /** None is: these of the rules take them all. */
  | { readonly kind: 'none'; readonly by: readonly RuleSubject[] }
  | { readonly kind: 'undecided' }

/**
 * Looks for a lead that satisfies the formulas and that none of the first rules takes. Rules come in one by one, as they turn out to take what was
 * found: most never matter. Looks among usual leads first; a proof that there is none is about all of them, also those with lists in any field.
 *
 * @param count how many of the plan's rules
 * @param atOnce rules that will matter anyway
 */
export function escapeFrom(
  wanted: readonly Formula[],
  count: number,
  { asker, confirmer, subject }: Context,
  atOnce: readonly RuleSubject[] = [],
): Escape {
  const { always = Number.POSITIVE_INFINITY } = subject
  if (always < count) return { kind: 'none', by: [subject.rules[always] as RuleSubject] }
  const by = new Set(atOnce.filter(({ certain, takes }) => certain && takes.kind !== 'false'))
  for (const lists of [false, true]) {
    for (;;) {
      const answer = asker.ask([...wanted, ...[...by].map(({ passes }) => passes)], lists)
      if (answer.kind === 'none') break
      const lead = answer.kind === 'found' ? confirmer.see(answer.witness) : undefined
      if (lead === undefined) return { kind: 'undecided' }
      const takers = confirmer.takers(lead.view, count)
      if (takers.length === 0) return { kind: 'found', lead, lists }
      // The search says that none of these takes it. A rule that does all the same would be a defect here: then nobody knows.
      if (takers.some((rule) => by.has(rule))) return { kind: 'undecided' }
      for (const rule of takers) by.add(rule)
    }
  }
  return { kind: 'none', by: needed(wanted, [...by], asker) }
}

/** More rules than this are not tried one by one. */
const most = 12

/** The rules without which the proof fails. */
function needed(wanted: readonly Formula[], rules: readonly RuleSubject[], asker: Asker): readonly RuleSubject[] {
  if (rules.length < 2 || rules.length > most) return rules
  let kept = rules
  for (const rule of [...rules].reverse()) {
    const without = kept.filter((one) => one !== rule)
    if (without.length > 0 && asker.ask([...wanted, ...without.map(({ passes }) => passes)], true).kind === 'none') kept = without
  }
  return kept
}
