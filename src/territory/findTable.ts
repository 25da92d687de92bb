import { askerOf } from '../analysis/ask.js'
import { confirmerOf } from '../analysis/confirm.js'
import type { Context } from '../analysis/context.js'
import { findLeadFields } from '../analysis/findFields.js'
import { findGaps } from '../analysis/findGaps.js'
import type { Finding } from '../analysis/finding.js'
import { findOverlaps } from '../analysis/findOverlaps.js'
import { findRules } from '../analysis/findRules.js'
import { allOf } from '../analysis/formula.js'
import { type RuleSubject, subjectOfPlan } from '../analysis/subject.js'
import { entryOf } from '../lookup/entryOf.js'
import { findSharedGaps } from './findSharedGaps.js'
import type { TerritoryFinding } from './report.js'
import type { Table } from './tableOf.js'
import { exampleIn, namesOf, quoted } from './words.js'

/** What the analyser finds in a table, in its words. */
export function findTable(
  table: Table,
  { budget, fields }: { readonly budget: number; readonly fields?: readonly string[] },
): { readonly findings: readonly TerritoryFinding[]; readonly stats: { readonly questions: number; readonly steps: number } } {
  const found: TerritoryFinding[] = []
  const subject = subjectOfPlan(table.plan, undefined)
  const asker = askerOf(
    table.plan,
    subject.rules.map(({ when }) => when),
    { perQuestion: budget, all: budget * 100 },
  )
  const report = (finding: Finding): void => void found.push(...inWords(finding, table))
  const context: Context = { subject, asker, confirmer: confirmerOf(subject), report }
  findGaps(context)
  findSharedGaps(table, context, (finding) => found.push(finding))
  findOverlaps(withoutInner(findRules(context), table), context, (earlier, later) => {
    const [one, other] = [Number(earlier.rule.name), Number(later.rule.name)]
    return table.around[one]?.includes(other) === true || table.around[other]?.includes(one) === true
  })
  if (fields !== undefined) findLeadFields(table.plan.plan, fields, report)
  return { findings: found, stats: { questions: asker.stats.questions, steps: asker.stats.steps } }
}

/**
 * What leads each rule has for itself, without those of territories within it: an overlap with one of these is told of that one, and would
 * only be told once more of each around it.
 */
function withoutInner(rules: readonly RuleSubject[], { around }: Table): readonly RuleSubject[] {
  const inner = new Map<number, RuleSubject[]>()
  const numbers = new Set(rules.map(({ rule }) => Number(rule.name)))
  for (const rule of rules) {
    const outer = around[Number(rule.rule.name)]?.find((number) => numbers.has(number))
    if (outer !== undefined) entryOf(inner, outer, (): RuleSubject[] => []).push(rule)
  }
  return rules.map((rule) => {
    const within = inner.get(Number(rule.rule.name))
    return within === undefined ? rule : { ...rule, takes: allOf([rule.takes, ...within.map(({ passes }) => passes)]) }
  })
}

function inWords(finding: Finding, table: Table): readonly TerritoryFinding[] {
  const { code, severity, rule, others, example, more } = finding
  const number = rule === undefined ? undefined : table.numberOf(rule)
  const territory = number === undefined ? undefined : table.placeOf(number)
  const numbers = (others ?? []).map(Number)
  const base = {
    severity,
    ...(territory === undefined ? {} : { territory }),
    ...(numbers.length === 0 ? {} : { others: numbers.map(table.placeOf) }),
    ...(example === undefined ? {} : { example: exampleIn(table, example) }),
    ...(more === undefined ? {} : { more }),
  }
  const name = territory === undefined ? '' : quoted(territory)
  switch (code) {
    case 'fallsToOtherwise':
      return [
        {
          ...base,
          code: 'gap',
          message: 'Leads like this one are in no territory.',
          hint: 'If other rules are meant for them, all is well. Otherwise add a territory, or one with `all` in the column `when`.',
        },
      ]
    case 'overlap':
      return [
        {
          ...base,
          code: 'overlap',
          message: `${namesOf(base.others)} and ${name} hold for the same lead; it is in ${JSON.stringify(base.example?.territory)}, which is deeper or comes first.${more === undefined ? '' : ` Up to ${more} more may overlap with ${name}.`}`,
          hint: 'If that is the order you want, all is well. Otherwise narrow one of them, or let one lie within the other.',
        },
      ]
    case 'contradiction':
      return [
        severity === 'warning'
          ? {
              ...base,
              code: 'contradiction',
              message: `Only leads in which a field is a list can be in ${name}.`,
              hint: 'If the field is a list, read its column as one (`:list`). Otherwise look for a field that would have to be two things at once.',
            }
          : {
              ...base,
              code: 'contradiction',
              message: `No lead can be in ${name}: what it asks and what is asked around it exclude each other.`,
              hint: 'Look for a field that would have to be two things at once, and at the conditions of the territories around it.',
            },
      ]
    case 'shadowed':
      return [shadowed(base, name, numbers, number, table)]
    case 'unknownField':
      return [{ ...base, code: 'unknownField', message: finding.message, hint: finding.hint }]
    case 'undecided':
      return [
        {
          ...base,
          code: 'undecided',
          message: `Not decided${name === '' ? '' : ` of ${name}`}: ${finding.about ?? ''}.`,
          hint: 'Raise `budget`.',
        },
      ]
    default:
      return []
  }
}

function shadowed(
  base: Omit<TerritoryFinding, 'code' | 'message' | 'hint'>,
  name: string,
  numbers: readonly number[],
  number: number | undefined,
  table: Table,
): TerritoryFinding {
  const within = number !== undefined && numbers.length > 0 && numbers.every((other) => table.around[other]?.includes(number))
  if (within)
    return {
      ...base,
      code: 'divided',
      severity: 'info',
      message: `${name} has no leads of its own: all are in territories within it.`,
      hint: 'Its reps are next where nobody is eligible there. If it is meant to have leads, narrow those.',
    }
  return {
    ...base,
    code: 'unreached',
    severity: 'warning',
    message:
      numbers.length === 0
        ? `Of some leads only lists bring them to ${name}: otherwise deeper or earlier territories have them.`
        : `No lead is ever in ${name}: ${namesOf(base.others)} ${numbers.length === 1 ? 'has' : 'have'} them all.`,
    hint: 'Move it up, narrow those, or remove it.',
  }
}
