import type { Account, Note } from '../decide/decision.js'
import { formatPath, RoutingError } from '../errors.js'
import { deepFreeze, toJson } from '../json.js'
import type { Instant, JsonObject, MaybePromise } from '../lead.js'
import type { Accounts } from '../port/ports.js'
import { ask } from './ask.js'
import type { RouterOptions } from './options.js'

export interface AccountMatch {
  readonly account: Account | undefined
  readonly note?: Note
  /** The port failed, and such leads go straight to the fallback. */
  readonly straight: boolean
}

/**
 * The lead's account: what a middleware set, else what the port says. Never what the lead itself claims.
 *
 * @param lead frozen: a port cannot change what is decided on
 * @param given what a middleware set: `undefined` nothing, `null` that there is none
 * @throws RoutingError `badLead` for a middleware's account that is none; what a port answers is never thrown
 */
export function matchAccount(
  lead: JsonObject,
  given: Account | null | undefined,
  { accounts, portTimeoutMs = 2000, whenPortFails }: Pick<RouterOptions, 'accounts' | 'portTimeoutMs' | 'whenPortFails'>,
  now: Instant,
): MaybePromise<AccountMatch> {
  if (given !== undefined) {
    const own = read(given)
    if ('account' in own) return { account: own.account, straight: false }
    throw new RoutingError('badLead', {
      issues: [
        {
          code: 'wrongType',
          message: `\`context.account\` is no account: ${own.fault}.`,
          path: ['account'],
          hint: 'Set an object with a text `id`, or null for none.',
        },
      ],
    })
  }
  if (accounts === undefined) return { account: undefined, straight: false }
  return askPort(lead, accounts, portTimeoutMs, whenPortFails, now)
}

async function askPort(
  lead: JsonObject,
  accounts: Accounts,
  timeoutMs: number,
  whenPortFails: RouterOptions['whenPortFails'],
  now: Instant,
): Promise<AccountMatch> {
  const answer = await ask(now, timeoutMs, (context) =>
    typeof accounts === 'function' ? accounts(lead, context) : accounts.match(lead, context),
  )
  const told = 'failed' in answer ? { fault: answer.failed } : read(answer.value)
  if ('account' in told) return { account: told.account, straight: false }
  return {
    account: undefined,
    note: { about: 'accounts', code: 'accountsFailed', message: `The accounts port failed: ${told.fault.replace(/\.+$/, '')}.` },
    straight: whenPortFails?.accounts === 'otherwise',
  }
}

/** An account as plain, frozen data; nothing that a foreign value does gets out. */
function read(value: unknown): { readonly account: Account | undefined } | { readonly fault: string } {
  if (value === undefined || value === null) return { account: undefined }
  const copied = toJson(value)
  if ('issues' in copied) {
    const [issue] = copied.issues
    return { fault: issue === undefined ? 'it is no plain data' : `${formatPath(issue.path)}: ${issue.message}` }
  }
  const account = copied.value as Partial<Account>
  const usable = typeof account === 'object' && account !== null && !Array.isArray(account) && typeof account.id === 'string'
  return usable ? { account: deepFreeze(account as Account) } : { fault: 'it is no object with a text `id`' }
}
