import type { Issue, IssueCode } from '../errors.js'
import { nearest } from './nearest.js'

/** Where something stands in a document: keys and indexes from the root. */
export type Place = readonly (string | number)[]

/** Collects what is wrong, all at once. */
export interface IssueList {
  readonly issues: readonly Issue[]
  report(code: IssueCode, path: Place, message: string, hint: string): void
}

/** More issues than this tell nobody more. */
const most = 1000

export function issueList(): IssueList {
  const issues: Issue[] = []
  return {
    issues,
    report(code, path, message, hint) {
      if (issues.length < most) issues.push({ code, message, path, hint })
      else if (issues.length === most) {
        issues.push({ code: 'tooMuch', message: `More than ${most} issues; the rest is not listed.`, path: [], hint: 'Mend these first.' })
      }
    },
  }
}

/** The remedy with the word that was probably meant in front of it, if there is one. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const meant = nearest(word, known)
  return meant === undefined ? otherwise : `Did you mean ${JSON.stringify(meant)}? ${otherwise}`
}

/** A value shortened for a message. */
export function brief(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object' && value !== null
          ? 'an object'
          : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
