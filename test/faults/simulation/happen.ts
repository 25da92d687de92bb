import { isRoutingError } from '../../../src/errors.js'
import type { JsonObject, LeadKey } from '../../../src/lead.js'
import type { Plan } from '../../../src/plan/document.js'
import type { Routed } from '../../../src/router/context.js'
import type { Published } from '../../../src/router/publishing.js'
import type { Router } from '../../../src/router/router.js'
import type { Call, Witnessed } from '../checker.js'
import type { Process } from './process.js'
import { type Fence, REASON, type ScriptEvent } from './script.js'
import { plans } from './world.js'

/** What events find and change. */
export interface Stage {
  readonly processes: readonly Process[]
  readonly calls: Call[]
  /** The epochs that were told of each lead. */
  readonly told: Map<LeadKey, number[]>
  readonly away: Set<string>
  /** Versions that somebody was told to have published. */
  readonly published: NonNullable<Witnessed['published']>[number][]
  /** The next place in the one order of beginnings and ends. */
  next(): number
  now(): number
  pass(ms: number): void
  died(): void
}

/** One event of a script. Callers are answered later, or never. */
export function happen(event: ScriptEvent, stage: Stage): void {
  const process = stage.processes[event.process % stage.processes.length] as Process
  const { router } = process
  const write = (asked: Call, work: Promise<unknown>): void => writeDown(asked, work, process, stage)
  switch (event.do) {
    case 'route':
    case 'accept':
      write(asked(event.do, event.lead), router[event.do](event.lead))
      break
    case 'routeMany': {
      const settled = router.routeMany(event.leads)
      for (const [index, lead] of event.leads.entries()) write(asked('route', lead), oneOf(settled, index))
      break
    }
    case 'contacted':
      write({ kind: 'contacted', key: event.key, ...fence(event, stage) }, router.contacted(event.key, fence(event, stage)))
      break
    case 'close': {
      const as = event.as === undefined ? {} : { as: event.as }
      write({ kind: 'close', key: event.key, ...fence(event, stage), ...as }, router.close(event.key, { ...fence(event, stage), ...as }))
      break
    }
    case 'decline': {
      const reason = event.reason === undefined ? {} : { reason: event.reason }
      write({ kind: 'decline', key: event.key, ...fence(event, stage) }, router.decline(event.key, { ...fence(event, stage), ...reason }))
      break
    }
    case 'transferAll':
      transfer(event, process, stage)
      break
    case 'reassign':
      write(
        { kind: 'reassign', key: event.key, ...fence(event, stage) },
        router.reassign(event.key, { to: event.to, ...fence(event, stage) }),
      )
      break
    case 'erase':
      write({ kind: 'erase', key: event.key }, router.erase(event.key))
      break
    case 'claim':
      claim(event.rep, process, stage)
      break
    case 'deadline':
      write(
        { kind: 'deadline', key: event.key, deadline: event.name },
        router.deadline(event.key, { name: event.name, at: stage.now() + event.inMs, channels: ['alarm'] }),
      )
      break
    case 'cancel':
      write({ kind: 'cancel', key: event.key, deadline: event.name }, router.cancelDeadline(event.key, { name: event.name }))
      break
    case 'sweep':
      router.sweep().catch(() => {})
      break
    case 'relay':
      process.relay.once().catch(() => {})
      break
    case 'die':
      process.asker.alive = false
      stage.died()
      break
    case 'skew':
      process.skew = event.ms
      break
    case 'pass':
      stage.pass(event.ms)
      break
    case 'publish':
      publish(event, process, stage)
      break
    case 'rollback':
      router.rollback({ author: process.asker.name, reason: REASON }).then(
        (told) => published(told, process, stage),
        () => {},
      )
      break
    case 'revive':
      reviveAll(process).catch(() => {})
      break
    case 'comeOrGo':
      if (!stage.away.delete(event.rep)) stage.away.add(event.rep)
  }
}

function publish(event: Extract<ScriptEvent, { do: 'publish' }>, process: Process, stage: Stage): void {
  const { router, asker } = process
  const expect = event.expects !== true ? {} : { expect: Math.max(0, ...stage.published.map(({ version }) => version)) }
  const at = event.inMs === undefined ? {} : { at: stage.now() + event.inMs }
  const supersede = event.supersede === undefined ? {} : { supersede: event.supersede }
  const plan = plans[event.plan] as Plan
  router.publish(plan, { author: asker.name, reason: REASON, ...at, ...expect, ...supersede }).then(
    (told) => published(told, process, stage, expect),
    () => {},
  )
}

function published(told: Published, { asker }: Process, stage: Stage, expect: { readonly expect?: number } = {}): void {
  if (asker.alive && told.unchanged !== true) stage.published.push({ version: told.version, author: asker.name, ...expect })
}

/** What a transfer tells of each lead is an answer of its own. */
function transfer(
  { rep, to }: { readonly rep: string; readonly to?: string },
  { asker, router }: Process,
  { calls, told, next }: Stage,
): void {
  const from = next()
  const onRouted = (answer: Routed): void => {
    if (!asker.alive) return
    const key = answer.lead
    told.set(key, [...(told.get(key) ?? []), answer.epoch])
    calls.push({ ...(to === undefined ? { kind: 'transfer', rep } : { kind: 'reassign' }), key, answer, from, to: next() })
  }
  router.transferAll(rep, { ...(to === undefined ? {} : { to }), reason: REASON, onRouted }).catch(() => {})
}

/** Which lead it is about is known once it is told. */
function claim(rep: string, { asker, router }: Process, { calls, told, next }: Stage): void {
  const from = next()
  router.claim(rep, 'nurture').then(
    (claim) => {
      if (claim.kind === 'none' || !asker.alive) return
      const { lead: key, routed: answer } = claim
      told.set(key, [...(told.get(key) ?? []), answer.epoch])
      calls.push({ kind: 'claim', key, answer, from, to: next() })
    },
    () => {},
  )
}

async function reviveAll({ store }: Process): Promise<void> {
  for (const { id } of await store.dead({ limit: 100 })) await store.revive(id)
}

function asked(kind: 'route' | 'accept', lead: JsonObject): Call {
  return { kind, key: String(lead.id), content: lead }
}

function fence({ key, fenced }: { readonly key: string; readonly fenced: Fence }, { told }: Stage): { readonly epoch?: number } {
  const epochs = told.get(key) ?? []
  const epoch = epochs.at(fenced === 'first' ? 0 : -1)
  return fenced === 'no' || epoch === undefined ? {} : { epoch }
}

async function oneOf(settled: ReturnType<Router['routeMany']>, index: number): Promise<unknown> {
  const one = (await settled)[index]
  if (one?.status === 'fulfilled') return one.value
  throw one?.reason
}

/** Writes down what a caller asks for and what it is told, if ever: a process that has ended tells nobody. */
function writeDown(asked: Call, work: Promise<unknown>, { asker }: Process, { calls, told, next }: Stage): void {
  const from = next()
  const index = calls.push({ ...asked, from }) - 1
  const ended = (outcome: Partial<Call>): void => {
    if (asker.alive) calls[index] = { ...asked, from, ...outcome, to: next() }
  }
  work.then(
    (value) => {
      const answers = asked.kind === 'route' || asked.kind === 'decline' || asked.kind === 'reassign'
      if (!answers) return ended(asked.deadline !== undefined && value !== true ? {} : { done: true })
      const answer = value as NonNullable<Call['answer']>
      told.set(asked.key, [...(told.get(asked.key) ?? []), answer.epoch])
      ended({ answer })
    },
    (error: unknown) => ended({ error: isRoutingError(error) ? error.code : String(error) }),
  )
}
