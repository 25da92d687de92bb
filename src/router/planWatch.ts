import { RoutingError } from '../errors.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store, View } from '../port/store.js'
import { inForceAt, type PlanTag } from '../state/planRecord.js'
import type { ActivePlan } from './activePlan.js'
import { inStore } from './inStore.js'
import { journalOf } from './journalOf.js'

/**
 * Which plan a router goes by. What is prepared outside of a transaction is prepared for the plan that was last known to be in force; within
 * it the store says which one is, and where that is another one, everything is prepared anew.
 */
export interface PlanWatch {
  /** As far as is known. */
  readonly active: ActivePlan
  /** The code's own. */
  readonly code: ActivePlan
  /** Learns what is in force, at the first call and at none after it: a lead's key and schema are looked up before any transaction. */
  ready(store: Store): Promise<void> | undefined
  /** Learns it anew, without a lock: for what shows something and decides nothing. */
  learn(): Promise<void>
  /** What a transaction sees is in force, where it is not this plan. */
  other(view: View, plan: CompiledPlan): Other | undefined
  /** Goes by it from now on. @throws RoutingError `planUnusable` */
  follow(other: Other, store: Store): Promise<void>
}

/** Another plan than the one that was prepared for. Without a tag: that of the code. */
export interface Other {
  readonly tag?: PlanTag
}

/** Plans are compiled once for each version. One may be in force, the next one about to be, and clocks that differ go back and forth. */
const KEPT = 8

/** Somebody publishes faster than this process can compile: only a store that misbehaves meets this bound. */
export const MOST_CHANGES = 100

export function createPlanWatch(
  code: ActivePlan,
  planFrom: 'code' | 'store',
  activate: (plan: Plan, before?: CompiledPlan) => ActivePlan,
  store: Store,
  clock: Clock,
): PlanWatch {
  const kept = new Map<number, ActivePlan>()
  let active = code
  let learning: Promise<void> | undefined
  let learnt = planFrom === 'code'

  const usable = async ({ version, digest }: PlanTag, from: Store): Promise<ActivePlan> => {
    const known = kept.get(version)
    if (known !== undefined) return known
    const document = await inStore(() => from.document(digest))
    if (document === undefined)
      throw new RoutingError('auditBroken', { detail: `The plan of version ${version} is missing.`, path: [version] })
    const { compiled } = activated(document.content as unknown as Plan, version, (plan) => activate(plan, active.compiled))
    // The host's schemas are code: they stay those of the code's plan.
    const plan = { compiled: { ...compiled, version }, schemas: code.schemas }
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value as number)
    kept.set(version, plan)
    return plan
  }
  const follow = async ({ tag }: Other, from: Store): Promise<void> => {
    active = tag === undefined ? code : await usable(tag, from)
  }
  const learn = async (from: Store): Promise<void> => {
    if (planFrom === 'code') return
    const latest = await journalOf(from, (record) => record.kind === 'version' && record.from === undefined)
    const found = latest.length === 0 ? undefined : inForceAt(latest, clock())
    await follow(found === undefined ? {} : { tag: found }, from)
    learnt = true
  }
  return {
    get active() {
      return active
    },
    code,
    ready: (from) => {
      if (learnt) return undefined
      learning ??= learn(from).finally(() => {
        learning = undefined
      })
      return learning
    },
    learn: () => learn(store),
    other: ({ plan: tag }, plan) => {
      if (planFrom === 'code' || tag?.version === plan.version) return undefined
      return tag === undefined ? {} : { tag }
    },
    follow,
  }
}

function activated(plan: Plan, version: number, activate: (plan: Plan) => ActivePlan): ActivePlan {
  try {
    return activate(plan)
  } catch (cause) {
    const issues = cause instanceof RoutingError ? cause.issues : []
    throw new RoutingError('planUnusable', { detail: `It is version ${version}.`, issues, cause })
  }
}
