import { nearest } from '../condition/nearest.js'
import { type Issue, RoutingError } from '../errors.js'

/** What can be wrong with an option of an act: its remedy, or nothing. */
type Check = (value: unknown) => string | undefined

/** Longer reasons belong into the host's own data. */
const LONGEST_REASON = 2000

const outcomes: readonly unknown[] = ['converted', 'disqualified', 'merged']

export const optionChecks = {
  epoch: (value) => (isWhole(value) ? undefined : 'Use a whole number from 0: the `epoch` of the routed lead.'),
  reason: (value) =>
    typeof value === 'string' && value.length <= LONGEST_REASON ? undefined : `Use a text of at most ${LONGEST_REASON} characters.`,
  as: (value) =>
    outcomes.includes(value) ? undefined : `${JSON.stringify(value)}: write 'converted', 'disqualified' or 'merged', or leave it out.`,
  to: aRep,
  rep: aRep,
  onRouted: (value) => (typeof value === 'function' ? undefined : 'Pass a function.'),
  limit: (value) => (isWhole(value) && value >= 1 && value <= 1000 ? undefined : 'Use a whole number from 1 to 1000.'),
  after: (value) => (isPlace(value) ? undefined : 'Pass the last lead of the page before.'),
} as const satisfies { readonly [option: string]: Check }

/**
 * An option that is misspelled would be left out: without `epoch` a lead is not fenced.
 *
 * @throws RoutingError `badOptions` with every issue
 */
export function checkAct(options: object, known: readonly (keyof typeof optionChecks)[], needed: readonly string[] = []): void {
  if (typeof options !== 'object' || options === null) throw new RoutingError('badOptions', { detail: 'Options are an object.' })
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const issues = given.flatMap(([option, value]): Issue[] => {
    const hint = (known as readonly string[]).includes(option) ? optionChecks[option as 'epoch'](value) : unknownHint(option, known)
    return hint === undefined ? [] : [issueOf(option, hint)]
  })
  const missing = needed.filter((option) => !given.some(([name]) => name === option))
  issues.push(...missing.map((option) => issueOf(option, optionChecks[option as 'to'](undefined) ?? '')))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function issueOf(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}

function unknownHint(option: string, known: readonly string[]): string {
  const meant = nearest(option, known)
  return meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`
}

function aRep(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'Name the rep by the id in the roster.'
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isPlace(value: unknown): boolean {
  const place = value as { readonly receivedAt?: unknown; readonly key?: unknown } | null
  return typeof place === 'object' && place !== null && Number.isSafeInteger(place.receivedAt) && typeof place.key === 'string'
}
