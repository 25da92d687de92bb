import { memoryStore } from '../../../src/adapter/memory/memoryStore.js'
import type { ClaimedMessage, Delivery } from '../../../src/port/outbox.js'
import type { Store } from '../../../src/port/store.js'
import type { Router } from '../../../src/router/router.js'
import type { StoredLead } from '../../../src/state/record.js'
import { gather } from '../check/gather.js'
import { type Call, check, type Evidence, type Loan, type Received, type Violation } from '../checker.js'
import { chanceOf } from './chance.js'
import { happen, type Stage } from './happen.js'
import { createProcess, type Process } from './process.js'
import { createQuestions, type FaultHits } from './questions.js'
import type { Script } from './script.js'
import type { StoreLife } from './simulatedStore.js'
import { roster } from './world.js'

/** Where a wrong variant gets in. Nothing of the library knows of it. */
export interface Twist {
  /** Around the one store that all share. */
  readonly base?: (store: Store) => Store
  /** In place of a process's way to it. */
  readonly port?: (base: Store, life: StoreLife) => Store
  /** Around what callers get to see. */
  readonly router?: (router: Router) => Router
}

export interface Outcome {
  readonly violations: readonly Violation[]
  readonly evidence: Evidence
  /** Everything that happened, in order, and how it ended. */
  readonly trace: readonly string[]
  readonly hits: FaultHits & { readonly settledByTrail: number }
}

const START = 1_000_000
const LEASE_MS = 1000

/** Runs a script to its end, lets everything settle, and judges what is left. */
export async function run(script: Script, twist: Twist = {}): Promise<Outcome> {
  const { setup, seed } = script
  const chance = chanceOf(seed ^ 0x5eed)
  const questions = createQuestions(script.faults, script.picks)
  const shared = memoryStore()
  const calls: Call[] = []
  const received: Received[] = []
  const loans: Loan[] = []
  const away = new Set<string>()
  const counts = { settledByTrail: 0 }
  let place = 0
  let now = START
  let attempts = 0
  let born = 0

  // Loans are written down where they are made: what a relay was told of them may be lost.
  const store = twist.base?.(shared) ?? shared
  const base: Store = {
    ...store,
    claim: (query) => {
      const claimed = store.claim(query) as readonly ClaimedMessage[]
      for (const { id, attempt } of claimed) loans.push({ what: 'claim', id, attempt, from: place, to: place++ })
      return claimed
    },
    settle: (delivery: Delivery) => {
      const { id, attempt, outcome } = delivery
      const taken = store.settle(delivery) as boolean
      loans.push({ what: 'settle', id, attempt, outcome, taken, from: place, to: place++ })
      return taken
    },
    revive: (id) => {
      const was = store.revive(id)
      if (was === true) loans.push({ what: 'revive', id, from: place, to: place++ })
      return was
    },
  }
  const deliver = ({ id, subject, channel, about, at }: ClaimedMessage): void => {
    attempts += 1
    if (setup.deliveryFails > 0 && attempts % setup.deliveryFails === 0) throw new Error('nobody answers')
    received.push({ id, subject, channel, about, at })
  }

  const start = (skew: number): Process => {
    const name = `p${born++}`
    return createProcess({
      name,
      base,
      setup,
      questions,
      skew,
      now: () => now,
      salt: () => chance.hex(32),
      isThere: (rep) => !away.has(rep),
      deliver,
      leaseMs: LEASE_MS,
      twist,
      onSettled: () => counts.settledByTrail++,
    })
  }
  const processes = Array.from({ length: setup.processes }, () => start(0))

  const stage: Stage = {
    processes,
    calls,
    told: new Map(),
    away,
    published: [],
    next: () => place++,
    now: () => now,
    pass: (ms) => {
      now += ms
    },
    died: () => questions.hits.deaths++,
  }

  for (const event of script.events) {
    await questions.answer(event.answers)
    revive()
    questions.trace.push(`${event.process} ${event.do} ${'key' in event ? event.key : ''}`)
    happen(event, stage)
  }
  await drain()
  const evidence = await judged()
  const trace = [...questions.trace, JSON.stringify([evidence.calls, evidence.audit.at(-1)?.hash, received, loans])]
  return { violations: check(evidence), evidence, trace, hits: { ...questions.hits, ...counts } }

  /** Where a process has ended, another one begins, with a clock of its own. */
  function revive(): void {
    for (const [index, { asker, skew }] of processes.entries()) if (!asker.alive) processes[index] = start(Math.trunc(skew / 2))
  }

  /** Everybody is there, nothing fails, time goes on: sweeps and relays until nothing moves. (Escalations through the rules go on for a while.) */
  async function drain(): Promise<void> {
    while ((await questions.answer(50)) > 0) revive()
    revive()
    questions.noMoreFaults()
    away.clear()
    for (const process of processes) process.skew = 0
    const [{ router, relay }] = processes as [Process]
    for (let round = 0; round < 40; round++) {
      now += 4 * 3_600_000
      const work = router.sweep().then(() => relay.once())
      let moves = true
      work.then(
        () => (moves = false),
        () => (moves = false),
      )
      while (moves) if ((await questions.answer(20)) === 0) break
      const { accepted, messages } = await shared.counts()
      if (round > 0 && accepted.waiting === 0 && messages.waiting === 0) return
    }
  }

  async function judged(): Promise<Evidence> {
    const evidence = await gather(base, {
      calls,
      now,
      received,
      loans,
      published: stage.published,
      onePlan: !script.events.some((event) => event.do === 'publish'),
    })
    // Held in the end may be who was handed back by everybody.
    return { ...evidence, mayWait: { held: evidence.leads.every(isHeldForGood) } }
  }
}

function isHeldForGood({ state, queue, declined, intake }: StoredLead): boolean {
  if (state !== 'queued' || queue !== 'held') return true
  const able = roster.filter(({ regions }) => (regions as readonly string[]).includes(String(intake.lead.region)))
  return able.every(({ id }) => declined?.includes(id) === true)
}
