import { isActive } from '../decide/roster.js'
import { canonicalJson } from '../json.js'
import type { Json } from '../lead.js'
import { type Context, listsIn, namesOf, possibilityOf, quoted, undecided } from './context.js'
import { escapeFrom } from './escape.js'
import type { ExampleLead, Finding } from './finding.js'
import { selectsOneOf } from './selects.js'
import { candidatesOf, type RuleSubject } from './subject.js'

/** Rules that cannot do what they were written for. @returns those that decide about some lead */
export function findRules(context: Context): readonly RuleSubject[] {
  const { rules } = context.subject
  return rules.filter((rule, index) => holdsAtAll(rule, context) && selectsAtAll(rule, context) && isEverFirst(rule, index, context))
}

/** Contradictions in `when`. */
function holdsAtAll(subject: RuleSubject, context: Context): boolean {
  const { rule, when } = subject
  const path = [...subject.path, 'when']
  const possible = possibilityOf([when], context, ({ view }) => context.confirmer.holds(subject, view))
  if (possible.kind === 'undecided')
    context.report(undecided('contradiction', path, `whether ${quoted(rule.name)} holds for any lead.`, rule.name))
  if (possible.kind === 'none') {
    context.report({
      code: 'contradiction',
      severity: 'error',
      path,
      rule: rule.name,
      message: `The condition of ${quoted(rule.name)} holds for no lead: its tests exclude each other.`,
      hint: 'Look for a field that would have to be two things at once (`any` for one or the other), for an empty list, or for a label without that value.',
    })
  }
  if (possible.kind === 'found' && possible.lists) context.report(onlyLists(subject, path, possible.lead.example))
  return possible.kind !== 'none'
}

function onlyLists({ rule }: RuleSubject, path: Finding['path'], example: ExampleLead): Finding {
  const fields = listsIn({ ...example.lead, ...(example.account === undefined ? {} : { account: example.account }) })
  return {
    code: 'contradiction',
    severity: 'warning',
    path,
    rule: rule.name,
    example,
    message: `The condition of ${quoted(rule.name)} holds only for leads in which ${fields.join(', ')} is a list: one value cannot be all of that.`,
    hint: 'For one or the other write `any`, or a list of values. If the field is a list, say so with `has`, `hasAny` or `hasAll`.',
  }
}

/** Targets that select nobody of the roster. */
function selectsAtAll(subject: RuleSubject, context: Context): boolean {
  const { rule, path } = subject
  const { roster, plan } = context.subject
  if (roster === undefined || rule.to.kind === 'queue') return true
  const possible = possibilityOf([subject.takes], context, ({ view }) => context.confirmer.takes(subject, view))
  if (possible.kind === 'undecided')
    context.report(undecided('nobodyEligible', [...path, 'to'], `whether ${quoted(rule.name)} ever selects anybody.`, rule.name))
  if (possible.kind !== 'none') return true
  const active = roster.reps.filter((rep) => isActive(rep, roster.fields))
  const weightless =
    rule.to.kind === 'reps' &&
    candidatesOf(rule, roster).length < active.length &&
    selectsOneOf(rule.to.tree, active, plan, roster).kind !== 'false'
  context.report(
    weightless
      ? {
          code: 'noWeight',
          severity: 'warning',
          path: [...path, 'by'],
          rule: rule.name,
          message: `Nobody whom ${quoted(rule.name)} selects has a weight: the field is missing, no number, or not above zero.`,
          hint: 'Give the reps a number above zero in that field, or leave `by` out for equal turns.',
        }
      : {
          code: 'nobodyEligible',
          severity: 'warning',
          path: [...path, 'to'],
          rule: rule.name,
          message: `${quoted(rule.name)} selects no active rep of this roster, whatever the lead is: it never gives a lead to anybody.`,
          hint:
            rule.to.kind === 'territory'
              ? 'Check the reps of the table against the roster, and what else `to` asks of them.'
              : 'Check the fields and values of `to` against the roster.',
        },
  )
  return false
}

/** Rules that others stand in front of. */
function isEverFirst(subject: RuleSubject, earlier: number, context: Context): boolean {
  const { rule, path } = subject
  const way = escapeFrom([subject.takes], earlier, context)
  const takesIt = way.kind !== 'found' || !subject.certain || context.confirmer.takes(subject, way.lead.view)
  if (way.kind === 'undecided' || !takesIt) {
    context.report(undecided('shadowed', path, `whether ${quoted(rule.name)} is ever the first to match.`, rule.name))
    return true
  }
  if (way.kind === 'found') {
    if (!way.lists || earlier === 0) return true
    const fields = listsIn({ ...way.lead.example.lead, account: way.lead.example.account })
    // Where the rule itself needs lists, that is said already.
    const usual = context.asker.ask([subject.takes], false)
    if (usual.kind !== 'found') return true
    context.report({
      code: 'shadowed',
      severity: 'warning',
      path,
      rule: rule.name,
      example: way.lead.example,
      message: `${quoted(rule.name)} is the first to match only for leads in which ${fields.join(', ')} is a list; whatever else it matches, an earlier rule matches as well.`,
      hint: 'Move it up, narrow the rules before it, or remove it.',
    })
    return true
  }
  context.report(shadowed(subject, way.by, context))
  return false
}

function shadowed(subject: RuleSubject, by: readonly RuleSubject[], context: Context): Finding {
  const { rule, path } = subject
  const possible = possibilityOf([subject.takes], context, ({ view }) => context.confirmer.takes(subject, view))
  const dead = by.every(({ final }) => final)
  const what = by.length === 1 ? `the rule ${namesOf(by)} matches as well` : `one of the rules ${namesOf(by)} matches as well`
  return {
    code: 'shadowed',
    severity: dead ? 'error' : 'warning',
    path,
    rule: rule.name,
    others: by.map(({ rule: { name } }) => name),
    ...(possible.kind === 'found' ? { example: possible.lead.example } : {}),
    message: `${quoted(rule.name)} is never the first: whatever it matches, ${what}, and comes before it. ${
      dead
        ? 'It never gets a lead: what a queue takes does not go on.'
        : 'It gets only what those pass on because everybody there is away or full.'
    }`,
    hint: dead
      ? 'Move it up, narrow the rules before it, or remove it.'
      : 'If it is meant for overflow, all is well. Otherwise move it up, narrow the rules before it, or remove it.',
  }
}

/** The same in JSON is the same target. */
export function targetText({ path: [, place] }: RuleSubject, context: Context): string {
  const { plan } = context.subject.plan
  const given = (typeof place === 'number' ? plan.rules[place] : plan.otherwise)?.to
  return canonicalJson(given as unknown as Json)
}
