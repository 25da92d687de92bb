import { nearest } from '../condition/nearest.js'
import { type Issue, RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import { LONGEST_MS } from './checkBackground.js'
import type { PortFailurePolicy, RouterOptions } from './options.js'

const known = [
  'plan',
  'planFrom',
  'roster',
  'store',
  'availability',
  'availabilityMode',
  'capacity',
  'accounts',
  'workCalendar',
  'strategies',
  'whenPortFails',
  'portTimeoutMs',
  'rosterMs',
  'maxWaiting',
  'outbox',
  'clock',
  'salt',
] as const satisfies readonly (keyof RouterOptions)[]

/** @throws RoutingError `badOptions` with everything that is wrong, before any lead meets it */
export function checkOptions(options: RouterOptions): void {
  const issues: Issue[] = []
  const refuse = (option: string, hint: string): void => {
    issues.push({ code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint })
  }
  if (typeof options !== 'object' || options === null) {
    throw new RoutingError('badOptions', { detail: 'There are none: pass at least `plan`, `roster` and `store`.' })
  }
  // A misspelled port would be ignored, and leads would go to people whom it would have called away.
  for (const name of Object.keys(options)) {
    if ((known as readonly string[]).includes(name)) continue
    const meant = nearest(name, known)
    refuse(name, meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`)
  }
  const { roster, store, planFrom, availabilityMode, availability, capacity, accounts } = options
  if (!Array.isArray(roster) && !has(roster, 'reps')) refuse('roster', 'Pass a list of reps, or `{ reps: () => … }`.')
  if (!has(store, 'transact')) refuse('store', 'Pass a store: `memoryStore()`, or `sqliteStore(…)` of `fairlead/sqlite`.')
  if (!(planFrom === undefined || planFrom === 'store' || planFrom === 'code')) refuse('planFrom', "Use 'store' or 'code'.")
  if (!(availabilityMode === undefined || availabilityMode === 'exact' || availabilityMode === 'lazy'))
    refuse('availabilityMode', "Use 'exact' or 'lazy'.")
  if (availability !== undefined && typeof availability !== 'function' && !has(availability, 'many') && !has(availability, 'one')) {
    refuse('availability', 'Pass a function, `{ one }` or `{ many }`.')
  }
  if (capacity !== undefined && !has(capacity, 'many')) refuse('capacity', 'Pass `{ many }`.')
  if (accounts !== undefined && typeof accounts !== 'function' && !has(accounts, 'match'))
    refuse('accounts', 'Pass a function or `{ match }`.')
  refusePolicies(options.whenPortFails, refuse)
  for (const [option, least] of [
    ['portTimeoutMs', 1],
    ['rosterMs', 0],
    ['maxWaiting', 1],
  ] as const) {
    const value = options[option]
    if (value !== undefined && !(typeof value === 'number' && value >= least && value <= LONGEST_MS))
      refuse(option, `Use a number from ${least} to ${LONGEST_MS}.`)
  }
  if (!(options.outbox === undefined || typeof options.outbox === 'boolean')) refuse('outbox', 'Use `true` or `false`.')
  for (const option of ['workCalendar', 'clock', 'salt'] as const) {
    if (options[option] !== undefined && typeof options[option] !== 'function') refuse(option, 'Pass a function.')
  }
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

const policies: { readonly [port: string]: readonly string[] } = {
  availability: ['skip', 'assumeThere', 'otherwise'],
  capacity: ['skip', 'ownCount', 'otherwise'],
  accounts: ['noAccount', 'otherwise'],
} satisfies { readonly [Port in keyof PortFailurePolicy]-?: readonly PortFailurePolicy[Port][] }

/** A misspelled policy would come to light when the port fails, and then as the default. */
function refusePolicies(given: unknown, refuse: (option: string, hint: string) => void): void {
  const ports = Object.keys(policies)
  if (given === undefined) return
  if (typeof given !== 'object' || given === null) {
    refuse('whenPortFails', `Pass an object with ${ports.join(', ')}.`)
    return
  }
  for (const [port, policy] of Object.entries(given)) {
    const known = Object.hasOwn(policies, port) ? policies[port] : undefined
    if (known === undefined) refuse('whenPortFails', `It has no port ${JSON.stringify(port)}. There are: ${ports.join(', ')}.`)
    else if (policy !== undefined && !known.includes(policy)) refuse('whenPortFails', `For ${port} use '${known.join("', '")}'.`)
  }
}

/** Instants are whole milliseconds. @throws RoutingError `badOptions` where the clock tells no time */
export function wholeClock(clock: Clock): Clock {
  return () => {
    const now = Math.floor(clock())
    if (!Number.isSafeInteger(now)) throw new RoutingError('badOptions', { detail: 'The clock told no time.', path: ['clock'] })
    return now
  }
}

/** @throws RoutingError `badOptions` where a salt would not hide what it is mixed with */
export function soundSalt(salt: () => string): () => string {
  return () => {
    const drawn: unknown = salt()
    if (typeof drawn !== 'string' || !/^[0-9a-f]{32}$/.test(drawn))
      throw new RoutingError('badOptions', { detail: 'A salt is 32 hex digits.', path: ['salt'] })
    return drawn
  }
}

function has(value: unknown, method: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function'
}
