import type { LedgerChange, LedgerState } from '../ledger/state.js'
import type { AcceptedLead, AuditEntry, Message, StoredDocument, StoredLead, Timer } from '../state/record.js'

/** A lead with an owner; `over` replaces fields. */
export function assignedLead(key: string, over: Partial<StoredLead> = {}): StoredLead {
  return {
    key,
    subject: `subject of ${key}`,
    salt: '00112233445566778899aabbccddeeff',
    digest: `digest of ${key}`,
    intake: { lead: { id: key, company: { country: 'DE', employees: 120 } }, account: { id: 'acme', owner: 'ana' } },
    state: 'assigned',
    rep: 'ana',
    waits: {},
    epoch: 1,
    decision: {
      kind: 'assigned',
      lead: key,
      rep: 'ana',
      rule: 'otherwise',
      at: 1_000,
      trace: {
        plan: { name: 'inbound', digest: 'p1' },
        labels: { size: 'midMarket' },
        rules: [],
        notes: [],
      },
      effects: [{ kind: 'notify', channel: 'slack', lead: key, rep: 'ana' }],
    },
    seq: 1,
    receivedAt: 1_000,
    at: 1_000,
    ...over,
  }
}

/** A lead that waits in a queue. */
export function waitingLead(key: string, queue: string, over: Partial<StoredLead> = {}): StoredLead {
  const { rep: _, ...lead } = assignedLead(key)
  return {
    ...lead,
    state: 'queued',
    queue,
    epoch: 0,
    decision: { kind: 'queued', lead: key, queue, rule: 'low score', at: 1_000, trace: lead.decision.trace, effects: [] },
    ...over,
  }
}

/** The next entry of a trail. The hashes of these entries are not real ones: a store takes them as they come. */
export function entryAfter(
  head: { readonly seq: number; readonly hash: string; readonly at: number },
  now: number,
  event?: AuditEntry['event'],
): AuditEntry {
  const seq = head.seq + 1
  return {
    seq,
    at: Math.max(now, head.at),
    event: event ?? {
      kind: 'assigned',
      subject: `subject of lead ${seq}`,
      epoch: 1,
      rep: 'ana',
      rule: 'otherwise',
      ledger: change('otherwise', seq, { ana: [-7, seq] }),
      inputs: { plan: 'p1', roster: 'r1', facts: 'f1', intake: `i${seq}` },
    },
    previous: head.hash,
    hash: `hash of ${seq}`,
  }
}

/** Every number differs from the others, so that a store that mixes them up shows. */
export function ledgerAt(turn: number, members: LedgerState['members']): LedgerState {
  return { turn, level: turn * 3, valueLevel: turn * 5, weight: turn * 7, members }
}

export function change(rotation: string, turn: number, members: LedgerState['members']): LedgerChange {
  return { rotation, ...ledgerAt(turn, members) }
}

export function document(digest: string, content: StoredDocument['content'], kind: StoredDocument['kind'] = 'plan'): StoredDocument {
  return { digest, kind, content }
}

/** A lead that came in and is still to be routed. */
export function incoming(key: string, receivedAt = 1_000, content: AcceptedLead['content'] = { id: key, company: { country: 'DE' } }) {
  return { key, content, receivedAt }
}

/** A message about the lead with this key, as `assignedLead` makes it. */
export function messageOf(id: string, key: string, over: Partial<Message> = {}): Message {
  return {
    id,
    subject: `subject of ${key}`,
    channel: 'slack',
    about: { kind: 'assigned', epoch: 1, rep: 'ana', rule: 'otherwise' },
    at: 1_000,
    ...over,
  }
}

/** A deadline of the lead with this key, as `assignedLead` makes it. */
export function timerOf(key: string, over: Partial<Timer> = {}): Timer {
  return { subject: `subject of ${key}`, epoch: 1, name: 'first contact', step: 0, at: 5_000, channels: ['slack'], state: 'set', ...over }
}

/** Names that trip what is built on plain objects, on SQL text, or on a lax comparison. */
export const oddNames: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  '42',
  '-1',
  ' ',
  ' padded ',
  'null',
  'undefined',
  "O'Brien",
  '"quoted"',
  "'; drop table fairlead_leads; --",
  '%',
  '_',
  '?',
  '$1',
  ':name',
  'back\\slash',
  '\\u0041',
  'line\nbreak\ttab',
  'Zoë',
  'Zoe\u0308',
  '日本語の名前',
  'שלום',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\ufeffmark',
  '\u2028',
  '{"json":true}',
  'x'.repeat(512),
  '🦊'.repeat(128),
]

/** Pairs that only a lax comparison takes for the same. */
export const lookalikes: readonly (readonly [string, string])[] = [
  ['lead', 'LEAD'],
  ['ß', 'ss'],
  ['ä', 'Ä'],
  ['caf\u00e9', 'cafe\u0301'],
  ['a', 'a '],
  ['a', ' a'],
  ['1', '01'],
  ['1', '1.0'],
  ['10', '1e1'],
  ['a%', 'ab'],
  ['a_', 'ab'],
  ['', ' '],
  ['x'.repeat(511), 'x'.repeat(512)],
  [`${'x'.repeat(511)}a`, `${'x'.repeat(511)}b`],
  ['\\', '\\\\'],
]
