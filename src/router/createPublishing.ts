import { checkFallback } from '../decide/checkFallback.js'
import { type Issue, isRoutingError, RoutingError } from '../errors.js'
import type { Json } from '../lead.js'
import type { Plan } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { ActivePlan } from './activePlan.js'
import { checkPublishing } from './checkPublishing.js'
import { inStore } from './inStore.js'
import { journalOf } from './journalOf.js'
import { attachEvidence, discardDraft, openDraftIn, saveDraft } from './planDrafts.js'
import { draftsIn, versionsAt } from './planVersions.js'
import type { PlanWatch } from './planWatch.js'
import type { Publishing } from './publishing.js'
import { publishPlan } from './publishPlan.js'
import { restorable } from './restorable.js'
import type { RosterSource } from './rosterSource.js'

/** What publishing needs of its router. */
export interface Publisher {
  readonly plans: PlanWatch
  readonly planFrom: 'code' | 'store'
  readonly activate: (plan: Plan) => ActivePlan
  readonly rosterSource: RosterSource
  readonly store: Store
  readonly clock: Clock
  /** Has the router wait for it before it is idle. */
  inFlight<Result>(work: () => Promise<Result>): Promise<Result>
}

export function createPublishing({ plans, planFrom, activate, rosterSource, store, clock, inFlight }: Publisher): Publishing {
  /** A plan that this router could go by at once. @throws RoutingError `badPlan`, `badRoster` with every issue */
  const sound = async (plan: Plan): Promise<ActivePlan> => {
    const next = { ...activate(plan), schemas: plans.code.schemas }
    rosterSource.check(next)
    // A roster that cannot be read now says nothing about the plan.
    const { roster, notes } = await rosterSource.current(next, clock())
    const issues = notes.length > 0 ? [] : checkFallback(next.compiled, roster.reps, next.compiled.repFields)
    if (issues.length > 0) throw new RoutingError('badPlan', { issues })
    return next
  }
  const issuesOf = async (plan: unknown): Promise<readonly Issue[]> => {
    try {
      await sound(plan as Plan)
      return []
    } catch (error) {
      if (isRoutingError(error) && error.issues.length > 0) return error.issues
      throw error
    }
  }
  const contentOf = async (digest: string): Promise<Plan> => {
    const document = await inStore(() => store.document(digest))
    if (document === undefined) throw new RoutingError('auditBroken', { detail: 'A plan is missing.' })
    return document.content as unknown as Plan
  }
  const assertFromStore = (): void => {
    if (planFrom === 'code')
      throw new RoutingError('badOptions', {
        detail: "This router goes by the plan of its code (`planFrom: 'code'`), and nobody would see what is published.",
        path: ['planFrom'],
      })
  }
  /** What was published shows here at once. It is published also where that fails. */
  const heard = async <Result>(published: Result): Promise<Result> => {
    await plans.learn().catch(() => {})
    return published
  }
  return {
    publish: (plan, options) =>
      inFlight(async () => {
        checkPublishing(options, ['at', 'expect', 'supersede'])
        assertFromStore()
        const draft = draftIn(plan)
        const content = draft === undefined ? (plan as Plan) : await contentOf(openDraftIn(await journalOf(store), draft).digest)
        const { compiled } = await sound(content)
        const { digest } = compiled
        const document = { digest, kind: 'plan', content: compiled.plan as unknown as Json } as const
        const candidate = { digest, name: compiled.plan.name, document, ...(draft === undefined ? {} : { draft }) }
        return heard(await publishPlan(candidate, options, plans.code.compiled.digest, store, clock))
      }),
    rollback: (options) =>
      inFlight(async () => {
        checkPublishing(options, ['to', 'expect'])
        assertFromStore()
        const { to, ...terms } = options
        const versions = versionsAt(await journalOf(store), clock())
        const { version: restores, digest, name } = restorable(versions, to)
        await sound(await contentOf(digest))
        // What it goes back from is what was looked at: a version that came in between is not rolled back unseen.
        const expect = terms.expect ?? versions.length
        const restored = { digest, name, restores }
        return heard(await publishPlan(restored, { ...terms, expect, supersede: true }, plans.code.compiled.digest, store, clock))
      }),
    plans: () => inFlight(async () => versionsAt(await journalOf(store), clock())),
    planInForce: () =>
      inFlight(async () => {
        await plans.learn()
        const { plan, digest, version: number } = plans.active.compiled
        const versions = versionsAt(await journalOf(store), clock())
        const version = versions.find((one) => one.version === number)
        const { plan: code, digest: codeDigest } = plans.code.compiled
        return {
          plan,
          digest,
          ...(version === undefined ? {} : { version }),
          scheduled: planFrom === 'code' ? [] : versions.filter(({ state }) => state === 'scheduled'),
          code: { name: code.name, digest: codeDigest },
        }
      }),
    planOf: (digest) =>
      inFlight(async () => {
        const document = await inStore(() => store.document(digest))
        return document?.kind === 'plan' || document?.kind === 'evidence' ? document.content : undefined
      }),
    draft: (plan, options) =>
      inFlight(async () => {
        checkPublishing(options, [])
        return saveDraft(plan, options, issuesOf, store, clock)
      }),
    drafts: () => inFlight(async () => draftsIn(await journalOf(store))),
    attach: (draft, evidence, options) =>
      inFlight(async () => {
        checkPublishing({ ...options, draft }, ['draft'])
        return attachEvidence(draft, evidence, options, store, clock)
      }),
    discard: (draft, options) =>
      inFlight(async () => {
        checkPublishing({ ...options, draft }, ['draft'])
        return discardDraft(draft, options, store, clock)
      }),
  }
}

/** The number of the draft that is meant, if it is one. */
function draftIn(plan: Plan | { readonly draft: number }): number | undefined {
  if (typeof plan !== 'object' || plan === null || !Object.hasOwn(plan, 'draft') || Object.hasOwn(plan, 'rules')) return undefined
  const { draft } = plan as { readonly draft: number }
  if (!Number.isSafeInteger(draft))
    throw new RoutingError('unknownPlan', { detail: 'The number of a draft is a whole number.', path: ['draft'] })
  return draft
}
