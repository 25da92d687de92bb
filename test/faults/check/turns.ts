import { makeUpOf } from '../../../src/decide/terms.js'
import { raise } from '../../../src/ledger/makeUp.js'
import { emptyLedger, type LedgerChange, type LedgerState, type Standing } from '../../../src/ledger/state.js'
import type { CompiledRule } from '../../../src/plan/compilePlan.js'
import type { Rep, RepId } from '../../../src/rep.js'
import type { AssignedEvent, EscalatedEvent } from '../../../src/state/event.js'
import { createOracle, type Oracle } from '../../ledger/oracle.js'
import { type Contender, contendersOf, type Occasion, type PastWorld, weightOf } from './world.js'

/** One lead, in the units of the ledger: the least common multiple of 1 to 24. */
const LEAD = 5_354_228_880n

/** Follows every rotation beside its specification. Each rotation is reported once: what comes after a wrong turn is wrong as well. */
export interface Turns {
  /** @param occasion missing where the lead was erased: then who gained says who took part */
  take(event: AssignedEvent | EscalatedEvent, rule: CompiledRule, world: PastWorld, occasion: Occasion | undefined): string | undefined
  /** What was booked by hand: no credit may move. */
  book(change: LedgerChange): string | undefined
}

interface Followed {
  readonly oracle: Oracle
  ledger: LedgerState & { readonly members: Record<RepId, Standing> }
  /** Reported, or shared out by something that promises no turns. */
  over: boolean
}

export function createTurns(): Turns {
  const rotations = new Map<string, Followed>()
  const followed = (rotation: string): Followed => {
    const known = rotations.get(rotation) ?? { oracle: createOracle(), ledger: { ...emptyLedger, members: {} }, over: false }
    rotations.set(rotation, known)
    return known
  }
  const judged = (rotation: Followed, judge: () => string | undefined): string | undefined => {
    if (rotation.over) return undefined
    const what = judge()
    rotation.over = what !== undefined
    return what
  }
  return {
    take: ({ rep, ledger: change }, rule, world, occasion) => {
      const rotation = followed(change.rotation)
      const turn = rule.by.kind === 'roundRobin' || rule.by.kind === 'weighted'
      if (!turn || rule.terms.value !== undefined) rotation.over = true
      return judged(rotation, () => {
        const before = rotation.ledger
        rotation.ledger = applied(before, change)
        const contenders = occasion === undefined ? gainers(before, rotation.ledger, rep, rule, world) : contendersOf(rule, world, occasion)
        if (contenders === undefined) {
          rotation.over = true
          return undefined
        }
        if (!contenders.some(({ id }) => id === rep)) return `${rep} got the lead and is not eligible`
        for (const id of Object.keys(change.members)) if (!contenders.some((one) => one.id === id)) rotation.oracle.join(id)
        // How much weights are raised to make something up: the bound holds for any weights, so it does not depend on this.
        const picked = rotation.oracle.next(raise(before, contenders, makeUpOf(rule.terms)).contenders)
        if (picked !== rep) return `${rep} got the lead, and it was the turn of ${picked}`
        return bookedWrong(rotation)
      })
    },
    book: (change) => {
      const rotation = followed(change.rotation)
      return judged(rotation, () => {
        rotation.ledger = applied(rotation.ledger, change)
        for (const id of Object.keys(change.members)) rotation.oracle.join(id)
        return bookedWrong(rotation)
      })
    },
  }
}

function applied({ members }: Followed['ledger'], change: LedgerChange): Followed['ledger'] {
  const { turn, level, valueLevel, weight } = change
  return { turn, level, valueLevel, weight, members: { ...members, ...change.members } }
}

/** Every credit is that of the specification, and none is further off than the bound: floor(n/2) leads. */
function bookedWrong({ oracle, ledger }: Followed): string | undefined {
  const credits = oracle.credits()
  const bound = LEAD * BigInt(Math.floor(credits.size / 2))
  for (const id of new Set([...credits.keys(), ...Object.keys(ledger.members)])) {
    const [right, booked] = [credits.get(id) ?? 0n, creditOf(ledger, id)]
    if (booked !== right) return `the credit of ${id} is booked as ${booked}, and is ${right}`
    if (right > bound || right < -bound) return `the credit of ${id} is ${right}, over the bound of ${bound}`
  }
  return undefined
}

function creditOf({ members, level }: LedgerState, id: RepId): bigint {
  const [credit, , weight = 0] = Object.hasOwn(members, id) ? (members[id] as Standing) : [0, 0]
  return BigInt(credit) + BigInt(weight) * BigInt(level)
}

/** Whoever takes part gains a share, the winner pays those of the others: so everybody whose credit moved took part, and the winner. */
function gainers(before: LedgerState, after: LedgerState, winner: RepId, rule: CompiledRule, { reps }: PastWorld): readonly Contender[] {
  const gained = ({ id }: Rep): boolean => id === winner || creditOf(before, id) !== creditOf(after, id)
  return reps.filter(gained).map((rep) => ({ id: rep.id, weight: weightOf(rule, rep) || 1 }))
}
