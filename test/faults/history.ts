import { noFacts } from '../../src/decide/decision.js'
import type { Json, JsonObject } from '../../src/lead.js'
import { applyLedgerChange } from '../../src/ledger/apply.js'
import { bookLead } from '../../src/ledger/book.js'
import { emptyLedger, type LedgerChange, type LedgerState } from '../../src/ledger/state.js'
import type { Plan } from '../../src/plan/document.js'
import type { Rep } from '../../src/rep.js'
import { contentDigest, emptyHead, nextEntry, subjectDigest } from '../../src/state/audit.js'
import type { Event, Inputs } from '../../src/state/event.js'
import { type AuditEntry, type Load, noLoad, type PastOwner, type StoredLead, type Timer } from '../../src/state/record.js'
import { createOracle } from '../ledger/oracle.js'
import type { Answer, Call, Evidence, Loan, Received } from './checker.js'

/** Writes histories as a store would leave them, also such as no store should: whole but for what the script does wrong. */

export const plan: Plan = {
  fairlead: 1,
  name: 'history',
  channels: ['mail', 'alarm'],
  rules: [
    { name: 'later', when: { later: true }, to: { queue: 'nurture' }, notify: ['mail'] },
    { name: 'turns', to: { team: 'a' }, notify: ['mail'] },
  ],
  otherwise: { to: {}, whenNobody: 'hold' },
  rotations: { turns: { declined: 'keep', merged: 'keep' } },
}

export const roster: readonly Rep[] = [
  { id: 'ana', team: 'a', capacity: 3 },
  { id: 'bob', team: 'a' },
  { id: 'cat', team: 'a' },
  { id: 'mia', team: 'b' },
]

/** One thing that happens. `at` is the moment; each is a second after the one before. */
export type Line = { readonly at?: number } /** By the turns, or to whom the script says so. */ & (
  | { readonly do: 'assign'; readonly key: string; readonly to?: string }
  | { readonly do: 'queue' | 'hold' | 'contact' | 'decline' | 'transfer' | 'close' | 'erase' | 'cancel'; readonly key: string }
  | { readonly do: 'reassign' | 'claim'; readonly key: string; readonly to: string }
  | { readonly do: 'deadline'; readonly key: string; readonly due: number; readonly name?: string }
  | { readonly do: 'fire'; readonly key: string }
  /** A number of the trail is never used. */
  | { readonly do: 'skip' }
)

const inputs: Omit<Inputs, 'intake'> = { plan: 'the plan', roster: 'the roster', facts: 'no facts' }

export function write(script: readonly Line[], reps: readonly Rep[] = roster): Evidence {
  const team = reps.filter(({ team }) => team === 'a').map(({ id }) => id)
  const oracle = createOracle()
  const audit: AuditEntry[] = []
  const leads = new Map<string, StoredLead>()
  const timers = new Map<string, Timer>()
  const loads = new Map<string, Load>()
  const calls: Call[] = []
  const received: Received[] = []
  const loans: Loan[] = []
  const declined = new Map<string, string[]>()
  let ledger: LedgerState = emptyLedger
  let head = { ...emptyHead }
  let [now, place] = [0, 0]

  const load = (rep: string): Load => loads.get(rep) ?? noLoad
  const note = (event: Event): AuditEntry => {
    const entry = nextEntry(head, now, event)
    head = entry
    audit.push(entry)
    return entry
  }
  const span = (): { from: number; to: number } => ({ from: place++, to: place++ })
  const told = (kind: Call['kind'], lead: StoredLead, duplicate: boolean, epoch?: number): void => {
    const answer: Answer = {
      kind: lead.rep === undefined ? 'queued' : 'assigned',
      lead: lead.key,
      seq: lead.seq,
      epoch: lead.epoch,
      duplicate,
      ...(lead.rep === undefined ? {} : { rep: lead.rep }),
      ...(lead.queue === undefined ? {} : { queue: lead.queue }),
      ...(duplicate && kind === 'route' ? { payloadChanged: false } : {}),
    }
    calls.push({
      kind,
      key: lead.key,
      ...(kind === 'route' ? { content: contentOf(lead.key) } : {}),
      ...(epoch === undefined ? {} : { epoch }),
      answer,
      ...span(),
    })
  }
  const deliver = ({ seq, event }: AuditEntry, channel: string, about: Received['about']): void => {
    const id = `${seq}.0`
    loans.push({ what: 'claim', id, attempt: 1, ...span() })
    received.push({ id, subject: event.subject, channel, about, at: now })
    loans.push({ what: 'settle', id, attempt: 1, outcome: 'done', taken: true, ...span() })
  }
  const known = (key: string): StoredLead | undefined => leads.get(key)
  const keep = (lead: StoredLead): StoredLead => {
    leads.set(lead.key, lead)
    return lead
  }
  const cancel = (subject: string, upTo: number): void => {
    for (const [id, timer] of timers) {
      if (timer.subject === subject && timer.epoch <= upTo && timer.state === 'set')
        timers.set(id, { ...timer, state: 'cancelled', endedAt: now })
    }
  }

  const decide = (line: Line & { do: 'assign' | 'queue' | 'hold' }): void => {
    const { key } = line
    const before = known(key)
    const salt = before?.salt ?? String(now).padEnd(32, '0')
    const subject = before?.subject ?? subjectDigest(salt, key)
    const content = contentOf(key)
    const intake = { lead: content }
    const base = { subject, epoch: before?.epoch ?? 0, inputs: { ...inputs, intake: contentDigest(salt, intake) } }
    let event: Event
    if (line.do === 'assign') {
      const able = team.filter(
        (id) => line.to === id || (!(declined.get(subject) ?? []).includes(id) && (id !== 'ana' || load(id).open < 3)),
      )
      const contenders = able.map((id) => ({ id, weight: 1 }))
      const picked = oracle.next(contenders)
      const rep = line.to ?? picked
      const change: LedgerChange = { rotation: 'turns', ...bookLead(ledger, contenders, able.indexOf(rep)) }
      ledger = applyLedgerChange(ledger, change)
      loads.set(rep, { open: load(rep).open + 1, assigned: load(rep).assigned + 1 })
      event = {
        ...base,
        kind: 'assigned',
        epoch: base.epoch + 1,
        rep,
        rule: 'turns',
        ...(before?.queue === undefined ? {} : { from: before.queue }),
        ledger: change,
      }
    } else
      event = { ...base, kind: 'queued', queue: line.do === 'hold' ? 'held' : 'nurture', rule: line.do === 'hold' ? 'otherwise' : 'later' }
    const entry = note(event)
    const owner =
      event.kind === 'assigned'
        ? { state: 'assigned' as const, rep: event.rep }
        : { state: 'queued' as const, queue: event.queue as string }
    const digest = contentDigest(salt, content)
    const decision = { kind: 'queued', lead: key } as unknown as StoredLead['decision']
    const lead = keep({
      key,
      subject,
      salt,
      digest,
      intake,
      waits: {},
      ...owner,
      epoch: event.epoch,
      decision,
      seq: entry.seq,
      receivedAt: now,
      at: now,
      ...(before?.past === undefined ? {} : { past: before.past }),
      ...(before?.declined === undefined ? {} : { declined: before.declined }),
    })
    told('route', lead, false)
    told('route', lead, true)
    if (line.do === 'hold') return
    const { epoch } = event
    deliver(
      entry,
      'mail',
      event.kind === 'assigned'
        ? { kind: 'assigned', epoch, rule: 'turns', rep: event.rep }
        : { kind: 'queued', epoch, rule: 'later', queue: 'nurture' },
    )
  }

  const act = (line: Exclude<Line, { do: 'skip' }>): void => {
    const lead = known(line.key)
    if (lead === undefined) throw new Error(`no lead ${line.key}`)
    const { key, subject, epoch, rep, queue: _queue, rep: _rep, contactedAt, ...rest } = lead
    const bare = { ...rest, key, subject, epoch }
    const reached = contactedAt === undefined ? {} : { contactedAt }
    const parted = (because: PastOwner['because']): Pick<StoredLead, 'past'> =>
      rep === undefined ? {} : { past: [...(lead.past ?? []), { rep, epoch, until: now, because, reason: 'in private words' }] }
    const leaves = (): void => {
      if (rep !== undefined) loads.set(rep, { ...load(rep), open: load(rep).open - 1 })
      cancel(subject, epoch)
    }
    const id = `${subject} ${epoch}`
    const declining = (): readonly string[] => {
      const all = [...(declined.get(subject) ?? []), rep as string]
      declined.set(subject, all)
      return all
    }
    switch (line.do) {
      case 'contact':
        note({ kind: 'contacted', subject, epoch })
        for (const [each, timer] of timers)
          if (timer.subject === subject && timer.name === 'escalation') timers.set(each, { ...timer, state: 'cancelled', endedAt: now })
        keep({ ...lead, contactedAt: now })
        calls.push({ kind: 'contacted', key, epoch, done: true, ...span() })
        return
      case 'close':
        note({ kind: 'closed', subject, epoch, ...(rep === undefined ? {} : { rep }) })
        leaves()
        keep({ ...bare, ...reached, ...(rep === undefined ? {} : { rep }), state: 'closed' })
        calls.push({ kind: 'close', key, epoch, done: true, ...span() })
        return
      case 'decline':
        note({ kind: 'declined', subject, epoch, rep: rep as string })
        leaves()
        told('decline', keep({ ...bare, ...parted('declined'), declined: declining(), queue: 'held', state: 'queued' }), false, epoch)
        calls.pop()
        return
      case 'transfer':
        note({ kind: 'transferred', subject, epoch, rep: rep as string })
        leaves()
        keep({ ...bare, ...parted('transferred'), declined: declining(), queue: 'held', state: 'queued' })
        return
      case 'reassign':
        note({ kind: 'reassigned', subject, epoch: epoch + 1, rep: line.to, ...(rep === undefined ? {} : { from: rep }) })
        leaves()
        loads.set(line.to, { open: load(line.to).open + 1, assigned: load(line.to).assigned + 1 })
        told('reassign', keep({ ...bare, ...parted('reassigned'), rep: line.to, state: 'assigned', epoch: epoch + 1 }), false, epoch)
        return
      case 'claim': {
        const entry = note({ kind: 'claimed', subject, epoch: epoch + 1, rep: line.to, queue: lead.queue as string })
        cancel(subject, epoch)
        loads.set(line.to, { open: load(line.to).open + 1, assigned: load(line.to).assigned + 1 })
        told('claim', keep({ ...bare, rep: line.to, state: 'assigned', epoch: epoch + 1 }), false)
        deliver(entry, 'mail', { kind: 'assigned', epoch: epoch + 1, rule: 'later', rep: line.to })
        return
      }
      case 'erase':
        if (lead.state !== 'closed') act({ do: 'close', key })
        note({ kind: 'erased', subject, epoch })
        leads.delete(key)
        for (const [each, timer] of timers) if (timer.subject === subject) timers.delete(each)
        calls.push({ kind: 'erase', key, done: true, ...span() })
        return
      case 'deadline':
        timers.set(id, { subject, epoch, name: line.name ?? 'call', step: 0, at: line.due, channels: ['alarm'], state: 'set' })
        return
      case 'cancel':
        cancel(subject, epoch)
        return
      case 'fire': {
        const timer = timers.get(id) as Timer
        const entry = note({ kind: 'fired', subject, epoch, name: timer.name, step: 0, due: timer.at })
        timers.set(id, { ...timer, state: 'fired', endedAt: now })
        deliver(entry, 'alarm', { kind: 'fired', epoch, name: timer.name, step: 0, due: timer.at, ...(rep === undefined ? {} : { rep }) })
      }
    }
  }

  for (const line of script) {
    now = line.at ?? now + 1000
    if (line.do === 'skip') head = { ...head, seq: head.seq + 1 }
    else if (line.do === 'assign' || line.do === 'queue' || line.do === 'hold') decide(line as Line & { do: 'assign' })
    else act(line)
  }
  const tallied = Object.fromEntries(loads)
  const documents = new Map<string, Json>([
    ['the plan', plan as unknown as Json],
    ['the roster', reps as unknown as Json],
    ['no facts', noFacts as unknown as Json],
  ])
  const ledgers = ledger === emptyLedger ? {} : { turns: ledger }
  const replay = { state: { ledgers, loads: tallied } }
  return {
    calls,
    now,
    received,
    loans,
    audit,
    leads: [...leads.values()],
    accepted: [],
    ledgers,
    loads: tallied,
    documents,
    timers: [...timers.values()],
    dead: [],
    replay,
  }
}

export function contentOf(key: string): JsonObject {
  return { id: key, ...(key.startsWith('Q') ? { later: true } : {}) }
}

/** The same trail with entries changed, chained anew: what is wrong is only what was changed. */
export function rewritten(audit: readonly AuditEntry[], change: (entry: AuditEntry) => Partial<AuditEntry>): readonly AuditEntry[] {
  let head = { ...emptyHead }
  return audit.map((entry) => {
    const { seq, at, event } = { ...entry, ...change(entry) }
    const next = nextEntry({ ...head, seq: seq - 1 }, at, event)
    head = next
    return next
  })
}
