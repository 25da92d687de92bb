import type { ClaimedMessage } from '../../../src/port/outbox.js'
import type { Store } from '../../../src/port/store.js'
import { createRouter } from '../../../src/router/createRouter.js'
import { createRelay, type Relay } from '../../../src/router/relay.js'
import type { Router } from '../../../src/router/router.js'
import type { Asker, Questions } from './questions.js'
import type { Twist } from './run.js'
import type { Setup } from './script.js'
import { type StoreLife, simulatedStore } from './simulatedStore.js'
import { plans, roster } from './world.js'

/** A process: a router and a relay of its own, with its own clock, on the shared store. */
export interface Process {
  readonly asker: Asker
  readonly router: Router
  readonly relay: Relay
  /** Its way to the shared store. */
  readonly store: Store
  /** How wrong its clock is. */
  skew: number
}

export interface Birth extends Pick<StoreLife, 'onSettled'> {
  readonly name: string
  readonly base: Store
  readonly setup: Setup
  readonly questions: Questions
  readonly skew: number
  readonly now: () => number
  readonly salt: () => string
  readonly isThere: (rep: string) => boolean
  /** Answers at once: what takes its time is the store. (A promise here would have the relay set a real timer.) */
  readonly deliver: (message: ClaimedMessage) => void
  readonly leaseMs: number
  readonly twist: Twist
}

export function createProcess(birth: Birth): Process {
  const { name, base, setup, questions, now, salt, isThere, deliver, leaseMs, twist } = birth
  const asker: Asker = { name, alive: true }
  const { retries, availability } = setup
  const life: StoreLife = { questions, process: asker, retries, onSettled: birth.onSettled }
  const store = (twist.port ?? simulatedStore)(base, life)
  const process: { skew: number } = { skew: birth.skew }
  const clock = (): number => now() + process.skew
  const router = createRouter({
    plan: plans[setup.plan] as (typeof plans)[number],
    roster,
    store,
    clock,
    salt,
    outbox: true,
    ...(availability === 'none' ? {} : { availability: ({ id }) => isThere(id), availabilityMode: availability }),
  })
  const relay = createRelay({
    store,
    channels: { mail: deliver, alarm: deliver },
    clock,
    leaseMs,
    backoffMs: 100,
    attempts: setup.attempts,
    random: () => 0.5,
  })
  return Object.assign(process, { asker, router: twist.router?.(router) ?? router, relay, store })
}
