import type { Place } from '../condition/issueList.js'
import { type Issue, RoutingError } from '../errors.js'
import { checkPlan } from '../plan/checkPlan.js'
import { type CompiledBy, type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import { OTHERWISE, type Plan } from '../plan/document.js'
import { type PlanSchemas, schemasOf } from '../plan/types.js'

/** The plan in force, ready to decide, and the host's schemas that came with it. */
export interface ActivePlan {
  readonly compiled: CompiledPlan
  readonly schemas: PlanSchemas
}

/**
 * @param before the plan in force, if any; it is left alone
 * @throws RoutingError `badPlan` with every issue
 */
export function activatePlan(
  plan: Plan,
  strategies: { readonly [name: string]: unknown } = {},
  hasCalendar = false,
  before?: CompiledPlan,
): ActivePlan {
  const checked = checkPlan(plan)
  if ('issues' in checked) throw new RoutingError('badPlan', { issues: checked.issues })
  const compiled = compilePlan(checked.plan, before)
  const issues = [...strategiesMissing(compiled, strategies), ...(hasCalendar ? [] : calendarMissing(compiled))]
  if (issues.length > 0) throw new RoutingError('badPlan', { issues })
  // Here, so that no lead waits for it.
  compiled.matcher.prepare()
  compiled.labeller.prepare()
  return { compiled, schemas: schemasOf(plan) }
}

/** What picks in a plan, with the place where it says how. */
function* pickers({ rules, otherwise, escalations }: CompiledPlan): Generator<readonly [by: CompiledBy, place: Place]> {
  for (const [index, rule] of [...rules, otherwise].entries()) {
    const place: Place = rule.isOtherwise ? [OTHERWISE] : ['rules', index]
    yield [rule.by, [...place, 'by']]
    for (const [number, step] of (escalations.get(rule.name) ?? []).entries()) yield [step.rule.by, [...place, 'escalate', number, 'by']]
  }
}

function strategiesMissing(plan: CompiledPlan, strategies: { readonly [name: string]: unknown }): Issue[] {
  return [...pickers(plan)].flatMap(([by, path]) =>
    by.kind !== 'host' || Object.hasOwn(strategies, by.name)
      ? []
      : [
          {
            code: 'unknownStrategy' as const,
            message: `The strategy ${JSON.stringify(by.name)} is not registered with this router.`,
            path,
            hint: `Pass it: createRouter({ strategies: { ${by.name}: … } }).`,
          },
        ],
  )
}

/** Silence would count a night and a weekend as working time. */
function calendarMissing({ rules, otherwise, escalations }: CompiledPlan): Issue[] {
  return [...rules, otherwise].flatMap((rule, index) =>
    (escalations.get(rule.name) ?? []).flatMap(({ business }, step) =>
      business
        ? [
            {
              code: 'missingField' as const,
              message: 'The step counts business time, and this router does not know when reps work.',
              path: [...(rule.isOtherwise ? [OTHERWISE] : ['rules', index]), 'escalate', step, 'time'],
              hint: 'Pass it: createRouter({ workCalendar: (rep) => … }), or write "time": "elapsed".',
            },
          ]
        : [],
    ),
  )
}
