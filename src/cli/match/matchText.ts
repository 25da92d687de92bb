import type { Evidence } from '../../adapter/accounts/evidence.js'
import type { AccountMatch } from '../../adapter/accounts/found.js'
import type { Account } from '../../decide/decision.js'
import { plural } from '../complaint.js'
import type { Paint } from '../io.js'
import type { SharedDomain } from '../read/accounts.js'

/** What became of the leads of a run. Each that was read is in exactly one of the last six. */
export interface MatchTally {
  read: number
  byDomain: number
  byName: number
  /** Not matched: several accounts of the lead's name are as good as each other. */
  tied: number
  /** Not matched, but an account comes near. */
  suggested: number
  unknown: number
  refused: number
}

export function countMatch(tally: MatchTally, { by, tied, nearMisses }: AccountMatch<Account>): void {
  if (by === 'domain') tally.byDomain += 1
  else if (by === 'name') tally.byName += 1
  else if (tied) tally.tied += 1
  else if (nearMisses.length > 0) tally.suggested += 1
  else tally.unknown += 1
}

/** A match as one JSON line. */
export function matchJson(lead: string, { account, by, score, evidence, tied, nearMisses }: AccountMatch<Account>): string {
  return JSON.stringify({
    lead,
    account: account?.id ?? null,
    ...(account === undefined ? {} : { owner: account.owner ?? null, by, score, ...reasons(evidence) }),
    ...(tied ? { tied } : {}),
    near: nearMisses.map((near) => ({ account: near.account.id, score: near.score, ...reasons(near.evidence) })),
  })
}

/** `L1 -> A1, owner ana  domain acme.com from the lead's email (1)`, and below what comes near. */
export function matchLines(lead: string, match: AccountMatch<Account>, paint: Paint): string {
  const { account, score, evidence, tied, nearMisses } = match
  const owner = account?.owner === undefined ? 'no owner' : `owner ${account.owner}`
  const none = paint.yellow(tied ? 'several as good as each other' : 'no account')
  const found = account === undefined ? none : `${paint.bold(account.id)}, ${owner}  ${paint.dim(`${reasonText(evidence)} (${score})`)}`
  const near = nearMisses.map((one) => `  near ${one.account.id}  ${paint.dim(`${reasonText(one.evidence)} (${one.score})`)}`)
  return [`${lead} -> ${found}`, ...near].join('\n')
}

export function sharedText({ domain, accounts }: SharedDomain): string {
  const told = accounts.slice(0, 5).join(', ')
  return `The domain ${domain} belongs to ${plural(accounts.length, 'account')}: ${told}${accounts.length > 5 ? ', …' : ''}.`
}

export function matchTallyText(tally: MatchTally, { bold }: Paint): string {
  const { read, byDomain, byName, tied, suggested, unknown, refused } = tally
  const parts = [
    `${byDomain.toLocaleString('en-US')} matched by domain`,
    `${byName.toLocaleString('en-US')} by name`,
    `${tied.toLocaleString('en-US')} tied`,
    `${suggested.toLocaleString('en-US')} only near`,
    `${unknown.toLocaleString('en-US')} unknown`,
    `${refused.toLocaleString('en-US')} refused`,
  ]
  return `${bold(plural(read, 'lead'))} read = ${parts.join(' + ')}\n`
}

function reasons(evidence: readonly Evidence[]) {
  const texts = (speaks: Evidence['speaks']): string[] => evidence.filter((one) => one.speaks === speaks).map(({ text }) => text)
  const against = texts('against')
  return { evidence: texts('for'), ...(against.length > 0 ? { against } : {}) }
}

function reasonText(evidence: readonly Evidence[]): string {
  const { evidence: pro, against = [] } = reasons(evidence)
  return `${pro.join(', ')}${against.length > 0 ? `; against it: ${against.join(', ')}` : ''}`
}
