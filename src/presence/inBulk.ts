import type { MaybePromise } from '../lead.js'
import type { AnyRep, PortContext } from '../port/ports.js'
import type { RepId } from '../rep.js'

interface Round<R> {
  readonly reps: Map<RepId, R>
  readonly answers: Promise<unknown>
  context: PortContext
}

/** Gathers questions about single reps that are asked in one breath, for the same moment, into one question in bulk. */
export function inBulk<R extends AnyRep>(
  many: (reps: readonly R[], context: PortContext) => MaybePromise<object>,
): (rep: R, context: PortContext) => Promise<unknown> {
  let open: Round<R> | undefined
  const begin = (context: PortContext): Round<R> => {
    const round: Round<R> = {
      reps: new Map(),
      context,
      answers: Promise.resolve().then(() => {
        if (open === round) open = undefined
        return many([...round.reps.values()], round.context)
      }),
    }
    return round
  }
  return (rep, context) => {
    if (open === undefined || open.context.now !== context.now) open = begin(context)
    open.reps.set(rep.id, rep)
    // Whoever asked last waits longest: when that one gives up, nobody waits any more.
    open.context = context
    return open.answers.then((answers) => ownOf(answers, rep.id))
  }
}

function ownOf(answers: unknown, id: RepId): unknown {
  return typeof answers === 'object' && answers !== null && Object.hasOwn(answers, id) ? (answers as Record<RepId, unknown>)[id] : undefined
}
