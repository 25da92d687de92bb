import { readPath } from '../../condition/read.js'
import type { Account } from '../../decide/decision.js'
import type { Issue } from '../../errors.js'
import type { Json, JsonObject } from '../../lead.js'
import type { Rep } from '../../rep.js'
import { type Complaint, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { rowObject, textField } from './fields.js'
import type { Texts } from './header.js'
import { strangers } from './reps.js'
import { readTable } from './table.js'

export interface AccountBook {
  /** The account with one of the lead's domains. */
  match(lead: JsonObject): Account | undefined
  readonly warnings: readonly Complaint[]
}

/**
 * Reads accounts: `id`, `owner` (a rep's id), `domain` (several in a JSON list, or with semicolons between them), and any further field.
 * A lead's account is the one with exactly the lead's `domain`, else its `company.domain`, else the host of its `website`
 * (without `www.`), else the domain of its `email`; compared in lower case.
 */
export async function readAccounts(io: Io, file: string, reps: readonly Rep[], texts: Omit<Texts, 'fixed'>): Promise<AccountBook> {
  const table = await readTable(io, file, { ...texts, fixed: new Set(['id', 'owner', 'domain']) })
  const issues: Issue[] = []
  const byDomain = new Map<string, Account>()
  const ids = new Set<string>()
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
    const domains = domainsOf(fields, row, issues)
    const { owner: _, ...rest } = fields
    const account = { ...rest, id: id ?? '', domain: domains, ...(owner === undefined ? {} : { owner }) } as Account
    for (const domain of domains) {
      const other = byDomain.get(domain)
      if (other === undefined) byDomain.set(domain, account)
      else if (other !== account) {
        const message = `The domain ${domain} belongs to the account ${other.id} already.`
        issues.push({ code: 'duplicateName', message, path: [row, 'domain'], hint: 'Keep it with one of the two.' })
      }
    }
  }
  if (issues.length > 0) stop(...table.complain(issues))
  return {
    match: (lead) => {
      for (const domain of leadDomains(lead)) {
        const account = byDomain.get(domain)
        if (account !== undefined) return account
      }
      return undefined
    },
    warnings: strangers(table, owners, reps),
  }
}

function domainsOf(fields: JsonObject, row: number, issues: Issue[]): string[] {
  const given: Json | undefined = Object.hasOwn(fields, 'domain') ? fields.domain : undefined
  if (given === undefined || given === null) return []
  const texts = typeof given === 'string' ? given.split(';') : Array.isArray(given) ? (given as readonly Json[]) : [null]
  if (texts.every((text) => typeof text === 'string')) return texts.map(tidy).filter((text) => text !== '')
  issues.push({
    code: 'wrongType',
    message: 'The field domain is neither text nor a list of texts.',
    path: [row, 'domain'],
    hint: 'Write "acme.com;acme.de", or ["acme.com", "acme.de"].',
  })
  return []
}

function tidy(text: string): string {
  return text.trim().toLowerCase()
}

/** The domains that a lead shows, in the order in which they are tried. */
export function leadDomains(lead: JsonObject): string[] {
  const text = (...path: string[]): string => {
    const value = readPath(lead, path)
    return typeof value === 'string' ? tidy(value) : ''
  }
  const email = text('email')
  const at = email.lastIndexOf('@')
  return [text('domain'), text('company', 'domain'), hostOf(text('website')), at < 0 ? '' : email.slice(at + 1)].filter(
    (domain) => domain !== '',
  )
}

function hostOf(website: string): string {
  if (website === '') return ''
  try {
    return new URL(website.includes('://') ? website : `https://${website}`).hostname.replace(/^www\./, '')
  } catch {
    return ''
  }
}
