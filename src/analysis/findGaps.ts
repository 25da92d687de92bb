import { type Field, isOfAccount } from './atom.js'
import { typeAtom } from './atoms.js'
import { type Context, undecided } from './context.js'
import { type Escape, escapeFrom } from './escape.js'
import { type Formula, leaf, notOf } from './formula.js'
import type { RuleSubject } from './subject.js'

/** What no rule takes, and what then becomes of it. */
export function findGaps(context: Context): void {
  const { subject } = context
  const { rules, otherwise, roster } = subject
  const wayOut = (...wanted: Parameters<typeof escapeFrom>[0]): Escape => escapeFrom(wanted, rules.length, context, rules)
  const path = ['otherwise']
  if (rules.length > 0) {
    const known = fieldsOf(context)
    const full = wayOut(...known)
    const gap = full.kind === 'found' && !full.lists ? full : wayOut()
    if (gap.kind === 'undecided') context.report(undecided('fallsToOtherwise', path, 'whether there are leads that no rule takes.'))
    if (gap.kind === 'found') {
      context.report({
        code: 'fallsToOtherwise',
        severity: 'info',
        path,
        example: gap.lead.example,
        message:
          full.kind === 'undecided'
            ? 'Leads like this one match no rule and go to `otherwise`.'
            : gap === full
              ? 'Leads like this one match no rule and go to `otherwise`, though every field that conditions read has a value of the type that they ask for.'
              : gap.lists
                ? 'Leads with lists in fields that no condition asks as lists, like this one, match no rule and go to `otherwise`.'
                : 'Only leads in which fields are missing or of another type, like this one, match no rule and go to `otherwise`.',
        hint: 'If the fallback is meant for them, all is well. Otherwise add a rule for them.',
      })
    }
  }
  if (roster === undefined || otherwise.rule.to.kind === 'queue') return
  if (otherwise.takes.kind === 'false') {
    context.report({
      code: 'fallbackEmpty',
      severity: 'error',
      path: [...path, 'to'],
      message: '`otherwise` selects no active rep of the roster: leads that match no rule would belong to nobody.',
      hint: 'Let it select somebody who is there for good (`{}` is everyone), or send it to a queue.',
    })
    return
  }
  held(wayOut(notOf(otherwise.takes)), otherwise, context)
}

function held(lost: Escape, { path }: RuleSubject, context: Context): void {
  const to = [...path, 'to']
  if (lost.kind === 'undecided')
    context.report(undecided('fallbackMisses', to, 'whether `otherwise` selects somebody for every lead that no rule takes.'))
  if (lost.kind !== 'found') return
  context.report({
    code: 'fallbackMisses',
    severity: 'warning',
    path: to,
    example: lost.lead.example,
    message: 'Leads like this one match no rule, and `otherwise` selects nobody for them: they wait in the queue `held`.',
    hint: 'Let `otherwise` select somebody whatever the lead is (`{}` is everyone), or send it to a queue.',
  })
}

/** Every field that conditions read has a value of a type that they ask for. Not those of an account, and not those that others stand in. */
export function fieldsOf({ asker }: Context): readonly Formula[] {
  const fields = asker.usual.domains.flatMap(({ variable, types }) =>
    variable.kind === 'field' && !isOfAccount(variable) && types.size > 0 ? [{ variable, types }] : [],
  )
  const isAround = (outer: Field, inner: Field): boolean =>
    inner.path.length > outer.path.length && outer.path.every((part, index) => inner.path[index] === part)
  return fields.flatMap(({ variable, types }) =>
    fields.some((other) => isAround(variable, other.variable)) ? [] : [leaf(typeAtom(types, variable))],
  )
}
