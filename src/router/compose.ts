import { RoutingError } from '../errors.js'
import type { MaybePromise } from '../lead.js'

type Layer<Context> = (context: Context, next: () => Promise<void>) => MaybePromise<void>

/** One function out of many: each layer runs around those after it, `innermost` in the middle. */
export function compose<Context>(
  layers: readonly Layer<Context>[],
  innermost: (context: Context) => Promise<void>,
): (context: Context) => Promise<void> {
  if (layers.length === 0) return innermost
  return (context) => {
    let reached = -1
    const run = async (index: number): Promise<void> => {
      if (index <= reached) throw new RoutingError('nextTwice')
      reached = index
      const layer = layers[index]
      await (layer === undefined
        ? innermost(context)
        : layer(context, () => {
            const rest = run(index + 1)
            // A middleware that does not wait for the rest must not turn its failure into an unhandled rejection.
            rest.catch(() => {})
            return rest
          }))
    }
    return run(0)
  }
}
