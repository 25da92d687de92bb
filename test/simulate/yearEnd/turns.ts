import type { Plan } from '../../../src/index.js'
import { raise } from '../../../src/ledger/makeUp.js'
import { LEAD } from '../../../src/ledger/standing.js'
import { emptyLedger, type LedgerChange, type LedgerState } from '../../../src/ledger/state.js'
import { createOracle, type Member } from '../../ledger/oracle.js'

/** One lead of a rotation: who could have had it, who got it. */
export interface Contest {
  readonly at: number
  readonly rotation: string
  readonly rep: string
  readonly contenders: readonly Member[]
  /** What the rep was owed before it, by counting shares and leads. */
  readonly owed: ReadonlyMap<string, number>
}

/** Holds each turn against the specification, and counts for itself how far everybody is from the share. */
export function createTurns(terms: NonNullable<Plan['rotations']>) {
  const rotations = new Map<string, ReturnType<typeof start>>()
  const contests: Contest[] = []
  const of = (rotation: string): ReturnType<typeof start> => {
    const known = rotations.get(rotation) ?? start()
    rotations.set(rotation, known)
    return known
  }
  return {
    contests,
    rotations,
    /** What is wrong with a turn, if anything. */
    take: (at: number, rep: string, contenders: readonly Member[], change: LedgerChange): readonly (readonly [string, string])[] => {
      const own = of(change.rotation)
      const { repay, ...makeUp } = makeUpOf(terms[change.rotation])
      const before = own.ledger
      for (const id of Object.keys(change.members)) if (!contenders.some((one) => one.id === id)) own.oracle.join(id)
      // Bound and specification hold for any weights, so they do not depend on how weights are raised.
      const raised = repay ? raise(before, contenders, { repay, ...makeUp }).contenders : contenders
      const right = own.oracle.next(raised)
      contests.push({ at, rotation: change.rotation, rep, contenders, owed: new Map(own.owed) })
      count(own, rep, contenders)
      book(own, change)
      if (right !== rep) return [['pick', `${rep} got the lead, and it was the turn of ${right}`], ...boundFaults(own)]
      return [...creditFaults(own, makeUp.atMost), ...boundFaults(own)]
    },
    /** A lead was handed back: something is to be made up. */
    book: (change: LedgerChange): void => {
      const own = of(change.rotation)
      for (const id of Object.keys(change.members)) own.oracle.join(id)
      book(own, change)
    },
  }
}

function start() {
  return {
    oracle: createOracle(),
    ledger: emptyLedger as LedgerState,
    /** Shares less leads of everybody who took part, in leads. */
    owed: new Map<string, number>(),
    /** The largest of them so far, the largest credit, and the most that was to be made up for somebody. */
    worst: 0,
    credit: 0,
    due: 0,
  }
}
type Rotation = ReturnType<typeof start>

function makeUpOf({ absence, declined, atMost = 5, rate = 2 }: NonNullable<Plan['rotations']>[string] = {}) {
  return { repay: absence === 'repay' || declined !== 'keep', atMost: atMost * LEAD, rate }
}

function count(own: Rotation, rep: string, contenders: readonly Member[]): void {
  const sum = contenders.reduce((total, { weight }) => total + weight, 0)
  for (const { id, weight } of contenders) own.owed.set(id, (own.owed.get(id) ?? 0) + weight / sum)
  own.owed.set(rep, (own.owed.get(rep) ?? 0) - 1)
  own.worst = Math.max(own.worst, ...[...own.owed.values()].map(Math.abs))
}

function book(own: Rotation, { turn, level, valueLevel, weight, members }: LedgerChange): void {
  own.ledger = { turn, level, valueLevel, weight, members: { ...own.ledger.members, ...members } }
}

/** Every credit is that of the specification, within the bound; nothing more is due than may be. */
function creditFaults(own: Rotation, atMost: number): (readonly [string, string])[] {
  const faults: (readonly [string, string])[] = []
  const credits = own.oracle.credits()
  const bound = BigInt(LEAD) * BigInt(Math.floor(credits.size / 2))
  for (const [id, [credit, , weight = 0, due = 0]] of Object.entries(own.ledger.members)) {
    const [booked, right] = [BigInt(credit) + BigInt(weight) * BigInt(own.ledger.level), credits.get(id) ?? 0n]
    if (booked !== right) faults.push(['credit', `the credit of ${id} is booked as ${booked}, and is ${right}`])
    if (booked > bound || booked < -bound) faults.push(['bound', `the credit of ${id} is ${booked}, over the bound of ${bound}`])
    if (Math.abs(due) > atMost) faults.push(['due', `${due / LEAD} leads are due for ${id}`])
    own.due = Math.max(own.due, Math.abs(due) / LEAD)
    own.credit = Math.max(own.credit, Math.abs(Number(booked)) / LEAD)
  }
  return faults
}

/** Seen from outside, by shares and leads alone. What is made up comes on top: at most what may be due. */
function boundFaults({ owed }: Rotation): (readonly [string, string])[] {
  const bound = Math.floor(owed.size / 2) + 1e-6
  return [...owed]
    .filter(([, leads]) => Math.abs(leads) > bound)
    .map(([id, leads]) => ['share', `${id} is ${leads.toFixed(2)} leads off the share`])
}
