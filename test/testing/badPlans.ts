import type { Store, View } from '../../src/port/store.js'
import { inForceAt, type PlanRecord, type PlanTag, type VersionRecord } from '../../src/state/planRecord.js'
import { type BadStore, bad, broken, type NamedFault } from './badStore.js'
import { type Fault, handles } from './faultyStores.js'

type Journal = readonly PlanRecord[]
const all = (good: Store): Journal => good.plans({ limit: 1e6 }) as Journal
const answers = (plans: (good: Store) => Store['plans']): Fault => ({ answers: (good) => ({ plans: plans(good) }) })
/** The view with another version in force, found by its own lights in the journal. */
const inForce = (find: (journal: Journal, view: View, now: number) => VersionRecord | undefined): Fault => {
  const journal: PlanRecord[] = []
  return {
    see: ({ plan: _plan, ...view }, { now }) => {
      const found = find(journal, view, now)
      return { ...view, ...(found === undefined ? {} : { plan: { version: found.version, digest: found.digest } }) }
    },
    write: (write) => {
      journal.push(...(write.journal ?? []))
      return write
    },
  }
}
const versionsIn = (journal: Journal): VersionRecord[] => journal.filter((record) => record.kind === 'version')

const faults: readonly NamedFault[] = [
  {
    name: 'a draft is in force',
    fault: () => ({
      see: (view, { journal }) => (journal === true || view.head.seq === 0 ? view : { plan: { version: 0, digest: '' }, ...view }),
    }),
    caughtBy: ['where nobody has published a plan, none is in force and the journal is empty'],
  },
  {
    name: 'authors in lower case',
    fault: () => ({
      write: ({ journal, ...write }) => ({
        ...write,
        ...(journal === undefined ? {} : { journal: journal.map((record) => ({ ...record, author: record.author.toLowerCase() })) }),
      }),
    }),
    caughtBy: ['lines of the journal of every kind come back to the byte'],
  },
  {
    name: 'the journal from its beginning',
    fault: () =>
      answers(
        (good) =>
          ({ limit }) =>
            [...all(good)].reverse().slice(0, limit),
      ),
    caughtBy: ['the journal in pages, the latest lines first'],
  },
  {
    name: 'pages that begin anew',
    fault: () =>
      answers(
        (good) =>
          ({ limit }) =>
            good.plans({ limit }),
      ),
    caughtBy: ['the journal in pages, the latest lines first'],
  },
  {
    name: 'the whole journal for everybody',
    fault: () => {
      const journal: PlanRecord[] = []
      return {
        see: (view) => ({ ...view, journal }),
        write: (write) => {
          journal.push(...(write.journal ?? []))
          return write
        },
      }
    },
    caughtBy: ['a transaction sees the journal where it asks for it'],
  },
  {
    name: 'a version that is in force when the clock of the others says so',
    fault: () => inForce((journal, _, now) => versionsIn(journal).findLast(({ from, at }) => (from ?? at) <= now)),
    caughtBy: ['a version is in force in the very next transaction, whatever its clock says'],
  },
  {
    name: 'scheduled versions at once',
    fault: () => inForce((journal) => versionsIn(journal).at(-1)),
    caughtBy: ['a scheduled version is in force from its time on, to the millisecond'],
  },
  {
    name: 'scheduled versions a millisecond late',
    fault: () => inForce((journal, view) => inForceAt(journal, view.now - 1)),
    caughtBy: ['a scheduled version is in force from its time on, to the millisecond'],
  },
  {
    name: "scheduled versions by the request's clock alone",
    fault: () => inForce((journal, _, now) => inForceAt(journal, now)),
    caughtBy: ['once the trail is past its time, a scheduled version is in force for clocks that are behind, too'],
  },
  {
    name: 'what came into force last, whatever its number',
    fault: () =>
      inForce((journal, { now }) =>
        versionsIn(journal)
          .filter(({ from = 0 }) => from <= now)
          .sort((one, other) => (one.from ?? one.at) - (other.from ?? other.at))
          .at(-1),
      ),
    caughtBy: ['of the versions whose time has come the one with the highest number is in force'],
  },
  {
    name: 'the version in force is read before the lock',
    fault: () => {
      let before: PlanTag | undefined
      return {
        see: ({ plan, ...view }) => {
          const seen = before
          before = plan
          return { ...view, ...(seen === undefined ? {} : { plan: seen }) }
        },
      }
    },
    caughtBy: [
      'of many who publish at once each sees the one before, and no line is lost',
      'a version is in force in the very next transaction, whatever its clock says',
    ],
  },
  {
    name: 'every other transaction sees the version before',
    fault: () => {
      let turn = 0
      return {
        see: ({ plan, ...view }, { journal }) => {
          const older = journal !== true && turn++ % 2 === 1 && plan !== undefined && plan.version > 1
          return { ...view, ...(plan === undefined ? {} : { plan: older ? { ...plan, version: plan.version - 1 } : plan }) }
        },
      }
    },
    caughtBy: ['no transaction sees an earlier version than one before it in the trail'],
  },
  {
    name: 'published before it is written',
    fault: () => {
      const published: PlanRecord[] = []
      return {
        see: ({ plan: _plan, ...view }) => {
          const found = inForceAt(published, view.now)
          return { ...view, ...(found === undefined ? {} : { plan: { version: found.version, digest: found.digest } }) }
        },
        write: (write) => {
          published.push(...(write.journal ?? []))
          return write
        },
      }
    },
    caughtBy: ['what a step that throws, or a write that fails, would have published is not in force'],
  },
  {
    name: 'lines are numbered as they come',
    fault: () => {
      let lines = 0
      return {
        write: ({ journal, ...write }) => ({
          ...write,
          ...(journal === undefined ? {} : { journal: journal.map((record) => ({ ...record, number: ++lines })) }),
        }),
      }
    },
    caughtBy: ['a journal with a gap, or with a number twice, is refused'],
  },
]

const forgetful = (good: Store): Store => ({
  ...good,
  plans: () => [],
  transact: (request) => good.transact({ ...request, step: ({ plan: _plan, ...view }) => request.step(view) }),
})

export const badPlans: readonly BadStore[] = [
  ...faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy)),
  {
    name: 'a journal in memory only',
    options: handles('a journal in memory only', forgetful),
    caughtBy: [
      'the journal is there after opening again, and goes on',
      'what is published through one handle is in force for the next transaction of another',
    ],
  },
  bad('refuses whoever asks for the journal', () => ({ see: (view, { journal }) => (journal === true ? fail() : view) }), [
    'a transaction sees the journal where it asks for it',
  ]),
]

function fail(): never {
  throw broken('no journal')
}
