/** Push distribution of sales leads: one owner for each lead, by rules that are plain data. */

export { memoryStore } from './adapter/memory/memoryStore.js'
export type { FailedTest } from './condition/failedTest.js'
export type {
  Account,
  Assigned,
  Decision,
  Effect,
  Escalated,
  Intake,
  Note,
  Queued,
  RuleTrace,
  Skip,
  SkipReason,
  Trace,
} from './decide/decision.js'
export type { Explanation, RepExplanation, RuleExplanation } from './decide/explanation.js'
export type { OwnerExplanation } from './decide/history.js'
export type { LimitState } from './decide/limits.js'
export type { ErrorCode, Issue, IssueCode } from './errors.js'
export { isRoutingError, RoutingError } from './errors.js'
export type { Instant, Json, JsonObject, LeadKey, MaybePromise } from './lead.js'
export type { LedgerChange, LedgerState, Standing } from './ledger/state.js'
export { checkPlan } from './plan/checkPlan.js'
export type { Routing, RoutingConfig } from './plan/defineRouting.js'
export { defineRouting } from './plan/defineRouting.js'
export type {
  By,
  Condition,
  Duration,
  Effort,
  EscalationStep,
  Limits,
  Otherwise,
  Plan,
  QueueTerms,
  RotationTerms,
  Rule,
  Target,
  Territory,
} from './plan/document.js'
export { accountOwner, leastLoaded, roundRobin, territory, type, weighted } from './plan/shorthand.js'
export type { StandardSchemaV1 } from './plan/standardSchema.js'
export type { LeadInputOf, LeadOf, RepInputOf, RepOf, RuleNameOf, TypedPlan } from './plan/types.js'
export type { Inbox } from './port/inbox.js'
export type { ClaimedMessage, DeadMessage, Delivery, Outbox } from './port/outbox.js'
export type { Accounts, Availability, Capacity, CapacityAnswer, Clock, KnownPresence, PortContext, Presence, Roster } from './port/ports.js'
export type { Counts, DueTimer, Place, Step, Store, Transaction, View, Write } from './port/store.js'
export type { Rep, RepFields, RepId } from './rep.js'
export type { RepCapacity } from './router/capacityOf.js'
export type { Claim, Claimed, NoClaim, Waiting } from './router/claim.js'
export type { Middleware, RouteContext, Routed } from './router/context.js'
export { createRouter } from './router/createRouter.js'
export type { Deadline, DeadlineName } from './router/deadlines.js'
export type { Fired } from './router/fireTimers.js'
export type { Health } from './router/health.js'
export type { OwnedLead, OwnedPage } from './router/leadsOf.js'
export type { Loop } from './router/loop.js'
export type { PortFailurePolicy, RouterOptions } from './router/options.js'
export type { PlanDraft, PlanVersion } from './router/planVersions.js'
export type { PlanInForce, Published, Publishing, PublishOptions, RollbackOptions, Signature } from './router/publishing.js'
export type { Deliver, Relay, RelayOptions, RelayReport } from './router/relay.js'
export { createRelay } from './router/relay.js'
export type { Accepted, Acts, Fenced, InTransaction, Reasoned, RouteOptions, Router } from './router/router.js'
export type { SweepReport } from './router/sweep.js'
export type { AcceptedReport } from './router/sweepAccepted.js'
export type { SweeperOptions } from './router/sweeper.js'
export { createSweeper } from './router/sweeper.js'
export type { HeldReport } from './router/sweepHeld.js'
export type { TransferOptions, TransferReport } from './router/transferLeads.js'
export type { ReplayReport } from './simulate/replay.js'
export { replay, verifyAudit } from './simulate/replay.js'
export type { Event, NoLead, Outcome } from './state/event.js'
export { evolve, evolveAll } from './state/evolve.js'
export type { PlanRecord, PlanTag } from './state/planRecord.js'
export type {
  AcceptedLead,
  AuditEntry,
  Load,
  Message,
  MessageContent,
  PastOwner,
  RoutingState,
  StoredDocument,
  StoredLead,
  Timer,
} from './state/record.js'
export { emptyState } from './state/record.js'
export type { HostCandidate, HostContest, HostStrategy, Pick, Rank } from './strategy/strategy.js'
