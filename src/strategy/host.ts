import { reasonOf } from '../errors.js'
import { bookTurn } from '../ledger/book.js'
import { standingOf } from '../ledger/standing.js'
import type { Choice, Contest, HostStrategy } from './strategy.js'

export type HostChoice = { readonly choice: Choice } | { readonly failed: string }

/** Asks a strategy of the host and guards against it: what it throws or makes up never reaches the lead. */
export function chooseByHost(name: string, strategy: HostStrategy, { lead, eligible, ledger }: Contest): HostChoice {
  let id: unknown
  try {
    id = strategy({
      // None may change what the next one sees.
      lead: Object.freeze(lead),
      eligible: eligible.map(({ rep, open }) => ({ rep, open, lastTurn: standingOf(ledger, rep.id)[1] })),
    })
  } catch (error) {
    return { failed: `the strategy ${name} threw: ${reasonOf(error)}` }
  }
  const winner = eligible.findIndex(({ rep }) => rep.id === id)
  const chosen = eligible[winner]
  if (chosen === undefined)
    return {
      failed: `the strategy ${name} picked ${typeof id === 'string' ? `${JSON.stringify(id)}, who is not eligible` : `no rep but a value of type ${typeof id}`}`,
    }
  return {
    choice: {
      winner,
      because: `picked by the strategy ${name} among ${eligible.length}`,
      ranks: [{ rep: chosen.rep.id, open: chosen.open }],
      change: bookTurn(
        ledger,
        eligible.map((candidate) => candidate.rep.id),
        chosen.rep.id,
      ),
    },
  }
}
