import { type Issue, RoutingError } from '../errors.js'
import type { Instant, LeadKey } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { ESCALATION } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import { type Draft, openDraft } from './draft.js'
import { inStore } from './inStore.js'
import { PUSH } from './push.js'
import { cancelTimers } from './timers.js'

/** Something that is to happen unless the lead changes hands, is closed, or the deadline is cancelled before. */
export interface Deadline {
  /** What it is about, such as `first contact`. */
  readonly name: string
  /** Never fired before. Milliseconds since 1970, whole. */
  readonly at: Instant
  /** For deadlines that follow one another under one name: 0 (default), 1, ... */
  readonly step?: number
  /** Channels of the plan in force: each gets a message in the outbox when it fires. */
  readonly channels: readonly string[]
  /** Only for this ownership. */
  readonly epoch?: number
}

export interface DeadlineName {
  readonly name: string
  /** Without it: every step of that name. */
  readonly step?: number
  readonly epoch?: number
}

/** Sets a deadline for the present ownership. @returns `false` where it was set, has fired or was cancelled before: then nothing changes */
export async function setDeadline(key: LeadKey, deadline: Deadline, plan: CompiledPlan, store: Store, clock: Clock): Promise<boolean> {
  refuse([...issuesOfName(deadline), ...issuesOfOwnName(deadline), ...issuesOfDeadline(deadline, plan.plan.channels ?? [])])
  const { name, at, step = 0, channels } = deadline
  return onTimers(key, deadline.epoch, store, clock, ({ state, subject, epoch }, draft) => {
    if (state === 'closed') throw new RoutingError('closedLead')
    if (draft.timers(key).some((timer) => timer.epoch === epoch && timer.name === name && timer.step === step)) return false
    draft.setTimer(key, { subject, epoch, name, step, at, channels: [...new Set(channels)], state: 'set' })
    return true
  })
}

/** @returns whether one was set, and is not any more */
export async function cancelDeadline(key: LeadKey, deadline: DeadlineName, store: Store, clock: Clock): Promise<boolean> {
  refuse(issuesOfName(deadline))
  const { name, step } = deadline
  return onTimers(
    key,
    deadline.epoch,
    store,
    clock,
    (_, draft, now) => cancelTimers(draft, key, now, (timer) => timer.name === name && (step === undefined || timer.step === step)) > 0,
  )
}

/** @param change returns whether it has changed anything */
async function onTimers(
  key: LeadKey,
  expected: number | undefined,
  store: Store,
  clock: Clock,
  change: (stored: StoredLead, draft: Draft, now: Instant) => boolean,
): Promise<boolean> {
  const now = clock()
  return inStore(() =>
    store.transact({
      now,
      leads: [key],
      rotations: [],
      reps: [],
      step: (view) => {
        const stored = view.leads.get(key)
        if (stored === undefined) throw new RoutingError('unknownLead')
        if (expected !== undefined && stored.epoch !== expected)
          throw new RoutingError('staleEpoch', { detail: `Its epoch is ${stored.epoch}, not ${expected}.` })
        const draft = openDraft(view)
        const result = change(stored, draft, view.now)
        return result ? { write: draft.write([]), result } : { result }
      },
    }),
  )
}

const LONGEST_NAME = 200

function issuesOfName({ name, step, epoch }: DeadlineName): Issue[] {
  return [
    ...(typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME
      ? []
      : [wrong('name', `Use a text of 1 to ${LONGEST_NAME} characters.`)]),
    ...(name === PUSH ? [wrong('name', `${JSON.stringify(PUSH)} is the deadline of leads that nobody claims. Use another name.`)] : []),
    ...(
      [
        ['step', step],
        ['epoch', epoch],
      ] as const
    ).flatMap(([option, value]) =>
      value === undefined || (Number.isSafeInteger(value) && value >= 0) ? [] : [wrong(option, 'Use a whole number from 0.')],
    ),
  ]
}

/** A host may cancel what runs under this name, and set nothing. */
function issuesOfOwnName({ name }: DeadlineName): Issue[] {
  if (name !== ESCALATION) return []
  const message = `The name ${JSON.stringify(ESCALATION)} is that of the plan's escalations.`
  return [{ code: 'reservedName', message, path: ['name'], hint: 'Use another name.' }]
}

function issuesOfDeadline({ at, channels }: Deadline, known: readonly string[]): Issue[] {
  const when = Number.isSafeInteger(at) ? [] : [wrong('at', 'Use milliseconds since 1970, a whole number: `Date.now() + 3_600_000`.')]
  if (!Array.isArray(channels)) return [...when, wrong('channels', 'Use a list of channels of the plan.')]
  return [
    ...when,
    ...(channels as readonly unknown[]).flatMap((channel, index): Issue[] =>
      known.includes(channel as string)
        ? []
        : [
            {
              code: 'unknownChannel',
              message: `The plan has no channel ${JSON.stringify(channel) ?? 'of that kind'}.`,
              path: ['channels', index],
              hint: known.length === 0 ? "Add it to the plan's `channels`." : `There are: ${known.join(', ')}.`,
            },
          ],
    ),
  ]
}

function wrong(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}
