import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { type Load, noLoad, type StoredDocument, type StoredLead } from '../../src/state/record.js'
import { twoKeys } from '../../src/testing/storeContractLeads.js'
import { lookalikes } from '../../src/testing/storeContractRecords.js'
import { type BadStore, bad } from './badStore.js'
import type { Fault } from './faultyStores.js'

/** Takes for one name what `rename` makes one, be it of a lead, subject, queue, rotation, rep or document. */
function confusing(rename: (name: string) => string): Fault {
  const leads = new Map<string, StoredLead>()
  const subjects = new Map<string, StoredLead>()
  const ledgers = new Map<string, LedgerState>()
  const loads = new Map<string, Load>()
  const documents = new Map<string, StoredDocument>()
  const lead = (key: string) => leads.get(rename(key))
  const ledger = (rotation: string) => ledgers.get(rename(rotation)) ?? emptyLedger
  const load = (rep: string) => loads.get(rename(rep)) ?? noLoad
  return {
    see: (view, { leads, rotations, reps }) => ({
      ...view,
      leads: new Map(leads.flatMap((key) => [lead(key) ?? []].flat().map((found) => [key, found] as const))),
      ledgers: new Map(rotations.map((rotation) => [rotation, ledger(rotation)])),
      loads: new Map(reps.map((rep) => [rep, load(rep)])),
    }),
    write(write) {
      for (const each of write.leads) {
        leads.set(rename(each.key), each)
        subjects.set(rename(each.subject), each)
      }
      for (const { rotation, members, ...numbers } of write.ledgers) {
        const renamed = Object.entries(members).map(([rep, standing]) => [rename(rep), standing])
        ledgers.set(rename(rotation), { ...numbers, members: { ...ledger(rotation).members, ...Object.fromEntries(renamed) } })
      }
      for (const [rep, each] of write.loads) loads.set(rename(rep), each)
      for (const each of write.documents) if (!documents.has(rename(each.digest))) documents.set(rename(each.digest), each)
      return write
    },
    answers: () => ({
      lead: (by) => ('key' in by ? lead(by.key) : subjects.get(rename(by.subject))),
      queued: ({ queue, limit }) =>
        [...leads.values()].filter((each) => each.queue !== undefined && rename(each.queue) === rename(queue)).slice(0, limit),
      ledger,
      loads: (reps) => Object.fromEntries(reps.map((rep) => [rep, load(rep)])),
      document: (digest) => documents.get(rename(digest)),
    }),
  }
}

const odd = [
  'unusual keys are keys like others',
  'unusual subjects, reps, rules and digests come back as they are',
  'unusual names of queues are names like others',
  'unusual names of rotations are names like others',
  'unusual names of reps in a ledger are names like others',
  'unusual names of reps are names like others',
  'unusual digests are digests like others',
]

const renamings: readonly (readonly [name: string, rename: (name: string) => string, caughtBy: readonly string[]])[] = [
  ['upper case', (name) => name.toUpperCase(), ['queues are apart, and an unknown one is empty', 'an unknown document is missing']],
  ['German collation', (name) => name.replaceAll('ß', 'ss'), []],
  ['Unicode composed', (name) => name.normalize(), odd],
  ['spaces trimmed', (name) => name.trim(), [...odd, 'queues are apart, and an unknown one is empty']],
  ['numbers for text', (name) => (name.trim() === '' || Number.isNaN(Number(name)) ? name : String(Number(name))), []],
  ['wildcards', (name) => name.replace(/[%_](?=$)/, 'b'), []],
  ['511 characters', (name) => name.slice(0, 511), []],
  ['backslashes unescaped', (name) => name.replaceAll('\\\\', '\\'), []],
  ['prototypes for names', (name) => (name in {} ? 'prototype' : name), odd],
]

export const badNames: readonly BadStore[] = renamings.map(([name, rename, caughtBy]) => {
  const confused = lookalikes.filter(([one, other]) => rename(one) === rename(other))
  const both = confused.length > 0 ? ['names that look alike are different rotations and reps'] : []
  return bad(name, () => confusing(rename), [...caughtBy, ...both, ...confused.map(([one, other]) => twoKeys(one, other))])
})
