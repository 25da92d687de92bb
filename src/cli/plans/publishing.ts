import type { PlanVersion } from '../../router/planVersions.js'
import type { Published } from '../../router/publishing.js'
import type { Args } from '../command.js'
import { stop } from '../complaint.js'
import type { Io } from '../io.js'

export const signatureHelp = `  --author NAME   who does it (required)
  --reason TEXT   why (required); both are kept with the version
  --expect N      only if version N is the latest one, 0 for none: somebody else may publish at the same time`

export const signatureOptions = { db: 'text', author: 'text', reason: 'text', expect: 'text' } as const

/** Author, reason and expectation, as the command line gives them. */
export function signatureIn(args: Args): { readonly author: string; readonly reason: string; readonly expect?: number } {
  const needed = (option: 'author' | 'reason', hint: string): string =>
    args.text(option) ?? stop({ code: 'usage', message: `The option --${option} is missing.`, hint })
  const author = needed('author', 'Say who does it: --author pat')
  const reason = needed('reason', 'Say why: --reason "Austria joins"')
  const expect = args.text('expect')
  return { author, reason, ...(expect === undefined ? {} : { expect: numberIn('expect', expect, 0) }) }
}

/** A version's number. */
export function numberIn(option: string, text: string, least: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number
  return stop({ code: 'usage', message: `--${option} ${text} is no version.`, hint: 'Use a number: fairlead plans lists the versions.' })
}

/** What a publication did, as text or as JSON. */
export async function tell(published: Published, args: Args, { stdout }: Io): Promise<void> {
  if (args.flag('json')) {
    await stdout.write(`${JSON.stringify(published)}\n`)
    return
  }
  const { version, unchanged, superseded } = published
  const what = unchanged === true ? `is the latest one already, and nothing was published` : stateText(published)
  const dropped = superseded.length === 0 ? '' : ` Never to come into force: version ${superseded.join(', ')}.`
  await stdout.write(`${stdout.paint.green('ok')} Version ${version} ${what}.${dropped}\n`)
}

/** `is in force`, `comes into force at …` */
export function stateText({ state, from }: PlanVersion): string {
  const when = from === undefined ? '' : new Date(from).toISOString()
  if (state === 'inForce') return 'is in force'
  if (state === 'scheduled') return `comes into force at ${when}`
  return state === 'past' ? 'was in force' : `was to come into force at ${when}, and never did`
}
