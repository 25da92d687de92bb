import type { FailedTest } from '../condition/failedTest.js'
import type { OperatorName } from '../condition/operator/names.js'
import { operators } from '../condition/operator/operators.js'
import type { Instant } from '../lead.js'
import { HELD } from '../plan/document.js'
import type { Decision, RuleTrace, Skip, SkipReason } from './decision.js'
import type { RepExplanation, RuleExplanation } from './explanation.js'

/** Why this one: `L1 went to ana by the rule 'territory': owed 0.8 of a lead before this lead; next in turn among 3. Skipped: …` */
export function sentenceOfDecision({ trace, ...decision }: Decision): string {
  const deciding = trace.rules.at(-1) as RuleTrace
  const by = `by ${deciderOf({ trace, ...decision })}`
  const skipped = trace.rules.flatMap((rule) => rule.skipped)
  const distinct = [...new Map(skipped.map((skip) => [skip.rep, skip])).values()].filter(
    ({ rep }) => decision.kind !== 'assigned' || rep !== decision.rep,
  )
  const tail = distinct.length === 0 ? '' : ` Skipped: ${listSkips(distinct)}.`
  const notes = trace.notes.map(({ message }) => ` ${message}`).join('')
  if (decision.kind === 'queued') {
    if (decision.queue !== HELD) {
      const unclaimed =
        decision.until === undefined ? '' : `; if nobody claims it, it goes on to the next rules at ${timeOf(decision.until)}`
      return `${decision.lead} waits in the queue '${decision.queue}' ${by}${unclaimed}.${tail}${notes}`
    }
    const end =
      decision.until === undefined ? 'until somebody is there' : `until somebody is there, at most until ${timeOf(decision.until)}`
    const why = distinct.length === 0 ? 'nobody is selected' : 'nobody is eligible'
    return `${decision.lead} is held ${by} ${end}: ${why}.${tail}${notes}`
  }
  if (decision.byHand) return `${decision.lead} was given to ${decision.rep} by hand.${notes}`
  if (decision.claimed) return `${decision.lead} was claimed by ${decision.rep} from the queue to which it was sent ${by}.${notes}`
  const ignored = deciding.ignored === undefined ? '' : `, although ${deciding.ignored.map((reason) => reasonTexts[reason]).join(' and ')}`
  const failure = deciding.failure === undefined ? '' : ` Its own way to pick failed: ${deciding.failure}.`
  const whence = decision.escalated === undefined ? '' : ` from ${decision.escalated.from}`
  return `${decision.lead} went${whence} to ${decision.rep} ${by}${ignored}: ${deciding.pick?.because ?? ''}.${failure}${tail}${notes}`
}

/** What decided, in words: `the rule 'territory'`, `step 2 of the escalation of the rule 'territory'`. */
function deciderOf(decision: Decision): string {
  const deciding = decision.trace.rules.at(-1)
  const named = (name: string): string =>
    name === 'otherwise' ? 'the fallback' : `the rule '${name}'${deciding?.rule === name ? inTerritory(deciding.territory) : ''}`
  if (decision.kind !== 'assigned' || decision.escalated === undefined) return named(decision.rule)
  const { rule, step } = decision.escalated
  const text = `step ${step + 1} of the escalation of ${named(rule)}`
  return deciding?.rule === decision.rule ? `${named(decision.rule)}, after ${text}` : text
}

function inTerritory(territory: string | undefined): string {
  return territory === undefined ? '' : ` for the territory '${territory}'`
}

export function sentenceOfRule(
  name: string,
  outcome: RuleExplanation['outcome'],
  failed: readonly FailedTest[],
  trace: RuleTrace | undefined,
  what: 'rule' | 'step' = 'rule',
): string {
  const rule = name === 'otherwise' ? 'The fallback' : `The ${what} '${name}'${inTerritory(trace?.territory)}`
  switch (outcome) {
    case 'noMatch':
      return `${rule} does not match: ${failed.length === 0 ? 'its condition never holds' : failed.map((test) => sentenceOfTest("the lead's", test)).join('; ')}.`
    case 'passedOver':
      return `${rule} was passed over: a port failed, and such leads go straight to the fallback.`
    case 'nobodySelected':
      return `${rule} matches, but selects nobody of the roster for this lead.`
    case 'nobodyEligible':
      return `${rule} matches, but nobody is eligible: ${listSkips(trace?.skipped ?? [])}.`
    case 'waited':
      if (trace?.skipped.length === 0) return `${rule} matches, and nobody claimed the lead from its queue in time.`
      return `${rule} matches and the lead has waited for it; still nobody is eligible: ${listSkips(trace?.skipped ?? [])}.`
    case 'strategyFailed':
      return `${rule} matches, but could not pick: ${trace?.failure ?? 'its strategy failed'}.`
    case 'waits':
      return `${rule} holds the lead${trace?.until === undefined ? '' : ` until ${timeOf(trace.until)}`}: ${
        trace === undefined || trace.skipped.length === 0 ? 'it selects nobody' : `nobody is eligible: ${listSkips(trace.skipped)}`
      }.`
    case 'queues':
      return `${rule} sends the lead to a queue${trace?.until === undefined ? '' : `, until ${timeOf(trace.until)} at most`}.`
    case 'assigns':
      return `${rule} decides: ${trace?.pick?.because ?? ''}.`
  }
}

/** Why not me: `bob did not get L1: eligible, but ana was before: ana was owed 0.6 of a lead, bob 0.1.` */
export function sentenceOfRep(told: Omit<RepExplanation, 'sentence'>, decision: Decision): string {
  const { rep, outcome, skip, failed, rank, earlier } = told
  const rule = deciderOf(decision)
  const before = earlier
    .map(({ rule: name, territory, skip: why }) => ` Under '${name}'${inTerritory(territory)}: ${skipText(why)}.`)
    .join('')
  const start = `${rep} did not get ${decision.lead}: `
  if (decision.kind === 'assigned' && decision.byHand) {
    return decision.rep === rep
      ? `${rep} got ${decision.lead} by hand.`
      : `${rep} does not have ${decision.lead}: it was given to ${decision.rep} by hand.`
  }
  if (decision.kind === 'assigned' && decision.claimed)
    return decision.rep === rep
      ? `${rep} claimed ${decision.lead} from the queue to which it was sent by ${rule}.${before}`
      : `${start}it was claimed by ${decision.rep} from the queue to which it was sent by ${rule}.${before}`
  switch (outcome) {
    case 'assigned':
      return `${rep} got ${decision.lead} by ${rule}: ${decision.trace.rules.at(-1)?.pick?.because ?? ''}.${before}`
    case 'queue':
      return `${start}${rule} sends it to a queue.${before}`
    case 'skipped':
      return `${start}${skip === undefined ? 'skipped' : skipText(skip)} (${rule}).${before}`
    case 'notSelected':
      return `${start}${rule} does not select ${rep}${failed === undefined || failed.length === 0 ? '' : `: ${failed.map((test) => sentenceOfTest(`${rep}'s`, test)).join('; ')}`}.${before}`
    case 'notPicked': {
      const [winner] = decision.trace.rules.at(-1)?.pick?.ranks ?? []
      const owed =
        winner?.owed === undefined || rank?.owed === undefined
          ? ''
          : `; owed before this lead: ${winner.rep} ${winner.owed}, ${rep} ${rank.owed} of a lead`
      const open =
        winner?.open === undefined || rank?.open === undefined ? '' : `; open leads: ${winner.rep} ${winner.open}, ${rep} ${rank.open}`
      return `${start}eligible under ${rule}, but ${winner?.rep ?? 'another'} was next in turn${owed}${open}.${before}`
    }
  }
}

/** `the lead's company.country is missing`, `ana's territory is not dach`. */
function sentenceOfTest(whose: string, { field: path, operator, operand, negated, because }: FailedTest): string {
  const field = `${whose} ${path}`
  if (because === 'missing') return `${field} is missing`
  if (because === 'leadMissing') return `the lead has no ${String(operand)}`
  if (because === 'mistyped') return `${field} has a value of another type than '${operator}' compares`
  if (operator === 'same') return negated ? `${field} is the lead's ${String(operand)}` : `${field} is not the lead's ${String(operand)}`
  // The value is of the right type and the test is false: so the opposite is true, and says it better.
  return `${field} ${operators[operator as OperatorName].words(operand as never, !negated)}`
}

const reasonTexts: Record<SkipReason, string> = {
  inactive: 'inactive',
  declined: 'one who handed it back',
  transferred: 'one from whom it was taken',
  hadBefore: 'one who had it before',
  away: 'away',
  unknownAvailability: 'of unknown availability',
  atCapacity: 'at capacity',
  unknownCapacity: 'of unknown load',
  atRate: 'at the rate limit',
  noWeight: 'without a weight above zero',
}

function skipText({ reason, detail, until }: Skip): string {
  return `${reasonTexts[reason]}${detail === undefined ? '' : ` (${detail})`}${until === undefined ? '' : ` until ${timeOf(until)}`}`
}

/** Enough names to read; the data has them all. */
function listSkips(skips: readonly Skip[]): string {
  const named = skips.slice(0, 10).map((skip) => `${skip.rep} is ${skipText(skip)}`)
  return skips.length > 10 ? `${named.join(', ')} and ${skips.length - 10} more` : named.join(', ')
}

export function timeOf(at: Instant): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : 'the end of time'
}
