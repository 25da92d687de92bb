import type { AccountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import type { Account } from '../../../src/decide/decision.js'
import type { JsonObject } from '../../../src/lead.js'
import type { Pair } from './labelled.js'

/** What a way of matching makes of labelled pairs. */
export interface Quality {
  readonly pairs: number
  /** Of the automatic matches, those that are right. */
  readonly precision: number
  /** Of the leads that belong to an account, those that are matched to it without anybody looking. */
  readonly recall: number
  readonly matched: number
  /** Of the leads that belong to an account, those for whom it is the match or among the first three suggestions. */
  readonly amongThree: number
  /** The same of those that are not matched automatically. */
  readonly suggested: number
  readonly wrong: readonly Pair[]
  readonly missed: readonly Pair[]
}

export interface Answer {
  readonly match?: string
  readonly suggestions: readonly string[]
}

export function measure(pairs: readonly Pair[], ask: (lead: JsonObject) => Answer): Quality {
  let [matched, right, known, among, unmatched, suggested] = [0, 0, 0, 0, 0, 0]
  const wrong: Pair[] = []
  const missed: Pair[] = []
  for (const pair of pairs) {
    const { match, suggestions } = ask(pair.lead)
    const isRight = match !== undefined && match === pair.account && pair.onlySuggest !== true
    if (match !== undefined) {
      matched += 1
      if (isRight) right += 1
      else wrong.push(pair)
    }
    if (pair.account === null) continue
    known += 1
    const isSuggested = suggestions.slice(0, 3).includes(pair.account)
    if (match === undefined) {
      unmatched += 1
      if (isSuggested) suggested += 1
    }
    if (isRight || isSuggested) among += 1
    else missed.push(pair)
  }
  return {
    pairs: pairs.length,
    precision: right / matched,
    recall: right / known,
    matched,
    amongThree: among / known,
    suggested: suggested / unmatched,
    wrong,
    missed,
  }
}

export function byIndex(index: AccountIndex<JsonObject, Account>): (lead: JsonObject) => Answer {
  return (lead) => {
    const { account, nearMisses } = index.match(lead)
    return { ...(account === undefined ? {} : { match: account.id }), suggestions: nearMisses.map((near) => near.account.id) }
  }
}
