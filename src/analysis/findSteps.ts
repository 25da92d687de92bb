import type { CompiledStep } from '../plan/compileEscalations.js'
import { type Context, possibilityOf, quoted } from './context.js'
import { formulaOf } from './formulate.js'
import { selectsOneOf } from './selects.js'
import { candidatesOf, type RuleSubject } from './subject.js'

/** Steps of escalations that are never taken, or that find nobody; queues from which nobody may claim. */
export function findSteps(context: Context): void {
  const { plan, rules, otherwise } = context.subject
  for (const owner of [...rules, otherwise])
    plan.escalations.get(owner.rule.name)?.forEach((step, index) => {
      findStep(step, index, owner, context)
    })
  findClaims(context)
}

function findStep(step: CompiledStep, index: number, owner: RuleSubject, context: Context): void {
  const { plan, roster } = context.subject
  const name = `step ${index + 1} of the escalation of ${quoted(owner.rule.name)}`
  const place = [...owner.path, 'escalate', index]
  const when = formulaOf(step.when, plan)
  // Where the rule itself never holds, that is said already.
  const possible = owner.when.kind === 'false' ? undefined : possibilityOf([owner.when, when], context, () => true)
  if (possible?.kind === 'none' && possibilityOf([owner.when], context, () => true).kind === 'found')
    context.report({
      code: 'contradiction',
      severity: 'error',
      path: [...place, 'when'],
      rule: owner.rule.name,
      message: `The condition of ${name} holds for no lead of that rule.`,
      hint: 'A step is asked about leads for which the rule itself held.',
    })
  if (roster === undefined || step.to !== 'reps' || step.rule.to.kind !== 'reps') return
  if (selectsOneOf(step.rule.to.tree, candidatesOf(step.rule, roster), plan, roster).kind === 'false')
    context.report({
      code: 'nobodyEligible',
      severity: 'warning',
      path: [...place, 'to'],
      rule: owner.rule.name,
      message: `The ${name} selects no active rep of this roster: the lead stays with its owner.`,
      hint: 'Check the fields and values of `to` against the roster.',
    })
}

function findClaims(context: Context): void {
  const { plan, roster } = context.subject
  if (roster === undefined) return
  const active = candidatesOf(plan.otherwise, roster)
  for (const [queue, { claims, pushMs }] of plan.queues) {
    if (selectsOneOf(claims, active, plan, roster).kind !== 'false') continue
    context.report({
      code: 'nobodyEligible',
      severity: 'warning',
      path: ['queues', queue, 'claims'],
      message: `No active rep of this roster may claim from the queue ${quoted(queue)}${pushMs === undefined ? ': its leads wait for ever' : ''}.`,
      hint: 'Check the fields and values of `claims` against the roster.',
    })
  }
}
