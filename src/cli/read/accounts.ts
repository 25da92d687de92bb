import type { AccountIndex } from '../../adapter/accounts/accountIndex.js'
import type { AccountProblem } from '../../adapter/accounts/load.js'
import type { Account } from '../../decide/decision.js'
import type { Issue } from '../../errors.js'
import type { Json, JsonObject } from '../../lead.js'
import type { Rep } from '../../rep.js'
import { type Complaint, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { rowObject, textField } from './fields.js'
import type { Texts } from './header.js'
import { strangers } from './reps.js'
import { readTable, type Table } from './table.js'

export interface AccountBook {
  readonly index: AccountIndex<object, Account>
  readonly warnings: readonly Complaint[]
}

/** A domain that several accounts name. */
export interface SharedDomain {
  readonly domain: string
  readonly accounts: readonly string[]
}

export interface AccountList extends AccountBook {
  readonly shared: readonly SharedDomain[]
}

const columns = new Set(['id', 'owner', 'domain', 'name', 'parent'])

/**
 * Reads accounts for the index of `fairlead/accounts`: `id`, `owner` (a rep's id), `domain` (several in a JSON list, or with semicolons
 * between them), `name`, `country` and so on. Domains that two accounts share are an error: one of them would get the other's leads.
 */
export async function readAccounts(io: Io, file: string, reps: readonly Rep[], texts: Omit<Texts, 'fixed'>): Promise<AccountBook> {
  const table = await readTable(io, file, { ...texts, fixed: columns })
  const issues: Issue[] = []
  const { accounts, owners } = readRows(table, issues)
  const first = new Map<string, string>()
  for (const { row, id, host } of await hostsOf(accounts)) {
    const other = first.get(host)
    if (other === undefined) first.set(host, id)
    else if (other !== id) {
      const message = `The domain ${host} belongs to the account ${other} already.`
      issues.push({ code: 'duplicateName', message, path: [row, 'domain'], hint: 'Keep it with one of the two.' })
    }
  }
  if (issues.length > 0) stop(...table.complain(issues))
  return bookOf(table, accounts, strangers(table, owners, reps))
}

/** The same for a report on the accounts themselves: domains that they share and ids that come twice are told, and end nothing. */
export async function readAccountList(io: Io, file: string, texts: Omit<Texts, 'fixed'>): Promise<AccountList> {
  const table = await readTable(io, file, { ...texts, fixed: columns })
  const issues: Issue[] = []
  const { accounts } = readRows(table, issues)
  // The index tells of these.
  const others = issues.filter(({ code }) => code !== 'duplicateName')
  if (others.length > 0) stop(...table.complain(others))
  const holders = new Map<string, Set<string>>()
  for (const { id, host } of await hostsOf(accounts)) holders.set(host, (holders.get(host) ?? new Set()).add(id))
  const shared = [...holders].flatMap(([domain, ids]) => (ids.size > 1 ? [{ domain, accounts: [...ids] }] : []))
  return { ...(await bookOf(table, accounts, [])), shared }
}

async function bookOf(table: Table, accounts: readonly Account[], warnings: readonly Complaint[]): Promise<AccountBook> {
  const { accountIndex } = await matching()
  const index = await accountIndex(accounts)
  const issues = index.problems.map(({ index: row, code, message }): Issue => {
    return {
      code: code === 'duplicateId' ? 'duplicateName' : 'wrongType',
      message,
      path: [row, code === 'duplicateId' ? 'id' : 'domain'],
      hint: remedies[code],
    }
  })
  return { index, warnings: [...warnings, ...table.complain(issues).map((one): Complaint => ({ ...one, severity: 'warning' }))] }
}

const remedies: { readonly [code in AccountProblem['code']]: string } = {
  noId: 'Give each account a text that identifies it.',
  duplicateId: 'Join them into one.',
  freeMail: 'Give the domain of the company itself, or leave it out.',
  badDomain: 'Write a domain such as acme.com, or leave it out.',
}

/** Loaded when there are accounts: it brings the lists of suffixes and of free mail. */
async function matching() {
  return {
    ...(await import('../../adapter/accounts/accountIndex.js')),
    ...(await import('../../adapter/accounts/host.js')),
  }
}

function readRows(table: Table, issues: Issue[]) {
  const ids = new Set<string>()
  const accounts: Account[] = []
  const owners: { row: number; field: string; id: string }[] = []
  for (const [row, value] of table.rows.entries()) {
    const fields = rowObject(value, row, 'An account', issues)
    if (fields === undefined) continue
    const id = textField(fields, 'id', row, 'Give each account a text that identifies it.', issues, true)
    const owner = textField(fields, 'owner', row, 'Write the id of a rep, or leave it out.', issues)
    if (id !== undefined && ids.has(id))
      issues.push({
        code: 'duplicateName',
        message: `Two accounts have the id ${JSON.stringify(id)}.`,
        path: [row, 'id'],
        hint: 'Join them into one.',
      })
    ids.add(id ?? '')
    if (owner !== undefined) owners.push({ row, field: 'owner', id: owner })
    const { owner: _, ...rest } = fields
    const domain = domainsOf(fields, row, issues)
    accounts.push({ ...rest, id: id ?? '', domain, ...(owner === undefined ? {} : { owner }) } as Account)
  }
  return { accounts, owners }
}

async function hostsOf(accounts: readonly Account[]): Promise<{ row: number; id: string; host: string }[]> {
  const { hostOfWebsite } = await matching()
  return [...accounts.entries()].flatMap(([row, { id, domain }]) =>
    (domain as readonly string[]).flatMap((text) => {
      const host = hostOfWebsite(text)?.host.name
      return host === undefined ? [] : [{ row, id, host }]
    }),
  )
}

function domainsOf(fields: JsonObject, row: number, issues: Issue[]): string[] {
  const given: Json | undefined = Object.hasOwn(fields, 'domain') ? fields.domain : undefined
  if (given === undefined || given === null) return []
  const texts = typeof given === 'string' ? given.split(';') : Array.isArray(given) ? (given as readonly Json[]) : [null]
  if (texts.every((text) => typeof text === 'string')) return texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== '')
  issues.push({
    code: 'wrongType',
    message: 'The field domain is neither text nor a list of texts.',
    path: [row, 'domain'],
    hint: 'Write "acme.com;acme.de", or ["acme.com", "acme.de"].',
  })
  return []
}
