import { RoutingError } from '../../src/errors.js'
import type { View } from '../../src/port/store.js'
import { noLoad, type StoredLead } from '../../src/state/record.js'
import { entryAfter } from '../../src/testing/storeContractRecords.js'
import { badInboxes } from './badInboxes.js'
import { badLives } from './badLives.js'
import { badNames } from './badNames.js'
import { badOutboxes } from './badOutboxes.js'
import { badPersons } from './badPersons.js'
import { badPlans } from './badPlans.js'
import { badRecords } from './badRecords.js'
import { attempt, type BadStore, bad, broken, leadsOf, raise, whole } from './badStore.js'
import { badTallies } from './badTallies.js'
import { badTimers } from './badTimers.js'
import { nothing, piecemeal, placeholders, shared, unlocked } from './faultyStores.js'

const locks: readonly BadStore[] = [
  whole('no lock', unlocked, [
    '300 increments at once lose none',
    '300 transactions at once leave a whole audit trail',
    'of many who claim a key at once exactly one finds it free',
    'transactions on different rotations at once keep out of each other',
    'steps that throw among others at once harm none of them',
    'a step that calls its own store, against its contract, loses no update',
    'of many who fire a timer at once exactly one finds it set',
    'of many who publish at once each sees the one before, and no line is lost',
  ]),
  whole('placeholders before the step', placeholders, [
    'a step that throws leaves no trace',
    'of many who claim a key at once exactly one finds it free',
  ]),
  whole('part after part', piecemeal, [
    'a write that fails halfway leaves no trace',
    'a record that cannot be stored takes the whole write with it',
    'timers of a step that throws, and of a write that fails, are as before',
    'a write that fails erases nothing',
  ]),
  whole('shared mutable records', shared, [
    'changing a lead changes nothing in the store',
    'changing a lead found by subject changes nothing in the store',
    'changing the leads of a queue changes nothing in the store',
    'changing audit entries changes nothing in the store',
    'changing a ledger changes nothing in the store',
    'changing an empty ledger changes nothing in the store',
    'changing loads changes nothing in the store',
    'changing a document changes nothing in the store',
    'changing an accepted lead changes nothing in the store',
    'changing a parked lead changes nothing in the store',
    'changing a message on loan changes nothing in the store',
    'changing a message that was given up changes nothing in the store',
    'changing a timer that is due changes nothing in the store',
    'changing counts changes nothing in the store',
    'changing a view, after the transaction changes nothing in the store',
    'changing a view, within the step changes nothing in the store',
    'changing records after they were written changes nothing in the store',
    'changing lines of the journal changes nothing in the store',
    'a record stays as it was read when the store moves on',
  ]),
  bad('loads of the view are one transaction old', () => {
    let before: View['loads'] = new Map()
    return {
      see(view) {
        const seen = { ...view, loads: new Map([...view.loads.keys()].map((rep) => [rep, before.get(rep) ?? noLoad])) }
        before = view.loads
        return seen
      },
    }
  }, ['every part of the view is of the same moment', 'a transaction sees what the one before it wrote']),
]

const views: readonly BadStore[] = [
  bad(
    'a hash before the first entry',
    () => ({ see: (view) => (view.head.seq > 0 ? view : { ...view, head: { ...view.head, hash: '0'.repeat(64) } }) }),
    ['the head of an empty trail is 0, without a hash'],
  ),
  bad('no hash of the latest entry', () => ({ see: (view) => ({ ...view, head: { ...view.head, hash: '' } }) }), [
    'the head is the latest entry',
    '300 transactions at once leave a whole audit trail',
    'pages go through all entries, each once',
  ]),
  bad('a head that lags behind', () => {
    let last: View['head'] = { seq: 0, hash: '', at: 0 }
    return {
      see(view) {
        const head = last
        last = view.head
        return { ...view, head }
      },
    }
  }, ['a transaction sees the head that the one before it wrote', 'a transaction sees what the one before it wrote']),
  bad('a clock that goes back', () => ({ see: (view, { now }) => ({ ...view, now }) }), ['now never goes back behind the latest entry']),
  bad('a clock that stands still', () => ({ see: (view) => ({ ...view, now: view.head.at }) }), [
    "now is the request's where the trail is older",
  ]),
  bad('a clock that views move', () => {
    let latest = 0
    return {
      see(view) {
        latest = Math.max(latest, view.now)
        return { ...view, now: latest }
      },
    }
  }, ['a view without write does not move time']),
  bad(
    'known ledgers and loads only',
    () => ({
      see: (view) => ({
        ...view,
        ledgers: filtered(view.ledgers, (ledger) => ledger.turn > 0),
        loads: filtered(view.loads, (load) => load.assigned > 0),
      }),
    }),
    ['the view of an empty store: no leads, empty ledgers, no loads', 'the view holds every requested rotation and rep, and only these'],
  ),
  bad('a view of all leads', () => {
    const all = new Map<string, StoredLead>()
    return {
      see: (view) => ({ ...view, leads: new Map(all) }),
      write(write) {
        for (const lead of write.leads) all.set(lead.key, lead)
        return write
      },
    }
  }, ['the view holds those of the requested leads that exist']),
  bad(
    'asks twice at its peril',
    () => ({ see: (view, { leads }) => (new Set(leads).size < leads.length ? raise(broken('twice')) : view) }),
    ['what is asked for twice is there once'],
  ),
  bad(
    '32-bit times',
    () => ({ write: (write) => leadsOf(write, (lead) => ({ ...lead, receivedAt: lead.receivedAt | 0, at: lead.at | 0 })) }),
    ['times of the present age are exact to the millisecond'],
  ),
  bad('a result by value', () => ({ answers: (good) => ({ transact: (request) => copied(good.transact(request)) }) }), [
    'the result of the step is handed back as it is',
  ]),
  bad(
    'an entry for every look',
    () => ({
      answers: (good) => ({
        transact: (request) =>
          good.transact({
            ...request,
            step(view) {
              const { result, write } = request.step(view)
              const { entries = [] } = write ?? {}
              return {
                result,
                write: { ...nothing, ...write, entries: entries.length === 0 ? [entryAfter(view.head, view.now)] : entries },
              }
            },
          }),
      }),
    }),
    ['a step that writes nothing changes nothing', 'a view without write does not move time'],
  ),
]

const errors: readonly BadStore[] = [
  bad(
    'swallowed errors',
    () => ({
      answers: (good) => ({
        transact: (request) =>
          attempt(
            () => good.transact(request),
            () => undefined,
          ),
      }),
    }),
    [
      'the error of a step is passed on, the very same',
      'an error of a step that looks like one of the driver is passed on all the same',
      'steps that throw among others at once harm none of them',
    ],
  ),
  bad(
    'wrapped errors',
    () => ({
      answers: (good) => ({
        transact: (request) =>
          attempt(
            () => good.transact(request),
            (cause) => raise(new RoutingError('storeFailed', { cause })),
          ),
      }),
    }),
    ['the error of a step is passed on, the very same'],
  ),
  bad(
    'errors of a step taken for those of the driver',
    () => ({
      answers: (good) => ({
        transact: (request) =>
          attempt(
            () => good.transact(request),
            (error) => raise((error as { errcode?: number } | undefined)?.errcode === 5 ? broken('busy') : error),
          ),
      }),
    }),
    ['an error of a step that looks like one of the driver is passed on all the same'],
  ),
  bad(
    'a transaction left open by an error',
    () => ({
      answers(good) {
        let open = false
        return {
          transact(request) {
            if (open) throw broken('cannot start a transaction within a transaction')
            open = true
            const result = good.transact(request)
            open = false
            return result
          },
        }
      },
    }),
    ['after a step that threw the store goes on', 'steps that throw among others at once harm none of them'],
  ),
]

export const badStores: readonly BadStore[] = [
  ...locks,
  ...views,
  ...errors,
  ...badLives,
  ...badRecords,
  ...badTallies,
  ...badNames,
  ...badInboxes,
  ...badOutboxes,
  ...badPersons,
  ...badPlans,
  ...badTimers,
]

function filtered<Value>(map: ReadonlyMap<string, Value>, keep: (value: Value) => boolean): Map<string, Value> {
  return new Map([...map].filter(([, value]) => keep(value)))
}

function copied<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}
