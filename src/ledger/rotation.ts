import { RoutingError } from '../errors.js'
import type { RepId } from '../rep.js'
import { LEVEL_LIMIT } from './book.js'
import { createHeap, type Heap, type Placed } from './heap.js'
import { LEAD, standing } from './standing.js'
import type { LedgerState, Standing } from './state.js'
import { LARGEST, LARGEST_SUM } from './weights.js'

/**
 * A rotation by itself, for who wants fair turns without plans and stores: any number of reps with weights, each turn in
 * O(log n) where weights repeat. Same turns and same credits as a router's rotation in which these reps are eligible.
 */
export interface Rotation {
  /**
   * Lets a rep take part from now on, or changes its weight. A new rep starts with nothing owed, at the back; one that was
   * paused goes on with the credit it had.
   *
   * @param weight a whole number from 1 to 1,500,000; together at most 2,500,000
   * @throws RoutingError `badOptions` for another weight
   */
  set(rep: RepId, weight?: number): void
  /** Takes a rep out of the turns: it neither gains nor owes until `set` brings it back. Unknown reps are ignored. */
  pause(rep: RepId): void
  /**
   * The rep whose turn it is, booked at once; `undefined` where nobody takes part or everybody is refused.
   *
   * `unless` is asked in order of preference until somebody is not refused, and whoever is refused gains no share of this turn.
   * Who is never asked is taken to be there: for an absence of hours, `pause`.
   */
  next(unless?: (rep: RepId) => boolean): RepId | undefined
  /** What the rep is owed (positive) or ahead (negative), in leads. */
  owed(rep: RepId): number
  /** Everything, as plain JSON of whole numbers: `createRotation({ state })` goes on with the same turns. */
  state(): LedgerState
  /** As {@link state}, with only those reps whose standing changed since `changes` was asked last: what a database has to write. */
  changes(): LedgerState
}

export interface RotationOptions {
  /** Who takes part at first, in the order of the first turns. Weights as in {@link Rotation.set}, by default 1. */
  readonly reps?: readonly { readonly id: RepId; readonly weight?: number }[]
  /** A state to go on with. Who took part in it takes part again. */
  readonly state?: LedgerState
}

interface Member extends Placed {
  readonly id: RepId
  /** Among equals who joined first comes first. */
  readonly order: number
  credit: number
  last: number
  /** 0 while paused; `credit` is then the whole credit. */
  weight: number
  readonly due: number
  readonly value: number
}

/** Within one weight everybody gains alike, so the order of claims and of deadlines is that of the credits: one heap serves both. */
const ahead = (one: Member, two: Member): boolean =>
  one.credit > two.credit || (one.credit === two.credit && (one.last < two.last || (one.last === two.last && one.order < two.order)))

/**
 * Turns by credit, in memory.
 *
 * @example
 * const rotation = createRotation({ reps: [{ id: 'ana', weight: 2 }, { id: 'ben' }] })
 * rotation.next() // 'ana'
 */
export function createRotation({ reps = [], state }: RotationOptions = {}): Rotation {
  const members = new Map<RepId, Member>()
  const changed = new Set<Member>()
  /** One heap for each weight. */
  const classes = new Map<number, Heap<Member>>()
  let turn = state?.turn ?? 0
  let level = 0
  let total = 0
  let count = 0

  function enter(member: Member): void {
    let heap = classes.get(member.weight)
    if (heap === undefined) {
      heap = createHeap(ahead)
      classes.set(member.weight, heap)
    }
    heap.add(member)
    total += member.weight
    count += 1
  }

  function leave(member: Member): void {
    const heap = classes.get(member.weight) as Heap<Member>
    heap.remove(member)
    if (heap.first() === undefined) classes.delete(member.weight)
    total -= member.weight
    count -= 1
  }

  function weigh(member: Member, weight: number): void {
    if (weight === member.weight) return
    if (member.weight > 0) leave(member)
    member.credit += (member.weight - weight) * level
    member.weight = weight
    if (weight > 0) enter(member)
    changed.add(member)
  }

  function join(id: RepId, weight: number, [credit, last, , due = 0, value = 0]: Standing): void {
    const member: Member = { id, order: members.size, credit, last, weight: 0, due, value, place: -1 }
    members.set(id, member)
    weigh(member, weight)
  }

  /** The window of `chooseByCredit` over the first of each class: nobody else of a class can come before it. */
  function preferred(): Member | undefined {
    const unit = Math.floor(LEAD / total)
    const reached = level + unit
    const paid = unit * total
    const threshold = count > 1 ? Math.ceil(paid / (2 * count - 2)) : 0
    const deadline = count > 1 ? paid - Math.floor(paid / (2 * count - 2)) : 0
    let owedMost: Member | undefined
    let most = 0
    let first: Member | undefined
    let distance = 0
    for (const heap of classes.values()) {
      const member = heap.first() as Member
      const claim = member.credit + member.weight * reached
      if (owedMost === undefined || claim > most || (claim === most && earlier(member, owedMost))) {
        owedMost = member
        most = claim
      }
      if (claim < threshold) continue
      const left = (deadline - claim) * (first?.weight ?? 1)
      const right = distance * member.weight
      if (first === undefined || left < right || (left === right && earlier(member, first))) {
        first = member
        distance = deadline - claim
      }
    }
    return count === 1 || most >= LEAD ? owedMost : (first ?? owedMost)
  }

  function book(winner: Member, refused: readonly Member[]): void {
    const unit = Math.floor(LEAD / total)
    const everybody = refused.reduce((sum, { weight }) => sum + weight, total)
    if (everybody * (level + unit) > LEVEL_LIMIT) fold()
    level += unit
    winner.credit -= total * unit
    turn += 1
    winner.last = turn
    changed.add(winner)
    ;(classes.get(winner.weight) as Heap<Member>).sink(winner)
    for (const member of refused) {
      // The level rose for everybody who takes part: not for those.
      member.credit -= member.weight * unit
      changed.add(member)
    }
  }

  /** Starts again from a level of zero, once in some hundred thousand turns. The order within a class stays as it is. */
  function fold(): void {
    for (const member of members.values()) {
      if (member.weight === 0) continue
      member.credit += member.weight * level
      changed.add(member)
    }
    level = 0
  }

  function told(among: Iterable<Member>): LedgerState {
    const standings = Object.create(null) as Record<RepId, Standing>
    for (const { id, credit, last, weight, due, value } of among) standings[id] = standing(credit, last, weight, due, value)
    return { turn, level, valueLevel: state?.valueLevel ?? 0, weight: total, members: standings }
  }

  for (const [id, kept] of Object.entries(state?.members ?? {})) {
    const [credit, last, weight = 0] = kept
    join(id, weight, [credit + weight * (state?.level ?? 0), last, 0, kept[3] ?? 0, kept[4] ?? 0])
  }
  const rotation: Rotation = {
    set(rep, weight = 1) {
      const member = members.get(rep)
      if (!Number.isSafeInteger(weight) || weight < 1 || weight > LARGEST || total - (member?.weight ?? 0) + weight > LARGEST_SUM) {
        throw new RoutingError('badOptions', {
          detail: `The weight of ${JSON.stringify(rep)} is ${weight}: take a whole number from 1 to ${LARGEST}, and at most ${LARGEST_SUM} together.`,
        })
      }
      if (member !== undefined) return weigh(member, weight)
      // Joining takes a number as a turn does: nobody shares a `last`, so a state read back needs no other order.
      turn += 1
      join(rep, weight, [0, turn])
    },
    pause(rep) {
      const member = members.get(rep)
      if (member !== undefined) weigh(member, 0)
    },
    next(unless) {
      const refused: Member[] = []
      let member = count === 0 ? undefined : preferred()
      while (member !== undefined && unless?.(member.id) === true) {
        leave(member)
        refused.push(member)
        member = count === 0 ? undefined : preferred()
      }
      if (member !== undefined) book(member, refused)
      for (const each of refused) enter(each)
      return member?.id
    },
    owed(rep) {
      const member = members.get(rep)
      return member === undefined ? 0 : (member.credit + member.weight * level) / LEAD
    },
    state: () => told(members.values()),
    changes() {
      const answer = told(changed)
      changed.clear()
      return answer
    },
  }
  for (const { id, weight } of reps) rotation.set(id, weight)
  return rotation
}

function earlier(one: Member, two: Member): boolean {
  return one.last < two.last || (one.last === two.last && one.order < two.order)
}
