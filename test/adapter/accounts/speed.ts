import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import { foldName } from '../../../src/adapter/accounts/companyName.js'
import type { Account } from '../../../src/decide/decision.js'
import { type Chance, chanceOf } from '../../fairness/chance.js'
import { levenshtein } from './baselines.js'

const onsets = 'b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w x z'.split(' ')
const vowels = 'a e i o u y ai ea io ou'.split(' ')
const codas = 'n r s l m x nd rt ck th ng p t f gh'.split(' ')
const trades =
  'Software Systems Logistics Foods Pharma Energy Consulting Media Hotels Textiles Bank Solutions Services Group International Trading Industries Technologies Partners Capital'.split(
    ' ',
  )
const forms = ['GmbH', 'Inc.', 'Ltd', 'LLC', 'AG', 'S.A.']

/** Accounts of invented names, as varied as those of a CRM: a word or two of their own and a word of the trade. */
export function manyAccounts(count: number): Account[] {
  const chance = chanceOf(7)
  const pick = <One>(list: readonly One[]): One => list[Math.floor(chance() * list.length)] as One
  const syllable = (): string => pick(onsets) + pick(vowels) + (chance() < 0.4 ? pick(codas) : '')
  const word = (): string => syllable() + syllable() + (chance() < 0.6 ? syllable() : '') + pick(codas)
  return Array.from({ length: count }, (_, n) => {
    const own = chance() < 0.5 ? word() : `${word()} ${word()}`
    return {
      id: `A${n}`,
      owner: `rep${n % 50}`,
      name: `${own} ${pick(trades)} ${pick(forms)}`,
      domain: `${own.replace(' ', '-')}${n}.com`,
      country: 'DE',
    }
  })
}

/** Microseconds of processor time for one call, on average: others on the machine do not count. */
function timed<Input>(inputs: readonly Input[], call: (input: Input) => unknown): number {
  const begun = process.cpuUsage()
  for (const input of inputs) call(input)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / inputs.length
}

/** Times of fairlead/accounts beside a scan, fuse.js and minisearch, as rows of a table. */
export async function speedReport(sizes: readonly number[]): Promise<string> {
  const rows: string[] = []
  for (const size of sizes) {
    const accounts = manyAccounts(size)
    const asked = picked(accounts, 20_000, chanceOf(3))
    const typos = asked.slice(0, 2000).map(({ name }) => swapped(name as string))
    const begun = process.cpuUsage()
    let longest = 0
    let last = begun
    const index = await accountIndex(accounts, {
      onProgress: () => {
        const { user, system } = process.cpuUsage(last)
        longest = Math.max(longest, user + system)
        last = process.cpuUsage()
      },
    })
    const whole = process.cpuUsage(begun)
    const built = (whole.user + whole.system) / 1e6
    const add = (way: string, us: number, note = ''): void =>
      void rows.push(`| ${size.toLocaleString('en-US')} | ${way} | ${shown(us)} | ${note} |`)
    for (const { domain } of asked) index.port({ domain: domain as string })
    add(
      'by domain (`port`)',
      timed(asked, ({ domain }) => index.port({ domain: domain as string })),
    )
    add(
      'by e-mail (`port`)',
      timed(asked, ({ domain }) => index.port({ email: `jo@mail.${domain}` })),
    )
    add(
      'by name and country (`port`)',
      timed(asked, ({ name }) => index.port({ companyName: name as string, country: 'DE' })),
    )
    const found = typos.filter((name, n) =>
      index.match({ companyName: name }).nearMisses.some(({ account }) => account.id === asked[n]?.id),
    ).length
    add(
      'by a misspelt name (`match`)',
      timed(typos, (name) => index.match({ companyName: name })),
      `${((100 * found) / typos.length).toFixed(1)} % among three; built in ${built.toFixed(1)} s of processor time, longest slice ${(longest / 1000).toFixed(0)} ms, ${Math.round(index.bytes / size)} bytes an account`,
    )
    const few = typos.slice(0, size > 100_000 ? 2 : 5)
    add(
      'a scan with Levenshtein',
      timed(few, (name) => best(accounts, name)),
    )
    if (size > 100_000) continue
    const mini = new MiniSearch<Account>({ fields: ['name'], idField: 'id', processTerm: (term) => foldName(term)[0]?.key ?? null })
    mini.addAll(accounts)
    const some = typos.slice(0, 100)
    const miniHits = some.filter((name, n) =>
      mini
        .search(name, { fuzzy: 0.2 })
        .slice(0, 3)
        .some(({ id }) => id === asked[n]?.id),
    ).length
    add(
      'minisearch, fuzzy 0.2',
      timed(some, (name) => mini.search(name, { fuzzy: 0.2 })),
      `${miniHits} of ${some.length} among three`,
    )
    const fuse = new Fuse(accounts, { keys: ['name'], threshold: 0.3 })
    const fuseHits = few.filter((name, n) => fuse.search(name, { limit: 3 }).some(({ item }) => item.id === asked[n]?.id)).length
    add(
      'fuse.js, threshold 0.3',
      timed(few, (name) => fuse.search(name, { limit: 3 })),
      `${fuseHits} of ${few.length} among three`,
    )
  }
  return ['| accounts | way | processor µs for one lead | |', '|---|---|---|---|', ...rows].join('\n')
}

function picked(accounts: readonly Account[], count: number, chance: Chance): Account[] {
  return Array.from({ length: count }, () => accounts[Math.floor(chance() * accounts.length)] as Account)
}

function swapped(name: string): string {
  return name.slice(0, 2) + (name[3] ?? '') + (name[2] ?? '') + name.slice(4)
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
