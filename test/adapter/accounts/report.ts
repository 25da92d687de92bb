import { accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import type { Account } from '../../../src/decide/decision.js'
import { levenshtein, scanning, tokenSet } from './baselines.js'
import { hardAccounts, hardPairs } from './hardCases.js'
import { labelled, type Pair } from './labelled.js'
import { type Answer, byIndex, measure } from './quality.js'

/** The figures of docs/accounts.md: how good each way of matching is on the labelled pairs. */
export async function qualityReport(companies: number, seed = 1): Promise<string> {
  const made = labelled(seed, companies)
  const accounts: readonly Account[] = [...made.accounts, ...hardAccounts]
  const pairs: readonly Pair[] = [...made.pairs, ...hardPairs]
  const ways: readonly (readonly [string, (lead: Pair['lead']) => Answer])[] = [
    ['fairlead/accounts', byIndex(await accountIndex(accounts))],
    ['Levenshtein, from 0.85', scanning(accounts, levenshtein, 0.85)],
    ['token set, from 0.99', scanning(accounts, tokenSet, 0.99)],
  ]
  const rows = ways.map(([name, ask]) => {
    const { precision, recall, matched, amongThree, suggested } = measure(pairs, ask)
    return `| ${[name, matched.toLocaleString('en-US'), ...[precision, recall, amongThree, suggested].map((part) => part.toFixed(3))].join(' | ')} |`
  })
  const known = pairs.filter(({ account }) => account !== null).length
  return [
    `${pairs.length.toLocaleString('en-US')} pairs, ${known.toLocaleString('en-US')} of them with an account, ${accounts.length.toLocaleString('en-US')} accounts`,
    '',
    '| | matched | precision | recall | right or among three | suggested where not matched |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
