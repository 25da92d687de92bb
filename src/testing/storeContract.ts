import type { MaybePromise } from '../lead.js'
import type { Store } from '../port/store.js'
import { atomicCases } from './storeContractAtomic.js'
import { auditCases } from './storeContractAudit.js'
import { present, type StoreCase } from './storeContractCase.js'
import { concurrentCases } from './storeContractConcurrent.js'
import { countCases } from './storeContractCounts.js'
import { documentCases } from './storeContractDocuments.js'
import { durableCases } from './storeContractDurable.js'
import { eraseCases } from './storeContractErase.js'
import { inboxCases } from './storeContractInbox.js'
import { isolationCases } from './storeContractIsolation.js'
import { leadCases } from './storeContractLeads.js'
import { ledgerCases } from './storeContractLedgers.js'
import { lifeCases } from './storeContractLife.js'
import { loadCases } from './storeContractLoads.js'
import { outboxCases } from './storeContractOutbox.js'
import { ownedCases } from './storeContractOwned.js'
import { personCases } from './storeContractPersons.js'
import { planCases } from './storeContractPlans.js'
import { queueCases } from './storeContractQueues.js'
import { settleCases } from './storeContractSettle.js'
import { timerCases } from './storeContractTimers.js'
import { viewCases } from './storeContractView.js'

export interface StoreContractOptions {
  /** Stands in the reasons of skipped cases. */
  readonly name: string
  /** A new store without any data. Each case opens its own, and ends it. */
  open(): MaybePromise<Store>
  /** For durable stores: ends the store as a process would that stops, and opens the same data again. */
  reopen?(store: Store): MaybePromise<Store>
  /** For stores that several processes share: another handle on the same data, beside the first. */
  second?(store: Store): MaybePromise<Store>
}

/** One promise of the contract. */
export interface ContractCase {
  readonly name: string
  /** Rejects with an `AssertionError` where the store breaks the promise. */
  run(): Promise<void>
  /** Why this case says nothing about this store; do not run it. */
  readonly skip?: string
}

/**
 * What fairlead needs of a store, as cases for any test runner:
 *
 * ```ts
 * for (const { name, run, skip } of storeContract({ name: 'mine', open: () => myStore() })) {
 *   test(name, { skip: skip !== undefined }, run)
 * }
 * ```
 *
 * The cases are independent of each other and of their order. None measures time.
 */
export function storeContract(options: StoreContractOptions): readonly ContractCase[] {
  return cases.map((each) => prepared(each, options))
}

const cases: readonly StoreCase[] = [
  ...lifeCases,
  ...viewCases,
  ...atomicCases,
  ...concurrentCases,
  ...leadCases,
  ...queueCases,
  ...ownedCases,
  ...personCases,
  ...ledgerCases,
  ...loadCases,
  ...auditCases,
  ...documentCases,
  ...planCases,
  ...inboxCases,
  ...outboxCases,
  ...settleCases,
  ...timerCases,
  ...eraseCases,
  ...countCases,
  ...isolationCases,
  ...durableCases,
]

function prepared({ name, needs, run }: StoreCase, options: StoreContractOptions): ContractCase {
  const { open, reopen, second } = options
  const skip =
    needs === 'reopen' && reopen === undefined
      ? `${options.name} has no \`reopen\`: what it keeps after its end is not tested`
      : needs === 'second' && second === undefined
        ? `${options.name} has no \`second\`: handles side by side are not tested`
        : undefined
  return {
    name,
    ...(skip === undefined ? {} : { skip }),
    async run() {
      if (skip !== undefined) return
      const opened: Store[] = []
      const keep = (store: Store) => {
        opened.push(store)
        return store
      }
      try {
        await run({
          store: keep(await open.call(options)),
          reopen: async (store) => keep(await present(reopen, '`reopen`').call(options, store)),
          second: async (store) => keep(await present(second, '`second`').call(options, store)),
        })
      } finally {
        for (const store of opened.reverse()) await store.end()
      }
    },
  }
}
