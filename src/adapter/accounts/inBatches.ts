import { type Issue, RoutingError } from '../../errors.js'
import type { MaybePromise } from '../../lead.js'
import { unknownOptions, unusable } from '../optionIssues.js'

export interface BatchOptions {
  /** Leads of one question at most. Default: 256. */
  readonly most?: number
}

interface Waiting<Lead, A> {
  readonly lead: Lead
  readonly resolve: (account: A | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * An accounts port over a look-up of many leads at once: leads that arrive together (in one turn of the event loop) become one question.
 * An error of one question is that of its leads alone.
 *
 * @param lookUp answers one account for each lead, in their order; `undefined` or `null` where there is none
 * @throws RoutingError `badOptions`
 * @example
 * const accounts = inBatches((leads: readonly Lead[]) => crm.accountsOf(leads.map(({ email }) => email)))
 * const router = createRouter({ plan, roster, store, accounts })
 */
export function inBatches<Lead, A>(
  lookUp: (leads: readonly Lead[]) => MaybePromise<readonly (A | null | undefined)[]>,
  options: BatchOptions = {},
): (lead: Lead) => Promise<A | undefined> {
  const { most = 256 } = options
  const issues: Issue[] = [...unknownOptions(options, ['most']), ...mostIssues(most)]
  if (typeof lookUp !== 'function') issues.push(unusable('lookUp', 'Pass a function: (leads) => accounts, one for each lead.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
  let waiting: Waiting<Lead, A>[] = []
  const ask = (): void => {
    const batch = waiting
    waiting = []
    if (batch.length > 0) void answer(batch, lookUp)
  }
  return (lead) =>
    new Promise((resolve, reject) => {
      waiting.push({ lead, resolve, reject })
      if (waiting.length >= most) ask()
      else if (waiting.length === 1) setImmediate(ask)
    })
}

export function mostIssues(most: unknown): Issue[] {
  return Number.isSafeInteger(most) && (most as number) >= 1 ? [] : [unusable('most', 'A whole number from 1 on.')]
}

async function answer<Lead, A>(
  batch: readonly Waiting<Lead, A>[],
  lookUp: (leads: readonly Lead[]) => MaybePromise<readonly (A | null | undefined)[]>,
): Promise<void> {
  try {
    const accounts = await lookUp(batch.map(({ lead }) => lead))
    if (!Array.isArray(accounts) || accounts.length !== batch.length) throw wrongAnswer(accounts, batch.length)
    for (const [index, { resolve }] of batch.entries()) resolve(accounts[index] ?? undefined)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}

function wrongAnswer(given: unknown, asked: number): RoutingError {
  const what = Array.isArray(given) ? `a list of ${given.length}` : 'no list'
  return new RoutingError('badOptions', {
    detail: `The look-up of \`inBatches\` answered ${what} for ${asked} leads. Return one account for each lead, in their order, and \`undefined\` where there is none.`,
    path: ['lookUp'],
  })
}
