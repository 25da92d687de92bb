import { nearest } from '../condition/nearest.js'
import { type Issue, RoutingError } from '../errors.js'
import { isRecord } from '../time/hours.js'

/** What is wrong with an option: its remedy, or nothing. */
export type Check = (value: unknown) => string | undefined

/**
 * A misspelled option would be ignored, and leads would go to people who are away.
 *
 * @throws RoutingError `badOptions` with every option that is missing, that cannot be used or that there is not
 */
export function checkOptions(options: unknown, checks: { readonly [option: string]: Check }): void {
  const known = Object.keys(checks)
  if (!isRecord(options)) throw new RoutingError('badOptions', { detail: `Options are an object. There are: ${known.join(', ')}.` })
  const issues: Issue[] = []
  const refuse = (option: string, hint: string | undefined): void => {
    if (hint !== undefined) issues.push({ code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint })
  }
  for (const option of Object.keys(options)) {
    if (Object.hasOwn(checks, option)) continue
    const meant = nearest(option, known)
    refuse(option, meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`)
  }
  for (const [option, check] of Object.entries(checks)) refuse(option, check(options[option]))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

export const aFunction: Check = (value) => (typeof value === 'function' ? undefined : 'Pass a function.')

export function optional(check: Check): Check {
  return (value) => (value === undefined ? undefined : check(value))
}

/** For what is checked elsewhere. */
export const anything: Check = () => undefined
