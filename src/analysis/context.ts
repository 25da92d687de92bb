import type { Place } from '../condition/issueList.js'
import type { Asker } from './ask.js'
import type { Confirmed, Confirmer } from './confirm.js'
import type { Finding, FindingCode } from './finding.js'
import type { Formula } from './formula.js'
import type { Subject } from './subject.js'

/** What every part of an analysis works with. */
export interface Context {
  readonly subject: Subject
  readonly asker: Asker
  readonly confirmer: Confirmer
  report(finding: Finding): void
}

/** Whether any lead satisfies some formulas, with the lead: usual ones first, then such as have lists where no condition asks for them. */
export type Possibility =
  | { readonly kind: 'found'; readonly lead: Confirmed; readonly lists: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' }

/** @param confirmed what the interpreter says of the lead: a lead for which it says no would be a defect of the search, and proves nothing */
export function possibilityOf(
  formulas: readonly Formula[],
  { asker, confirmer }: Context,
  confirmed: (lead: Confirmed) => boolean,
): Possibility {
  for (const lists of [false, true]) {
    const answer = asker.ask(formulas, lists)
    if (answer.kind === 'none') continue
    const lead = answer.kind === 'found' ? confirmer.see(answer.witness) : undefined
    return lead !== undefined && confirmed(lead) ? { kind: 'found', lead, lists } : { kind: 'undecided' }
  }
  return { kind: 'none' }
}

/** The honest answer where the budget ends. */
export function undecided(about: FindingCode, path: Place, what: string, rule?: string): Finding {
  return {
    code: 'undecided',
    about,
    severity: 'info',
    path,
    message: `Not decided: ${what}`,
    hint: 'Raise `budget`, or make the condition simpler.',
    ...(rule === undefined ? {} : { rule }),
  }
}

/** The fields that are lists in a lead, for people: `company.employees`. */
export function listsIn(value: unknown, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return [path.join('.')]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) => listsIn(inner, [...path, field]))
}

export function quoted(name: string): string {
  return `'${name}'`
}

/** `'a'`, `'a' and 'b'`, `'a', 'b' and 3 more` */
export function namesOf(rules: readonly { readonly rule: { readonly name: string } }[], most = 4): string {
  const names = rules.map(({ rule }) => quoted(rule.name))
  const listed = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names
  return listed.length < 2 ? listed.join('') : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}`
}
