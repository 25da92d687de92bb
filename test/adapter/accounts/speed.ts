import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { type AccountIndex, accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import { foldName } from '../../../src/adapter/accounts/companyName.js'
import type { Account } from '../../../src/decide/decision.js'
import type { JsonObject } from '../../../src/lead.js'
import { type Chance, chanceOf } from '../../fairness/chance.js'
import { levenshtein } from './baselines.js'
import { flat, manyAccounts, misspeltLead } from './companies.js'

interface Asked {
  readonly account: Account
  readonly lead: JsonObject
}

/** Times of fairlead/accounts beside a scan, fuse.js and minisearch, as rows of a table. */
export async function speedReport(sizes: readonly number[], others: boolean): Promise<string> {
  const rows: string[] = []
  for (const size of sizes) {
    const accounts = manyAccounts(size)
    const chance = chanceOf(3)
    const asked = picked(accounts, 20_000, chance)
    const add = (way: string, us: number, note = ''): void =>
      void rows.push(`| ${size.toLocaleString('en-US')} | ${way} | ${shown(us)} | ${note} |`)

    const { index, seconds, slices } = await built(accounts)
    const bytes = Math.round(index.bytes / size)
    const [longest = 0] = slices
    const long = slices.filter((us) => us > 100_000).length
    const told = `${slices.length} slices, the longest ${(longest / 1000).toFixed(0)} ms, ${long} longer than 100 ms`
    add('building', seconds * 1e6, `${seconds.toFixed(1)} s in ${told}; ${bytes} bytes an account`)
    const leads = (lead: (account: Account) => JsonObject): Asked[] => asked.map((account) => ({ account, lead: lead(account) }))
    const ports: readonly (readonly [string, Asked[]])[] = [
      ['by domain', leads(({ domain }) => ({ domain: flat(domain as string) }))],
      ['by e-mail', leads(({ domain }) => ({ email: flat(`jo@${domain}`) }))],
      ['by e-mail at a host below', leads(({ domain }) => ({ email: flat(`jo@mail.${domain}`) }))],
      ['by name and country', leads(({ name, country }) => ({ companyName: flat(name as string), country: country as string }))],
      ['unknown: no domain and no name', leads(({ id }) => ({ email: flat(`jo@no${id}.com`), companyName: flat(`No${id}`) }))],
    ]
    for (const [way, list] of ports) {
      const few = list.slice(0, 10_000)
      for (const { lead } of few) index.port(lead)
      add(
        `${way} (\`port\`)`,
        timed(list.slice(10_000), ({ lead }) => index.port(lead)),
      )
    }
    const misspelt = (typos: number, place: boolean): Asked[] =>
      asked.slice(0, 4000).map((account) => ({ account, lead: misspeltLead(account, chance, typos, place) }))
    for (const [way, list] of [
      ['a letter wrong, country and city (`match`)', misspelt(1, true)],
      ['a letter wrong, nothing else (`match`)', misspelt(1, false)],
      ['two letters wrong, country and city (`match`)', misspelt(2, true)],
    ] as const)
      add(
        way,
        timed(list.slice(2000), ({ lead }) => index.match(lead)),
        `${hits(list, index)} % among three`,
      )
    const domains = new Map(accounts.map(({ domain }, at) => [domain as string, at]))
    const alone = leads(({ domain }) => ({ domain: flat(domain as string) }))
    add(
      'a `Map` of domains, and nothing else',
      timed(alone, ({ lead }) => accounts[domains.get(lead.domain as string) ?? -1]?.owner),
    )
    if (others) for (const [way, us, note] of otherWays(accounts, misspelt(1, false))) add(way, us, note)
  }
  return ['| accounts | way | processor µs | |', '|---|---|---|---|', ...rows].join('\n')
}

/** With garbage collection, on whatever thread: what the host itself holds has a part in that. */
async function built(accounts: readonly Account[]) {
  const begun = process.cpuUsage()
  const slices: number[] = []
  let [done, last] = [false, begun]
  const watch = (): void => {
    slices.push(spent(last))
    last = process.cpuUsage()
    if (!done) setImmediate(watch)
  }
  watch()
  const index = await accountIndex(accounts)
  done = true
  return { index, slices: slices.sort((one, other) => other - one), seconds: spent(begun) / 1e6 }
}

function hits(list: readonly Asked[], index: AccountIndex<object, Account>): string {
  const found = list.filter(({ account, lead }) => {
    const { account: match, nearMisses } = index.match(lead)
    return match === account || nearMisses.some((near) => near.account === account)
  })
  return ((100 * found.length) / list.length).toFixed(1)
}

function* otherWays(accounts: readonly Account[], asked: readonly Asked[]): Generator<readonly [string, number, string]> {
  const names = asked.map(({ account, lead }) => ({ id: account.id, name: lead.companyName as string }))
  const few = names.slice(0, accounts.length > 100_000 ? 2 : 5)
  yield ['a letter wrong: a scan with Levenshtein', timed(few, ({ name }) => best(accounts, name)), '']
  if (accounts.length > 100_000) return
  const mini = new MiniSearch<Account>({ fields: ['name'], idField: 'id', processTerm: (term) => foldName(term)[0]?.key ?? null })
  mini.addAll(accounts)
  const some = names.slice(0, 100)
  const ofMini = (name: string): readonly unknown[] =>
    mini
      .search(name, { fuzzy: 0.2 })
      .slice(0, 3)
      .map(({ id }) => id)
  const miniHits = some.filter(({ id, name }) => ofMini(name).includes(id)).length
  yield ['a letter wrong: minisearch, fuzzy 0.2', timed(some, ({ name }) => ofMini(name)), `${miniHits} of ${some.length} among three`]
  const fuse = new Fuse(accounts, { keys: ['name'], threshold: 0.3 })
  const ofFuse = (name: string): readonly string[] => fuse.search(name, { limit: 3 }).map(({ item }) => item.id)
  const fuseHits = few.filter(({ id, name }) => ofFuse(name).includes(id)).length
  yield ['a letter wrong: fuse.js, threshold 0.3', timed(few, ({ name }) => ofFuse(name)), `${fuseHits} of ${few.length} among three`]
}

/** Microseconds of processor time for one call, on average: others on the machine do not count. */
function timed<Input>(inputs: readonly Input[], call: (input: Input) => unknown): number {
  const begun = process.cpuUsage()
  for (const input of inputs) call(input)
  return spent(begun) / inputs.length
}

function spent(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun)
  return user + system
}

function picked(accounts: readonly Account[], count: number, chance: Chance): Account[] {
  return Array.from({ length: count }, () => accounts[Math.floor(chance() * accounts.length)] as Account)
}

function best(accounts: readonly Account[], name: string): Account | undefined {
  let [found, highest]: [Account | undefined, number] = [undefined, 0]
  for (const account of accounts) {
    const score = levenshtein(name, account.name as string)
    if (score > highest) [found, highest] = [account, score]
  }
  return found
}

function shown(us: number): string {
  return us < 100 ? us.toFixed(1) : Math.round(us).toLocaleString('en-US')
}
