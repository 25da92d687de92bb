import type { Account } from '../../decide/decision.js'
import { type Issue, RoutingError } from '../../errors.js'
import { unknownOptions, unusable } from '../optionIssues.js'
import { type AccountFacts, accountFacts, type CompanyFacts, firstAddress, leadFacts } from './facts.js'
import { freeMailDomains } from './freeMail.js'

export interface AccountIndexOptions<Lead, A> {
  /** What a lead says of its company. Default: `email`, `domain`, `website`, `companyName`, `company.name`, `country` and so on. */
  readonly leadFacts?: (lead: Lead) => CompanyFacts
  /** What an account says. Default: `domain`, `domains`, `website`, `name`, `names`, `aliases`, `country` … `parent`, `tier`, `lastActiveAt`. */
  readonly accountFacts?: (account: A) => AccountFacts
  /** Domains that never match, with everything below them. Default: {@link freeMailDomains}. */
  readonly freeMail?: Iterable<string>
  /** Pieces of evidence that an equal name needs beside it to be a match. Default: 1; 0 is not possible. */
  readonly minEvidence?: number
  /** From which similarity on a name is suggested, from 0 to 1. Default: 0.5. */
  readonly minSimilarity?: number
  /** Near-misses that are listed. Default: 3. */
  readonly nearMisses?: number
  /** Accounts that are read in one go, before the event loop goes on. Default: 1,000. */
  readonly sliceSize?: number
  /** Told after each slice how many accounts have been read. */
  readonly onProgress?: (read: number) => void
}

export type Settings<Lead, A> = Required<Omit<AccountIndexOptions<Lead, A>, 'freeMail'>> & {
  readonly freeMail: ReadonlySet<string>
  /** As much of the facts as the straight way needs. */
  readonly firstAddress: (lead: Lead) => string | undefined
}

/** What a decision depends on. */
export type Deciding<Lead, A> = Pick<Settings<Lead, A>, 'accountFacts' | 'freeMail' | 'minEvidence' | 'nearMisses'>

const known: readonly string[] = [
  'leadFacts',
  'accountFacts',
  'freeMail',
  'minEvidence',
  'minSimilarity',
  'nearMisses',
  'sliceSize',
  'onProgress',
]
let usualFreeMail: ReadonlySet<string> | undefined

/**
 * @param names the options that there are
 * @param found what else is wrong with them
 * @throws RoutingError `badOptions`
 */
export function settingsOf<Lead, A extends Account>(
  options: AccountIndexOptions<Lead, A>,
  names = known,
  found: readonly Issue[] = [],
): Settings<Lead, A> {
  const { freeMail, minEvidence = 1, minSimilarity = 0.5, nearMisses = 3, sliceSize = 1000 } = options
  const issues: Issue[] = [...unknownOptions(options, names), ...found]
  for (const name of ['leadFacts', 'accountFacts', 'onProgress'] as const)
    if (options[name] !== undefined && typeof options[name] !== 'function') issues.push(unusable(name, 'Pass a function.'))
  if (!(Number.isSafeInteger(minEvidence) && minEvidence >= 1)) issues.push(unusable('minEvidence', 'A whole number from 1 on.'))
  if (!(Number.isSafeInteger(nearMisses) && nearMisses >= 0 && nearMisses <= 20))
    issues.push(unusable('nearMisses', 'A whole number from 0 to 20.'))
  if (!(Number.isSafeInteger(sliceSize) && sliceSize >= 1)) issues.push(unusable('sliceSize', 'A whole number from 1 on.'))
  if (!(typeof minSimilarity === 'number' && minSimilarity >= 0 && minSimilarity <= 1))
    issues.push(unusable('minSimilarity', 'A number from 0 to 1.'))
  const domains = freeMail === undefined ? [] : isTexts(freeMail) ? [...freeMail] : undefined
  if (domains === undefined || domains.some((domain) => typeof domain !== 'string'))
    issues.push(unusable('freeMail', 'A list of domains: [...freeMailDomains, "mail.example"].'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
  usualFreeMail ??= new Set(freeMailDomains)
  return {
    // Leads and accounts are plain JSON; of what kind only a function of the host's own could know.
    leadFacts: options.leadFacts ?? ((lead) => leadFacts(lead as Parameters<typeof leadFacts>[0])),
    firstAddress: (lead) => {
      if (options.leadFacts === undefined) return firstAddress(lead as Parameters<typeof leadFacts>[0])
      const { websites = [], emails = [] } = options.leadFacts(lead)
      return websites[0] ?? (emails[0]?.includes('@') ? emails[0] : undefined)
    },
    accountFacts: options.accountFacts ?? ((account) => accountFacts(account as Parameters<typeof accountFacts>[0])),
    freeMail: freeMail === undefined ? usualFreeMail : new Set(domains?.map((domain) => domain.toLowerCase())),
    minEvidence,
    minSimilarity,
    nearMisses,
    sliceSize,
    onProgress: options.onProgress ?? (() => undefined),
  }
}

function isTexts(value: Iterable<string>): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
