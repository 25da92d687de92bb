import type { Store, Transaction } from '../../../src/port/store.js'
import type { AuditEntry } from '../../../src/state/record.js'
import type { Asker, Questions } from './questions.js'

export interface StoreLife {
  readonly questions: Questions
  readonly process: Asker
  /** Asks again after a fault, as the PostgreSQL store does: a transaction whose answer was lost is settled by the trail. */
  readonly retries: boolean
  /** Told when a lost answer was found in the trail. */
  readonly onSettled: () => void
}

/** One process's way to the shared store: everything is a question to the scheduler. */
export function simulatedStore(base: Store, life: StoreLife): Store {
  const { questions, process, retries } = life
  const asked =
    <Query extends readonly unknown[], Answer>(what: string, call: (...query: Query) => Answer | Promise<Answer>) =>
    (...query: Query): Promise<Answer> =>
      questions.ask(process, what, () => call(...query) as Answer, retries)
  return {
    name: 'simulated',
    durable: true,
    transact: <Result>(request: Transaction<Result>) =>
      questions.ask(process, `transact ${request.leads.join()}`, transaction(base, request, life), retries),
    lead: asked('lead', base.lead),
    queued: asked('queued', base.queued),
    owned: asked('owned', base.owned),
    audit: asked('audit', base.audit),
    loads: asked('loads', base.loads),
    ledger: asked('ledger', base.ledger),
    document: asked('document', base.document),
    plans: asked('plans', base.plans),
    due: asked('due', base.due),
    counts: asked('counts', base.counts),
    prune: asked('prune', base.prune),
    accept: asked('accept', base.accept),
    accepted: asked('accepted', base.accepted),
    parked: asked('parked', base.parked),
    acceptedDone: asked('acceptedDone', base.acceptedDone),
    acceptedFailed: asked('acceptedFailed', base.acceptedFailed),
    claim: asked('claim', base.claim),
    settle: asked('settle', base.settle),
    dead: asked('dead', base.dead),
    revive: asked('revive', base.revive),
    end: () => {},
  }
}

/** Every call of what is returned is one attempt. */
function transaction<Result>(base: Store, request: Transaction<Result>, { retries, onSettled }: StoreLife): () => Result {
  let hope: { readonly entry: AuditEntry; readonly result: Result } | undefined
  return () => {
    if (hope !== undefined && retries) {
      const { entry, result } = hope
      const [found] = base.audit({ after: entry.seq - 1, limit: 1 }) as readonly AuditEntry[]
      if (found?.hash === entry.hash) {
        onSettled()
        return result
      }
    }
    let first: AuditEntry | undefined
    const result = base.transact({
      ...request,
      step: (view) => {
        const step = request.step(view)
        first = step.write?.entries[0]
        return step
      },
    }) as Result
    if (first !== undefined) hope = { entry: first, result }
    return result
  }
}
