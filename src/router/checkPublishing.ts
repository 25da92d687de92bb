import { nearest } from '../condition/nearest.js'
import { type Issue, RoutingError } from '../errors.js'

const LONGEST_AUTHOR = 200
const LONGEST_REASON = 2000

const checks = {
  author: (value: unknown) => isText(value, LONGEST_AUTHOR) || `Say who does it, in 1 to ${LONGEST_AUTHOR} characters.`,
  reason: (value: unknown) => isText(value, LONGEST_REASON) || `Say why, in 1 to ${LONGEST_REASON} characters.`,
  at: (value: unknown) => Number.isSafeInteger(value) || 'Use milliseconds since 1970, a whole number: `Date.parse(…)`.',
  expect: (value: unknown) =>
    isWhole(value, 0) || (typeof value === 'string' && value !== '') || 'Use the number of a version, 0 for none, or its digest.',
  supersede: (value: unknown) => typeof value === 'boolean' || 'Use `true` or `false`.',
  to: (value: unknown) => isWhole(value, 1) || 'Use the number of a version.',
  draft: (value: unknown) => isWhole(value, 1) || 'Use the number of a draft: `drafts()` lists them.',
} as const

export type PublishingOption = keyof typeof checks

/**
 * A misspelled option would be left out: without `at` a plan is in force at once.
 *
 * @param known beside author and reason, which are required
 * @throws RoutingError `badOptions` with every issue
 */
export function checkPublishing(options: object, known: readonly PublishingOption[]): void {
  if (typeof options !== 'object' || options === null)
    throw new RoutingError('badOptions', { detail: 'There are none: pass at least `author` and `reason`.' })
  const all: readonly string[] = ['author', 'reason', ...known]
  const given = new Map(Object.entries(options).filter(([, value]) => value !== undefined))
  const unknown = [...given.keys()].filter((option) => !all.includes(option)).map((option) => issueOf(option, hintFor(option, all)))
  const wrong = all.flatMap((option): Issue[] => {
    if (option !== 'author' && option !== 'reason' && !given.has(option)) return []
    const right = checks[option as PublishingOption](given.get(option))
    return right === true ? [] : [issueOf(option, right as string)]
  })
  if (unknown.length + wrong.length > 0) throw new RoutingError('badOptions', { issues: [...unknown, ...wrong] })
}

function hintFor(option: string, known: readonly string[]): string {
  const meant = nearest(option, known)
  return meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`
}

function issueOf(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}

function isText(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least
}
