import { distance } from 'fastest-levenshtein'
import type { Account } from '../../../src/decide/decision.js'
import type { JsonObject } from '../../../src/lead.js'
import type { Answer } from './quality.js'

/** How similar two names are, from 0 to 1. */
export type Similarity = (one: string, other: string) => number

/** Letters that differ, of names in lower case as they are. */
export const levenshtein: Similarity = (one, other) => {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return 1 - distance(a, b) / Math.max(a.length, b.length, 1)
}

/** Words that both have, of those of the shorter one: what many scripts call a token set. */
export const tokenSet: Similarity = (one, other) => {
  const [a, b] = [one, other].map((name) => new Set(name.toLowerCase().match(/[\p{L}\d]+/gu) ?? [])) as [Set<string>, Set<string>]
  const common = [...a].filter((word) => b.has(word)).length
  return common / Math.max(1, Math.min(a.size, b.size))
}

/** The usual script: the account with the most similar name, if it is similar enough. A scan of all accounts. */
export function scanning(accounts: readonly Account[], similarity: Similarity, threshold: number): (lead: JsonObject) => Answer {
  return (lead) => {
    const name = lead.companyName
    if (typeof name !== 'string') return { suggestions: [] }
    const scored = accounts
      .map((account) => ({ id: account.id, score: typeof account.name === 'string' ? similarity(name, account.name) : 0 }))
      .sort((a, b) => b.score - a.score)
    const best = scored[0]
    const suggestions = scored.slice(0, 3).map(({ id }) => id)
    return best !== undefined && best.score >= threshold ? { match: best.id, suggestions } : { suggestions }
  }
}
