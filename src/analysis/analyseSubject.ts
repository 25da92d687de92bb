import { deepFreeze } from '../json.js'
import type { Plan } from '../plan/document.js'
import { askerOf } from './ask.js'
import { confirmerOf } from './confirm.js'
import { type Context, possibilityOf } from './context.js'
import { findLeadFields, findRepFields } from './findFields.js'
import { findGaps } from './findGaps.js'
import type { Finding } from './finding.js'
import { findOverlaps } from './findOverlaps.js'
import { findReps } from './findReps.js'
import { findRules } from './findRules.js'
import { findSegments } from './findSegments.js'
import { findSteps } from './findSteps.js'
import type { Formula } from './formula.js'
import { formulaOf, formulaOfSegment } from './formulate.js'
import type { Subject } from './subject.js'
import type { universeOf } from './universe.js'

export interface Analysis {
  /** What was found, in the order of the document. */
  readonly findings: readonly Finding[]
  readonly stats: AnalysisStats
}

export interface AnalysisStats {
  readonly rules: number
  /** What was asked: whether any lead satisfies certain conditions. */
  readonly questions: number
  /** Looks at single tests that it took: the same plan takes the same number, on any machine. */
  readonly steps: number
  /** Questions without an answer; each has a finding `undecided`. */
  readonly undecided: number
}

/** @param how `make`: see {@link askerOf} */
export function analyseSubject(
  subject: Subject,
  how: { readonly budget: number; readonly knownFields?: readonly string[]; readonly make?: typeof universeOf },
): Analysis {
  const { plan } = subject.plan
  const findings: Finding[] = []
  const report = (finding: Finding): void => {
    findings.push(deepFreeze(finding))
  }
  const asker = askerOf(subject.plan, formulasOf(subject), { perQuestion: how.budget, all: how.budget * 100 }, how.make)
  const context: Context = { subject, asker, confirmer: confirmerOf(subject), report }
  if (possibilityOf([], context, () => true).kind === 'none') report(noKey)
  else {
    findSegments(context)
    const rules = findRules(context)
    findOverlaps(rules, context)
    findGaps(context)
    findSteps(context)
  }
  if (how.knownFields !== undefined) findLeadFields(plan, how.knownFields, report)
  if (subject.roster !== undefined) {
    findReps(plan, subject.roster, report)
    findRepFields(plan, subject.roster.reps, report)
  }
  const undecided = findings.filter(({ code }) => code === 'undecided').length
  return { findings: inOrder(findings, plan), stats: { rules: plan.rules.length, ...asker.stats, undecided } }
}

const noKey: Finding = Object.freeze({
  code: 'contradiction',
  severity: 'error',
  path: ['key'],
  message: 'No lead can have this key: one of its fields would have to stand within another, which is a text or a number itself.',
  hint: 'Name fields that can have values at the same time.',
})

function formulasOf({ plan, rules, otherwise }: Subject): readonly Formula[] {
  return [
    ...[...rules, otherwise].flatMap(({ when, takes }) => [when, takes]),
    ...[...plan.escalations.values()].flat().map(({ when }) => formulaOf(when, plan)),
    ...plan.segments.flatMap(({ values }) => values.map(({ tree }) => formulaOfSegment(tree, plan))),
  ]
}

/** Segments, queues, rules, `otherwise`: as plans are written. Findings of one place stay in the order in which they were made. */
function inOrder(findings: readonly Finding[], plan: Plan): readonly Finding[] {
  const parts = ['key', 'segments', 'territories', 'rotations', 'effort', 'queues', 'rules', 'otherwise']
  const segments = new Map(
    Object.entries(plan.segments ?? {})
      .flatMap(([label, values]) => Object.keys(values).map((value) => `${label}\n${value}`))
      .map((name, index) => [name, index]),
  )
  const place = ({ path: [part, first, second] }: Finding): number =>
    parts.indexOf(String(part)) * 1e6 + ([first, second].find((one) => typeof one === 'number') ?? segments.get(`${first}\n${second}`) ?? 0)
  return findings
    .map((finding) => ({ finding, at: place(finding) }))
    .sort((one, other) => one.at - other.at)
    .map(({ finding }) => finding)
}
