import { reasonOf } from '../errors.js'
import type { Instant, MaybePromise } from '../lead.js'
import type { PortContext } from '../port/ports.js'

/** `late`: it failed by giving no answer in time, and cost all of that time. */
export type Answer<Value> = { readonly value: Value } | { readonly failed: string; readonly late?: true }

/** Asks a port and waits at most `timeoutMs`. What the port throws, and that it hangs, comes back as a reason. */
export async function ask<Value>(
  now: Instant,
  timeoutMs: number,
  question: (context: PortContext) => MaybePromise<Value>,
): Promise<Answer<Value>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  let controller: AbortController | undefined
  const context: PortContext = {
    now,
    // Made when it is looked at: ten thousand reps are asked in one go, and making and aborting one costs more than the rest of a question.
    get signal() {
      controller ??= new AbortController()
      if (over) controller.abort()
      return controller.signal
    },
  }
  try {
    const answer = question(context)
    if (!isPromise(answer)) return { value: answer }
    const late = new Promise<Answer<Value>>((resolve) => {
      timer = setTimeout(() => resolve({ failed: `no answer within ${timeoutMs} ms`, late: true }), timeoutMs)
    })
    // A thenable need not be a promise: `then` of its own may return anything.
    return await Promise.race([Promise.resolve(answer).then((value) => ({ value })), late])
  } catch (error) {
    return { failed: reasonOf(error) }
  } finally {
    clearTimeout(timer)
    over = true
    controller?.abort()
  }
}

function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
