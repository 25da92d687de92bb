import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { RoutingError } from '../../src/errors.js'
import type { Store, View } from '../../src/port/store.js'
import { assignedLead } from '../../src/testing/storeContractRecords.js'
import { attempt, type BadStore, bad, broken, raise, whole } from './badStore.js'
import { handles } from './faultyStores.js'

const noView: View = {
  now: 0,
  head: { seq: 0, hash: '', at: 0 },
  leads: new Map(),
  ledgers: new Map(),
  loads: new Map(),
  timers: new Map(),
  inbox: new Map(),
}

export const badLives: readonly BadStore[] = [
  whole('no name', () => ({ ...memoryStore(), name: '' }), ['says its name and whether it is durable']),
  bad('not empty', () => ({ answers: () => ({ document: () => ({ digest: 'd1', kind: 'plan', content: 1 }) }) }), ['is empty when new']),
  bad('an end that never comes', () => ({ answers: () => ({ end: () => {} }) }), [
    'refuses every call after its end with storeClosed',
    'runs no step after its end',
  ]),
  bad(
    'an end that may come once',
    () => ({
      answers(good) {
        let ended = false
        return {
          end() {
            if (ended) throw broken('database is not open')
            ended = true
            return good.end()
          },
        }
      },
    }),
    ['may be ended twice'],
  ),
  bad(
    'a last step after the end',
    () => ({
      answers(good) {
        let ended = false
        return {
          transact(request) {
            if (ended) request.step(noView)
            return good.transact(request)
          },
          end() {
            ended = true
            return good.end()
          },
        }
      },
    }),
    ['runs no step after its end'],
  ),
  {
    name: 'one end for all handles',
    options: handles('one end', undefined, (good) => ({ end: () => good.end() })),
    caughtBy: ['another handle outlives the end of the first'],
  },
  {
    name: 'calls carried out and refused',
    options: handles('carried out and refused', undefined, (good) => {
      let ended = false
      return {
        async transact(request) {
          const result = await good.transact(request)
          if (ended) throw new RoutingError('storeClosed')
          return result
        },
        end() {
          ended = true
        },
      }
    }),
    caughtBy: ['a call before the end is carried out, or refused: never half, never both'],
  },
  {
    name: 'not durable',
    options: handles('not durable', undefined, () => ({ durable: false })),
    caughtBy: ['a store that can be opened again says that it is durable'],
  },
  {
    name: 'every handle has data of its own',
    options: handles('data of its own', () => memoryStore()),
    caughtBy: [
      'increments from two handles at once lose none',
      'of two handles one is told that a key is new, and each sees what waits',
      'handles that claim at once never share a message, and each sees what the other settled',
      'each handle sees at once the timers that the other set and ended',
      'each handle counts what waits in the other',
      'what was accepted is there after opening again, failures included',
      'messages, loans and what was given up are there after opening again',
      'timers are there after opening again',
      'what was erased is not there after opening again',
      'each handle sees at once what the other committed',
      'time does not go back between handles',
      'everything is there after opening again',
      'the trail goes on after opening again, and time with it',
      'unusual names and large numbers are there after opening again',
      'what was not committed is not there after opening again',
    ],
  },
  {
    name: 'an error locks the other handles out',
    options: (() => {
      const failed = new WeakSet<Store>()
      return handles(
        'locked out',
        (good) => ({ ...good, transact: (request) => (failed.has(good) ? raise(broken('database is locked')) : good.transact(request)) }),
        (good) => ({
          transact: (request) =>
            attempt(
              () => good.transact(request),
              (error) => {
                failed.add(good)
                return raise(error)
              },
            ),
        }),
      )
    })(),
    caughtBy: ['an error in one handle leaves the other free'],
  },
  {
    name: 'opening again brings back what was rolled back',
    options: handles('rolled forward', (good) => ({
      ...good,
      lead: (by) => good.lead(by) ?? ('key' in by && by.key === 'L1' ? assignedLead('L1') : undefined),
    })),
    caughtBy: ['what was not committed is not there after opening again'],
  },
]
