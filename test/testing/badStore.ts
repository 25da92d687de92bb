import { RoutingError } from '../../src/errors.js'
import type { Store, Write } from '../../src/port/store.js'
import type { StoredLead } from '../../src/state/record.js'
import type { StoreContractOptions } from '../../src/testing/index.js'
import { type Fault, faulty } from './faultyStores.js'

export interface BadStore {
  readonly name: string
  readonly options: StoreContractOptions
  /** Cases that must catch it; others may, too. */
  readonly caughtBy: readonly string[]
}

export interface NamedFault {
  readonly name: string
  readonly fault: () => Fault
  readonly caughtBy: readonly string[]
}

export const bad = (name: string, fault: () => Fault, caughtBy: readonly string[]): BadStore => ({
  name,
  options: { name, open: faulty(fault) },
  caughtBy,
})
export const whole = (name: string, open: () => Store, caughtBy: readonly string[]): BadStore => ({
  name,
  options: { name, open },
  caughtBy,
})
export const broken = (detail: string) => new RoutingError('storeFailed', { detail })
export const leadsOf = (write: Write, change: (lead: StoredLead) => StoredLead): Write => ({ ...write, leads: write.leads.map(change) })

export function raise(error: unknown): never {
  throw error
}

export function attempt<Result>(call: () => Result, otherwise: (error: unknown) => unknown): Result {
  try {
    return call()
  } catch (error) {
    return otherwise(error) as Result
  }
}
