import { type Context, possibilityOf, quoted, undecided } from './context.js'
import { targetText } from './findRules.js'
import { neighboursOf } from './hull.js'
import type { RuleSubject } from './subject.js'

/** Overlaps told of one rule; the rest is a number. */
const most = 3

/** Pairs looked at for one rule. */
const mostTried = 20

/**
 * Pairs of rules with different targets that match the same lead. First match makes that legal, and often it is what was meant; but where two
 * rules were thought to divide the leads between them, here is the lead that shows they do not.
 *
 * @param rules those that get leads at all
 * @param meant whether two rules are meant to match the same leads. By default: they have the same target
 */
export function findOverlaps(
  rules: readonly RuleSubject[],
  context: Context,
  meant: (earlier: RuleSubject, later: RuleSubject) => boolean = sameTarget(rules, context),
): void {
  const { asker, confirmer } = context
  const neighbours = neighboursOf(
    rules.map(({ takes }) => asker.usual.constraintOf(takes)),
    asker.usual.domains,
  )
  rules.forEach((later, index) => {
    // A rule for every lead overlaps with all there are: that is what it is for.
    if (later.when.kind === 'true') return
    const others = neighbours.before(index).filter((place) => {
      const earlier = rules[place] as RuleSubject
      return earlier.when.kind !== 'true' && !meant(earlier, later)
    })
    let told = 0
    let tried = 0
    for (const place of others) {
      if (told === most || tried === mostTried) break
      tried += 1
      const earlier = rules[place] as RuleSubject
      const possible = possibilityOf(
        [earlier.takes, later.takes],
        context,
        ({ view }) => confirmer.takes(earlier, view) && confirmer.takes(later, view),
      )
      const path = [...later.path, 'when']
      const both = `${quoted(earlier.rule.name)} and ${quoted(later.rule.name)}`
      if (possible.kind === 'undecided') context.report(undecided('overlap', path, `whether ${both} match the same lead.`, later.rule.name))
      if (possible.kind !== 'found' || possible.lists) continue
      told += 1
      const { example } = possible.lead
      const more = told === most ? others.length - tried : 0
      const owner =
        example.rule === earlier.rule.name
          ? `${quoted(earlier.rule.name)} comes first and gets it`
          : `${quoted(example.rule)} comes first of all and gets it`
      context.report({
        code: 'overlap',
        severity: 'info',
        path,
        rule: later.rule.name,
        others: [earlier.rule.name],
        example,
        ...(more > 0 ? { more } : {}),
        message: `${both} match the same lead and have different targets; ${owner}.${more > 0 ? ` Up to ${more} more earlier rules may overlap with ${quoted(later.rule.name)}.` : ''}`,
        hint: 'If that is the order you want, all is well. Otherwise change the order, or narrow one of them.',
      })
    }
  })
}

function sameTarget(rules: readonly RuleSubject[], context: Context): (earlier: RuleSubject, later: RuleSubject) => boolean {
  const targets = new Map(rules.map((rule) => [rule, targetText(rule, context)]))
  return (earlier, later) => targets.get(earlier) === targets.get(later)
}
