// Tables of a CRM: accounts, sales teams, a pipeline. Known companies, however they are spelt, go to the account's agent; everybody else to the
// team of the regional office. CRM=folder reads tables of your own with these columns.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { accountOwner, createRouter, defineRouting, memoryStore, type } from 'fairlead'
import { accountIndex } from 'fairlead/accounts'

interface Lead {
  readonly id: string
  readonly companyName?: string
  readonly country?: string
  readonly office: string
}

interface Rep {
  readonly id: string
  readonly office: string
  readonly manager?: string
}

const folder = process.env.CRM ?? fileURLToPath(new URL('data/crm', import.meta.url))
const rowsOf = (file: string): Record<string, string>[] => parse(readFileSync(join(folder, file)), { columns: true, bom: true })
const pipeline = rowsOf('sales_pipeline.csv')
const teams = rowsOf('sales_teams.csv')

/** An account's agent is whoever has had most of its opportunities. */
function agentOf(account: string): string | undefined {
  const counts = new Map<string, number>()
  for (const row of pipeline) if (row.account === account) counts.set(row.sales_agent ?? '', (counts.get(row.sales_agent ?? '') ?? 0) + 1)
  return [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))[0]?.[0]
}

const accounts = rowsOf('accounts.csv').map(({ account = '', office_location = '', subsidiary_of = '' }) => {
  const owner = agentOf(account)
  return {
    id: account,
    name: account,
    country: office_location,
    ...(owner ? { owner } : {}),
    ...(subsidiary_of ? { parent: subsidiary_of } : {}),
  }
})
const index = await accountIndex(accounts)

const managers = [...new Map(teams.map(({ manager = '', regional_office = '' }) => [manager, regional_office]))]
const roster: Rep[] = [
  ...teams.map(({ sales_agent = '', manager = '', regional_office = '' }) => ({ id: sales_agent, manager, office: regional_office })),
  ...managers.map(([id, office]) => ({ id, office })),
]
const officeOf = new Map(roster.map(({ id, office }) => [id, office]))

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>(), repFields: { manager: 'manager' } })
const plan = routing.plan({
  name: 'crm',
  rules: [
    { name: 'account owner', to: accountOwner({ orElse: 'manager' }) },
    { name: 'regional office', to: { office: { same: 'office' }, manager: { known: true } } },
  ],
  otherwise: { to: {} },
})
const router = createRouter({ plan, roster, store: memoryStore(), accounts: index.port })

/** As people write it: another case, another legal form's spelling, accents left out, words turned around. */
const spellings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `  ${name.toLowerCase()}. `,
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  (name) => name.replace(/^(?!The )(\S+) (.+) (\S+)$/, '$2 $1, $3'),
]
const countryOf = new Map(accounts.map(({ id, country }) => [id, country]))
const ownerOf = new Map(accounts.map(({ id }) => [id, index.match({ companyName: id, country: countryOf.get(id) ?? '' }).account?.owner]))
const seen = { 'to the agent of the account': 0, 'to the team of the office': 0, elsewhere: 0 }
for (const [number, { opportunity_id = '', account = '', sales_agent = '' }] of pipeline.entries()) {
  const office = officeOf.get(sales_agent) ?? ''
  const spelt = spellings[number % spellings.length]?.(account) ?? account
  const company = account === '' ? {} : { companyName: spelt, country: countryOf.get(account) ?? '' }
  const routed = await router.route({ id: opportunity_id, office, ...company })
  const rep = routed.kind === 'assigned' ? routed.rep : ''
  if (account !== '' && routed.rule === 'account owner' && rep === ownerOf.get(account)) seen['to the agent of the account'] += 1
  else if (account === '' && routed.rule === 'regional office' && officeOf.get(rep) === office) seen['to the team of the office'] += 1
  else {
    seen.elsewhere += 1
    if (seen.elsewhere <= 5) console.log(`${opportunity_id} ${JSON.stringify(spelt)} went to ${rep} by ${routed.rule}`)
  }
}
console.log(`${pipeline.length} opportunities of ${accounts.length} accounts`)
for (const [what, count] of Object.entries(seen)) console.log(`${what}: ${count}`)
