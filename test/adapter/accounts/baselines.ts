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

/** The accounts with the most similar names, the best first. */
export type Ranked = readonly { readonly id: string; readonly score: number }[]

/** The usual script: the account with the most similar name, if it is similar enough. A scan of all accounts. */
export function scan(accounts: readonly Account[], similarity: Similarity, lead: JsonObject, sameCountry: boolean): Ranked {
  const { companyName, country } = lead
  if (typeof companyName !== 'string') return []
  const best: { readonly id: string; readonly score: number }[] = []
  for (const account of accounts) {
    if (typeof account.name !== 'string') continue
    if (sameCountry && country !== undefined && account.country !== undefined && country !== account.country) continue
    const score = similarity(companyName, account.name)
    if (best.length === 3 && score <= (best[2]?.score ?? 0)) continue
    best.push({ id: account.id, score })
    best.sort((a, b) => b.score - a.score)
    if (best.length > 3) best.pop()
  }
  return best
}

export function answerAt(ranked: Ranked, threshold: number): Answer {
  const suggestions = ranked.map(({ id }) => id)
  const [best] = ranked
  return best !== undefined && best.score >= threshold ? { match: best.id, suggestions } : { suggestions }
}
