import type { Store, Transaction, View } from '../../../src/port/store.js'
import type { RepId } from '../../../src/rep.js'
import type { Load } from '../../../src/state/record.js'
import { type StoreLife, simulatedStore } from '../simulation/simulatedStore.js'
import { behind, look, transacting } from './rewrite.js'

/** Stores that see what is not so any more. */

/** Reads, decides, and writes later: in between others commit. */
export function readsWithoutLock(base: Store, life: StoreLife): Store {
  const { questions, process } = life
  return {
    ...simulatedStore(base, life),
    transact: async <Result>(request: Transaction<Result>) => {
      const view = await questions.ask(process, `read ${request.leads.join()}`, () => look(base, request as Transaction<unknown>), true)
      const { write, result } = request.step(view)
      if (write === undefined) return result
      const late = (): void => void base.transact({ ...request, step: (present) => ({ write: behind(present, write), result: undefined }) })
      await questions.ask(process, `write ${request.leads.join()}`, late, false)
      return result
    },
  }
}

/** The time of the caller's clock, whatever the trail says already. */
export function clockAsItIs(base: Store): Store {
  return transacting(base, { view: (view, { now }) => ({ ...view, now }) })
}

/** Loads as of the transaction before: nobody locks the rows of the reps. */
export function loadsFromBefore(base: Store): Store {
  const before = new Map<RepId, Load>()
  return transacting(base, {
    view: (view) => {
      const loads = new Map([...view.loads].map(([rep, load]) => [rep, before.get(rep) ?? load]))
      for (const [rep, load] of view.loads) before.set(rep, load)
      return { ...view, loads }
    },
  })
}

/** Continues the chain from the last entry that this process itself wrote. */
export function ownChain(base: Store, life: StoreLife): Store {
  let own: string | undefined
  const chained = transacting(base, {
    view: (view) => ({ ...view, head: { ...view.head, hash: own ?? view.head.hash } }),
    write: (write) => {
      own = write.entries.at(-1)?.hash ?? own
      return write
    },
  })
  return simulatedStore(chained, life)
}

/** Fires what it saw when it asked what is due: nobody looks again under the lock. */
export function firesAsSeen(base: Store, life: StoreLife): Store {
  const seen = new Map<string, View['timers']>()
  const fires = transacting(base, {
    view: (view, { leads }) => ({ ...view, timers: seen.get(leads.join()) ?? view.timers }),
  })
  const store = simulatedStore(fires, life)
  return {
    ...store,
    due: async (query) => {
      const due = await store.due(query)
      const keys = [...new Set(due.map(({ key }) => key))]
      seen.set(keys.join(), new Map(keys.map((key) => [key, due.filter((one) => one.key === key).map(({ timer }) => timer)])))
      return due
    },
  }
}

/** Cancelled is only said. */
export function cancelsNothing(base: Store): Store {
  return transacting(base, { write: (write) => ({ ...write, timers: write.timers.filter(({ state }) => state !== 'cancelled') }) })
}

/** Answers first and commits afterwards, if it comes to that. */
export function answersBeforeCommit(base: Store, life: StoreLife): Store {
  const { questions, process } = life
  return {
    ...simulatedStore(base, life),
    transact: async <Result>(request: Transaction<Result>) => {
      let result: Result | undefined
      const decide = (): void => {
        const view = look(base, request as Transaction<unknown>)
        result = request.step(view).result
      }
      await questions.ask(process, `decide ${request.leads.join()}`, decide, true)
      const commit = (): unknown => base.transact({ ...request, step: (view) => ({ ...request.step(view), result: undefined }) })
      questions.ask(process, `commit ${request.leads.join()}`, commit, false).catch(() => {})
      return result as Result
    },
  }
}

/** Tells each caller of a batch what became of the next one's lead. */
export function answersShifted(base: Store): Store {
  const shifted = (result: unknown): unknown => {
    const { routed } = (result ?? {}) as { readonly routed?: readonly unknown[] }
    return routed === undefined ? result : { ...(result as object), routed: [...routed.slice(1), ...routed.slice(0, 1)] }
  }
  return { ...base, transact: <Result>(request: Transaction<Result>) => shifted(base.transact(request)) as Result }
}
