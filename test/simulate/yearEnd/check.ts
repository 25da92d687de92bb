import type { AuditEntry, Plan } from '../../../src/index.js'
import type { Member } from '../../ledger/oracle.js'
import { createChains } from './chain.js'
import { isThere } from './presence.js'
import { reps, WAIT } from './team.js'
import { createTurns } from './turns.js'
import type { Run } from './world.js'

export type Kind =
  | 'absent'
  | 'full'
  | 'stranger'
  | 'pick'
  | 'credit'
  | 'bound'
  | 'due'
  | 'share'
  | 'line'
  | 'deadline'
  | 'waits'
  | 'epoch'
  | 'coverage'

export interface Fault {
  readonly kind: Kind
  readonly where: string
  readonly what: string
}

interface Life {
  readonly key: string
  readonly region: string
  readonly declined: Set<string>
  readonly had: string[]
  owner: string | undefined
  epoch: number
  held: boolean
  closed: boolean
  /** When waiting for the region ends. */
  until: number | undefined
}

interface Options {
  readonly rotations?: NonNullable<Plan['rotations']>
  /** In the lazy mode turns are those of whoever was not found absent: here only owners are judged. */
  readonly lazy?: boolean
}

const byId = new Map(reps.map((rep) => [rep.id, rep]))
const roomOf = (rep: string): number => (byId.get(rep)?.capacity as number | undefined) ?? Number.POSITIVE_INFINITY

/**
 * Goes through the audit trail with nothing but who is there by tables of its own, its own count of open leads and its own chain of
 * deadlines: of the package it uses the trail, and which lead is whose subject.
 */
export async function judge(run: Run, { rotations = {}, lazy = false }: Options = {}) {
  const faults: Fault[] = []
  const lives = await livesOf(run)
  const open = new Map(reps.map(({ id }) => [id, 0]))
  const chains = createChains(run.sweepMs)
  const turns = createTurns(rotations)
  const counts = { assigned: 0, fromHeld: 0, desk: 0, backup: 0, manager: 0, skippedFull: 0, mostOpen: 0, closed: 0 }
  const has = (rep: string): number => open.get(rep) as number
  /** Who got or lost a lead at this moment: what room they had in between, the trail tells, and here nobody asks. */
  const touched = new Set<string>()
  const move = (rep: string, by: number): void => {
    touched.add(rep)
    open.set(rep, has(rep) + by)
  }
  const fault = (kind: Kind, where: string, what: string | undefined): void =>
    void (what === undefined || faults.push({ kind, where, what }))

  const inRegion = ({ region, declined }: Life) =>
    reps.filter(({ id, role, regions }) => role === 'ae' && (regions as readonly string[]).includes(region) && !declined.has(id))
  const contendersOf = (life: Life, at: number): Member[] =>
    inRegion(life)
      .filter(({ id }) => isThere(id, at) && has(id) < roomOf(id))
      .map(({ id, quota }) => ({ id, weight: life.region === 'amer' ? (quota as number) : 1 }))

  const judgeOwner = (rep: string, at: number, where: string): void => {
    if (!isThere(rep, at)) fault('absent', where, `${rep} is away`)
    if (has(rep) >= roomOf(rep)) fault('full', where, `${rep} has ${has(rep)} open of ${roomOf(rep)}`)
  }

  const assigned = (life: Life, { at, event }: AuditEntry, where: string): void => {
    if (event.kind !== 'assigned') return
    const contenders = contendersOf(life, at)
    counts.assigned += 1
    if (event.from !== undefined) counts.fromHeld += 1
    if (event.rule === 'otherwise') {
      counts.desk += 1
      if (event.rep !== 'desk') fault('stranger', where, `${event.rep} is no desk`)
      if (contenders.length > 0) fault('waits', where, `the desk got it, and ${contenders[0]?.id} could have had it`)
      if (life.until === undefined || life.until > at) fault('waits', where, 'the desk got it before the wait was over')
      return
    }
    if (inRegion(life).some(({ id }) => isThere(id, at) && has(id) >= roomOf(id))) counts.skippedFull += 1
    if (event.rule !== life.region || !inRegion(life).some(({ id }) => id === event.rep))
      fault('stranger', where, `${event.rep} is of another region`)
    judgeOwner(event.rep, at, where)
    if (lazy || !contenders.some(({ id }) => id === event.rep)) return
    for (const [kind, what] of turns.take(at, event.rep, contenders, event.ledger)) fault(kind as Kind, where, what)
  }

  /** The first of the line who is there, has room and never had the lead. */
  const backupOf = (life: Life, at: number): string | undefined => {
    const seen = new Set([life.owner as string])
    for (let next = byId.get(life.owner as string)?.backup as string | undefined; next !== undefined && !seen.has(next); ) {
      if (!life.had.includes(next) && isThere(next, at) && has(next) < roomOf(next)) return next
      seen.add(next)
      next = byId.get(next)?.backup as string | undefined
    }
    return undefined
  }

  const moved = (life: Life, { at, event }: AuditEntry, where: string): void => {
    if (event.kind === 'fired' && event.nobody !== true) return
    if (event.kind !== 'escalated' && event.kind !== 'fired') return
    const right = event.step === 1 ? backupOf(life, at) : life.had.includes('mia') ? undefined : 'mia'
    if (event.kind === 'escalated') {
      counts[event.step === 1 ? 'backup' : 'manager'] += 1
      if (event.step === 1) judgeOwner(event.rep, at, where)
    }
    if (event.rep !== right) fault('line', where, `step ${event.step} gave it to ${event.rep}, and it was the turn of ${right}`)
  }

  const own = (life: Life, rep: string | undefined, epoch: number, where: string): void => {
    if (life.owner !== undefined) move(life.owner, -1)
    life.owner = rep
    life.held = false
    if (rep === undefined) return
    move(rep, 1)
    life.had.push(rep)
    if (epoch !== life.epoch + 1) fault('epoch', where, `epoch ${epoch} follows ${life.epoch}`)
    life.epoch = epoch
    if (roomOf(rep) < Number.POSITIVE_INFINITY) counts.mostOpen = Math.max(counts.mostOpen, has(rep))
  }

  const take = (entry: AuditEntry): void => {
    const { at, event } = entry
    const where = `entry ${entry.seq}`
    const life = lives.get(event.subject)
    if (life === undefined || life.closed) {
      fault('coverage', where, 'of a lead that nobody sent, or closed')
      return
    }
    fault('deadline', where, chains.take(entry, life.owner))
    assigned(life, entry, where)
    moved(life, entry, where)
    if (event.kind === 'assigned' || event.kind === 'escalated') own(life, event.rep, event.epoch, where)
    else if (event.kind === 'queued') {
      const [could] = contendersOf(life, at)
      if (could !== undefined) fault('waits', where, `it waits, and ${could.id} could have it`)
      life.until ??= at + WAIT
      life.held = true
    } else if (event.kind === 'closed' || event.kind === 'declined') {
      if (event.rep !== life.owner) fault('stranger', where, `${event.rep} does not have it`)
      own(life, undefined, 0, where)
      if (event.kind === 'declined') life.declined.add(event.rep)
      else life.closed = true
      if (event.kind === 'closed') counts.closed += 1
      if (event.ledger !== undefined) turns.book(event.ledger)
    } else if (event.kind !== 'fired' && event.kind !== 'contacted') fault('stranger', where, `nobody asked for ${event.kind}`)
  }

  /** After a sweep nobody waits for whom somebody was there all the while. */
  const swept = (at: number): void => {
    for (const life of lives.values()) {
      if (!life.held) continue
      const idle = contendersOf(life, at).find(({ id }) => !touched.has(id))
      if (idle !== undefined) fault('waits', life.key, `it still waits, and ${idle.id} could have it`)
      if ((life.until as number) <= at) fault('waits', life.key, 'it still waits, and its wait is over')
    }
  }

  const entries = await run.store.audit({ after: 0, limit: 1e9 })
  const moments = new Map<number, AuditEntry[]>([...run.sweeps].map((at) => [at, []]))
  for (const entry of entries) moments.set(entry.at, [...(moments.get(entry.at) ?? []), entry])
  for (const [at, of] of [...moments].sort(([one], [two]) => one - two)) {
    touched.clear()
    for (const entry of of) take(entry)
    if (run.sweeps.has(at)) swept(at)
  }
  for (const [subject, what] of chains.overdue(run.end)) fault('deadline', lives.get(subject)?.key ?? subject, what)
  for (const { key, owner, closed } of lives.values()) {
    const stored = await run.store.lead({ key })
    if (owner === undefined && !closed) fault('coverage', key, 'nobody has it')
    if (stored?.state !== (closed ? 'closed' : 'assigned') || (!closed && stored.rep !== owner))
      fault('coverage', key, 'its record says another thing')
  }
  return { faults, counts, chains: chains.counts, rotations: turns.rotations, contests: turns.contests, entries: entries.length }
}

async function livesOf({ store, sent }: Run): Promise<ReadonlyMap<string, Life>> {
  const lives = new Map<string, Life>()
  for (const [key, { region }] of sent) {
    const subject = (await store.lead({ key }))?.subject ?? key
    lives.set(subject, {
      ...{ key, region, declined: new Set<string>(), had: [], owner: undefined, epoch: 0, held: false, closed: false, until: undefined },
    })
  }
  return lives
}
