import { foldName } from '../../../src/adapter/accounts/companyName.js'
import type { Account } from '../../../src/decide/decision.js'
import { chanceOf } from '../../fairness/chance.js'
import { mistyped } from './companies.js'
import type { Labelled, Pair } from './labelled.js'

/**
 * Labelled pairs from names of companies, one `name;country` a line. Every other company is an account, and its name comes in several spellings;
 * those in between are leads that belong to nobody, whatever they resemble.
 */
export function labelledNames(text: string, seed: number): Labelled {
  const chance = chanceOf(seed)
  const companies = text.split(/\r?\n/).flatMap((line) => {
    const [name = '', country = ''] = line.split(';').map((part) => part.trim())
    return name === '' ? [] : [{ name, country }]
  })
  const accounts: Account[] = []
  const pairs: Pair[] = []
  for (const [number, { name, country }] of companies.entries()) {
    const account = number % 2 === 0 ? `C${number}` : null
    if (account !== null) accounts.push({ id: account, name, country })
    const add = (kind: string, companyName: string, owner: string | null = account): void =>
      void pairs.push({ kind, lead: { id: `L${pairs.length}`, companyName, country }, account: owner })
    if (account === null) {
      add('another company', name)
      continue
    }
    const words = foldName(name)[0]?.words ?? name
    add('as it is', name.toUpperCase())
    add('without form', words)
    add('word order', words.split(' ').reverse().join(' '))
    add('typo', mistyped(words, chance))
    if (words.includes(' ')) add('shortened', words.split(' ').slice(0, -1).join(' '))
    const elsewhere = companies[(number + 37) % companies.length]?.country
    if (elsewhere !== undefined && elsewhere !== country)
      pairs.push({
        kind: 'same name, other country',
        lead: { id: `L${pairs.length}`, companyName: words, country: elsewhere },
        account: null,
      })
  }
  return { accounts, pairs }
}
