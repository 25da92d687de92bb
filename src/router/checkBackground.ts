import { nearest } from '../condition/nearest.js'
import { type Issue, RoutingError } from '../errors.js'

/** What a timer can count; Node takes anything longer for one millisecond. */
export const LONGEST_MS = 2 ** 31 - 1

const numbers = ['everyMs', 'leaseMs', 'batch', 'attempts', 'backoffMs']
const functions = ['clock', 'random', 'onReport', 'onError', 'onDead']

/**
 * Checks the options of what runs in the background: that there is no other than the known ones, and that each is of its kind.
 *
 * @param needed objects, each with a method that tells them
 * @throws RoutingError `badOptions` with everything that is wrong
 */
export function checkBackground(
  caller: string,
  options: object,
  known: readonly string[],
  needed: readonly (readonly [option: string, method: string, hint: string])[],
): void {
  const issues: Issue[] = []
  const refuse = (option: string, hint: string): void => {
    issues.push({ code: 'wrongType', message: `The option \`${option}\` of \`${caller}\` cannot be used.`, path: [option], hint })
  }
  if (typeof options !== 'object' || options === null) throw new RoutingError('badOptions', { detail: `\`${caller}\` got none.` })
  const given = options as { readonly [option: string]: unknown }
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    refuse(name, meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`)
  }
  for (const [option, method, hint] of needed) {
    const value = given[option] as { readonly [name: string]: unknown } | null | undefined
    if (typeof value !== 'object' || value === null || typeof value[method] !== 'function') refuse(option, hint)
  }
  for (const option of known) {
    const value = given[option]
    if (value === undefined) continue
    if (numbers.includes(option) && !(Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_MS))
      refuse(option, `Use a whole number from 1 to ${LONGEST_MS}.`)
    if (functions.includes(option) && typeof value !== 'function') refuse(option, 'Pass a function.')
  }
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}
