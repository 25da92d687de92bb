import { createRotation } from 'fairlead/rotation'
import { creditOf } from '../../src/ledger/standing.js'
import type { LedgerState } from '../../src/ledger/state.js'
import { type Case, isAway, presenceOf, teamOf } from './cases.js'

/** What one lead writes, in bytes of JSON, and what a rep takes in memory. */
export interface Written {
  readonly size: number
  /** `changes()` with everybody there: on average over some hundred leads, as all of these. */
  readonly change: number
  /** The same while each rep is there for 70 % of the leads, for a rotation that asks when a turn has come. */
  readonly skipping: number
  /** The same for one that is told who came and went. */
  readonly told: number
  /** For comparison: every contender's credit and last turn, as a ledger without a level would have to write them. */
  readonly direct: number
  /** `state()` for each rep. */
  readonly stateOfRep: number
  /** Bytes of heap for each rep; not known unless the garbage can be collected at will. */
  readonly heapOfRep: number | undefined
}

const LEADS = 200

export function measureWritten(size: number): Written {
  const team = teamOf(size, 'five')
  const here = bytesOfLeads({ size, team, weights: 'five', everybody: true }, false)
  const rotation = createRotation({ reps: team })
  for (let lead = 0; lead < LEADS; lead++) rotation.next()
  const state = rotation.state()
  return {
    size,
    change: mean(here),
    skipping: mean(bytesOfLeads({ size, team, weights: 'five', everybody: false }, false)),
    told: mean(bytesOfLeads({ size, team, weights: 'five', everybody: false }, true)),
    direct: bytesOf(directly(state)),
    stateOfRep: bytesOf(state) / size,
    heapOfRep: heapOfRep(size),
  }
}

/** What `changes()` is after each of some leads, after as many to get going. */
function bytesOfLeads({ team, everybody }: Case, told: boolean): number[] {
  const rotation = createRotation({ reps: team })
  const presence = presenceOf(team)
  const bytes: number[] = []
  for (let lead = 0; lead < 2 * LEADS; lead++) {
    presence.next()
    if (told)
      for (const [seat, { id, weight }] of team.entries()) isAway(seat, presence.turn) ? rotation.pause(id) : rotation.set(id, weight)
    rotation.next(everybody || told ? undefined : presence.away)
    const change = bytesOf(rotation.changes())
    if (lead >= LEADS) bytes.push(change)
  }
  return bytes
}

function directly(state: LedgerState): unknown {
  const members = Object.fromEntries(Object.entries(state.members).map(([id, [, last]]) => [id, [creditOf(state, id), last]]))
  return { turn: state.turn, members }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** The ids are not counted: the host has them anyway. */
function heapOfRep(size: number): number | undefined {
  const { gc } = globalThis
  if (gc === undefined) return undefined
  const team = teamOf(size, 'five')
  const copies = Math.ceil(10_000 / size)
  gc()
  const before = process.memoryUsage().heapUsed
  const rotations = Array.from({ length: copies }, () => createRotation({ reps: team }))
  for (const rotation of rotations) rotation.next()
  for (const rotation of rotations) rotation.changes()
  gc()
  const bytes = process.memoryUsage().heapUsed - before
  return bytes / (rotations.length * size)
}
