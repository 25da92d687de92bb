import { RoutingError } from '../../errors.js'
import type { LeadKey } from '../../lead.js'
import type { LedgerChange, LedgerState, Standing } from '../../ledger/state.js'
import type { OwnedPlace, Place, Transaction, View, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import type { PlanRecord } from '../../state/planRecord.js'
import { type AuditEntry, type Load, noLoad, type StoredDocument, type StoredLead, type Timer } from '../../state/record.js'
import { toText } from '../text.js'
import { createDeliveryTables, type DeliveryTables } from './delivery.js'
import {
  documentFrom,
  documentValues,
  entryFrom,
  entryValues,
  leadFrom,
  leadValues,
  loadFrom,
  loadValues,
  number,
  numbersFrom,
  one,
  planFrom,
  planValues,
  rowsOf,
  standingFrom,
  standingValues,
  text,
} from './rows.js'
import { bounded, type Prepare } from './statements.js'

/** Records in, records out; knows nothing of transactions. */
export interface Tables extends Omit<DeliveryTables, 'addMessage' | 'putTimer' | 'timersOf' | 'placesOf' | 'erase'> {
  view(request: Omit<Transaction<unknown>, 'step'>): View
  write(write: Write, head: number): void
  leadByKey(key: LeadKey): StoredLead | undefined
  leadBySubject(subject: string): StoredLead | undefined
  waiting(queue: string, limit: number, after: Place): readonly StoredLead[]
  owned(rep: RepId, limit: number, after: OwnedPlace): readonly StoredLead[]
  entries(after: number, limit: number): readonly AuditEntry[]
  /** Of each of these reps. */
  loads(reps: readonly RepId[]): ReadonlyMap<RepId, Load>
  ledger(rotation: string): LedgerState
  document(digest: string): StoredDocument | undefined
  plans(limit: number, before: number): readonly PlanRecord[]
}

export function createTables(prepare: Prepare): Tables {
  const { addMessage, putTimer, timersOf, placesOf, erase, ...delivery } = createDeliveryTables(prepare)
  const leadByKey = (key: LeadKey) => one(prepare('leadByKey').get(toText(key)), leadFrom)

  function head(): View['head'] {
    return (
      one(prepare('head').get(), (row) => ({ seq: number(row.seq), hash: text(row.hash), at: number(row.at) })) ?? {
        seq: 0,
        hash: '',
        at: 0,
      }
    )
  }

  function ledger(rotation: string): LedgerState {
    const rows = rowsOf(prepare('ledger').all(toText(rotation)))
    // A ledger without members is one row without a rep.
    const members = rows.filter((row) => row.rep !== null).map((row): [RepId, Standing] => [text(row.rep), standingFrom(row)])
    // `fromEntries` defines own properties, so that a rep named `__proto__` stays a rep.
    return { ...numbersFrom(rows[0]), members: Object.fromEntries(members) }
  }

  function putLedger({ rotation, turn, level, valueLevel, weight, members }: LedgerChange): void {
    const name = toText(rotation)
    prepare('putLedger').run(name, turn, level, valueLevel, weight)
    const put = prepare('putStanding')
    for (const [rep, standing] of Object.entries(members)) put.run(name, toText(rep), ...standingValues(standing))
  }

  function loads(reps: readonly RepId[]): Map<RepId, Load> {
    const answer = new Map<RepId, Load>(reps.map((rep) => [rep, { ...noLoad }]))
    if (reps.length === 0) return answer
    for (const row of rowsOf(prepare('loads').all(JSON.stringify(reps.map(toText))))) answer.set(text(row.rep), loadFrom(row))
    return answer
  }

  /** The oldest lead of each of these persons that has an owner. */
  function oldestOf(persons: readonly string[]): ReadonlyMap<string, StoredLead> {
    const oldest = (person: string) => one(prepare('leadOfPerson').get(person), leadFrom)
    return new Map(
      persons.flatMap((person) => {
        const lead = oldest(person)
        return lead === undefined ? [] : [[person, lead]]
      }),
    )
  }

  function addPlans(records: readonly PlanRecord[]): void {
    for (const record of records) prepare('addPlan').run(...planValues(record))
    const end = one(prepare('journalEnd').get(), ({ last, lines }) => ({ last: number(last), lines: number(lines) }))
    if (end?.last !== end?.lines)
      throw new RoutingError('storeFailed', { detail: `The journal of plans has a gap before line ${end?.last}.` })
  }

  return {
    ...delivery,
    leadByKey,
    leadBySubject: (subject) => one(prepare('leadBySubject').get(toText(subject)), leadFrom),
    waiting: (queue, limit, { rank = 0, receivedAt, seq }) =>
      rowsOf(prepare('leadsWaiting').all(toText(queue), rank, receivedAt, seq, bounded(limit))).map(leadFrom),
    owned: (rep, limit, { receivedAt, key }) =>
      rowsOf(prepare('leadsOwned').all(toText(rep), receivedAt, toText(key), bounded(limit))).map(leadFrom),
    entries: (after, limit) => rowsOf(prepare('entriesAfter').all(after, bounded(limit))).map(entryFrom),
    loads,
    ledger,
    document: (digest) => one(prepare('document').get(toText(digest)), documentFrom),
    plans: (limit, before) => rowsOf(prepare('plans').all(bounded(before), bounded(limit))).map(planFrom),
    view(request) {
      const end = head()
      const leads = new Map<LeadKey, StoredLead>()
      const timers = new Map<LeadKey, readonly Timer[]>()
      for (const key of request.leads) {
        const lead = leadByKey(key)
        if (lead === undefined) continue
        leads.set(key, lead)
        const theirs = timersOf(lead.subject)
        if (theirs.length > 0) timers.set(key, theirs)
      }
      const now = Math.max(request.now, end.at)
      const plan = one(prepare('planInForce').get(now), (row) => ({ version: number(row.version), digest: text(row.digest) }))
      return {
        now,
        head: end,
        leads,
        ledgers: new Map(request.rotations.map((rotation) => [rotation, ledger(rotation)])),
        loads: loads(request.reps),
        timers,
        inbox: placesOf(request.inbox ?? []),
        ...(request.persons === undefined ? {} : { persons: oldestOf(request.persons) }),
        ...(plan === undefined ? {} : { plan }),
        ...(request.journal === true ? { journal: rowsOf(prepare('journal').all()).map(planFrom) } : {}),
      }
    },
    write(write, head) {
      write.entries.forEach((entry, index) => {
        // The primary key refuses a number twice; a gap would only show much later.
        if (entry.seq !== head + 1 + index) {
          throw new RoutingError('storeFailed', { detail: `Audit entry ${entry.seq} does not continue ${head + index}.` })
        }
        prepare('addEntry').run(...entryValues(entry))
      })
      for (const lead of write.leads) prepare('putLead').run(...leadValues(lead))
      for (const change of write.ledgers) putLedger(change)
      for (const [rep, load] of write.loads) prepare('putLoad').run(toText(rep), ...loadValues(load))
      for (const document of write.documents) prepare('addDocument').run(...documentValues(document))
      for (const message of write.messages) addMessage(message)
      for (const timer of write.timers) putTimer(timer)
      if (write.journal !== undefined) addPlans(write.journal)
      for (const key of write.erased) erase(key)
    },
  }
}
