import type { Account, Note } from '../decide/decision.js'
import type { Instant, JsonObject } from '../lead.js'
import type { RouteContext } from './context.js'
import { ask } from './ask.js'
import type { RouterOptions } from './options.js'

export interface AccountMatch {
  readonly account: Account | undefined
  readonly note?: Note
  /** The port failed, and such leads go straight to the fallback. */
  readonly straight: boolean
}

/** The lead's account: what a middleware set, else what the port says. Never what the lead itself claims. */
export async function matchAccount(
  { lead, account }: RouteContext,
  { accounts, portTimeoutMs = 2000, whenPortFails }: Pick<RouterOptions, 'accounts' | 'portTimeoutMs' | 'whenPortFails'>,
  now: Instant,
): Promise<AccountMatch> {
  if (account !== undefined || accounts === undefined) return { account: account ?? undefined, straight: false }
  const answer = await ask(now, portTimeoutMs, (context) =>
    typeof accounts === 'function' ? accounts(lead as JsonObject, context) : accounts.match(lead as JsonObject, context),
  )
  const failed = 'failed' in answer ? answer.failed : faultOf(answer.value)
  if (failed === undefined && 'value' in answer) return { account: answer.value ?? undefined, straight: false }
  return {
    account: undefined,
    note: { about: 'accounts', code: 'accountsFailed', message: `The accounts port failed: ${failed}.` },
    straight: whenPortFails?.accounts === 'otherwise',
  }
}

function faultOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' && typeof (value as Partial<Account>).id === 'string' ? undefined : 'its answer is no account with an id'
}
