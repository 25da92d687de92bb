import type { Account } from '../../decide/decision.js'
import type { Evidence } from './evidence.js'
import type { AccountFacts } from './facts.js'
import type { IdMap } from './idMap.js'

/** Accounts that others name as the ones above them. */
export type Parents<A> = Pick<IdMap<A>, 'size' | 'get'>

/** Steps from a subsidiary to the top of its group; a circle ends here, too. */
export const steps = 10
const none: readonly Evidence[] = []

/** An account without an owner has that of the nearest account above it that has one. */
export function withOwner<A extends Account>(
  account: A,
  parents: Parents<A>,
  factsOf: (account: A) => AccountFacts,
): { readonly account: A; readonly evidence: readonly Evidence[] } {
  if (typeof account.owner === 'string' && account.owner !== '') return { account, evidence: none }
  let above: A | undefined = account
  for (let step = 0; step <= steps && above !== undefined; step += 1) {
    const { owner } = above
    if (typeof owner === 'string' && owner !== '') {
      const text = `the owner of ${above.id}, above it`
      return { account: { ...account, owner }, evidence: [{ kind: 'parent', speaks: 'for', text }] }
    }
    above = parents.size === 0 ? undefined : parents.get(factsOf(above).parent ?? '')
  }
  return { account, evidence: none }
}
