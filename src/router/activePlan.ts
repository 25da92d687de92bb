import { RoutingError } from '../errors.js'
import { checkPlan } from '../plan/checkPlan.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import { type PlanSchemas, schemasOf } from '../plan/types.js'

/** The plan in force, ready to decide, and the host's schemas that came with it. */
export interface ActivePlan {
  readonly compiled: CompiledPlan
  readonly schemas: PlanSchemas
}

/** @throws RoutingError `badPlan` with every issue; the plan in force, if any, is left alone */
export function activatePlan(plan: Plan, strategies: { readonly [name: string]: unknown } = {}): ActivePlan {
  const checked = checkPlan(plan)
  if ('issues' in checked) throw new RoutingError('badPlan', { issues: checked.issues })
  const compiled = compilePlan(checked.plan)
  const issues = [...compiled.rules, compiled.otherwise].flatMap(({ by }, index) =>
    by.kind !== 'host' || Object.hasOwn(strategies, by.name)
      ? []
      : [
          {
            code: 'unknownStrategy' as const,
            message: `The strategy ${JSON.stringify(by.name)} is not registered with this router.`,
            path: index < compiled.rules.length ? ['rules', index, 'by'] : ['otherwise', 'by'],
            hint: `Pass it: createRouter({ strategies: { ${by.name}: … } }).`,
          },
        ],
  )
  if (issues.length > 0) throw new RoutingError('badPlan', { issues })
  return { compiled, schemas: schemasOf(plan) }
}
