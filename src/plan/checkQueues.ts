import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { parseCondition } from '../condition/parse.js'
import { parsePath } from '../condition/parsePath.js'
import { nfc } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import { checkKnownFields, checkName, checkObject, checkUnique, fieldOf, isObject, missingField, type PlanNames } from './check.js'
import { checkDuration } from './checkDuration.js'
import { isQueue } from './checkRule.js'
import { refuseTerritoryReps } from './checkTerritories.js'
import { HELD, OTHERWISE } from './document.js'

const queueFields = ['order', 'claims', 'pushAfter']

/** More names than this in a hint tell nobody more. */
const mostListed = 10

/** The terms of the plan's queues, each on its own and against the rules that send leads there. */
export function checkQueues(plan: JsonObject, names: PlanNames, issues: IssueList): void {
  const given = fieldOf(plan, 'queues')
  const queues = given === undefined ? undefined : checkObject(given, ['queues'], '`queues`', issues)
  if (queues === undefined) return
  const targets = targetsOf(plan)
  const seen = new Set<string>()
  for (const [key, value] of Object.entries(queues)) {
    const place = ['queues', key]
    const name = checkName(key, place, 'The name of the queue', issues)
    if (name !== undefined) checkUnique(name, seen, place, 'The queue', issues)
    const terms = checkObject(value, place, `The terms of ${brief(key)}`, issues)
    if (terms !== undefined) checkTerms(terms, place, names, issues)
    if (name === HELD)
      issues.report(
        'reservedName',
        place,
        `The queue ${brief(HELD)} is fairlead's own.`,
        'It holds leads that wait for somebody to be there, oldest first; nobody claims from it. Leave it out.',
      )
    else if (name !== undefined && targets.complete && !targets.queues.has(name))
      issues.report(
        'unknownQueue',
        place,
        `No rule sends leads to a queue ${brief(key)}.`,
        didYouMean(name, targets.queues, hintOf(targets)),
      )
    if (terms !== undefined && name !== undefined && name === targets.last && Object.hasOwn(terms, 'pushAfter'))
      issues.report(
        'contradiction',
        [...place, 'pushAfter'],
        '`otherwise` sends leads to this queue: there are no next rules for them to go on to.',
        'Let a rule send them there, and name in `otherwise` who gets what nobody claims; or leave `pushAfter` out.',
      )
  }
}

function checkTerms(terms: JsonObject, place: Place, names: PlanNames, issues: IssueList): void {
  checkKnownFields(terms, queueFields, place, 'A queue', issues)
  const { order, claims, pushAfter } = {
    order: fieldOf(terms, 'order'),
    claims: fieldOf(terms, 'claims'),
    pushAfter: fieldOf(terms, 'pushAfter'),
  }
  if (order !== undefined) checkOrder(order, [...place, 'order'], issues)
  if (claims !== undefined && !refuseTerritoryReps(claims, [...place, 'claims'], 'Write a condition on reps.', issues))
    parseCondition(claims, { issues, place: [...place, 'claims'], target: true, lists: names.lists })
  if (pushAfter !== undefined) checkDuration(pushAfter, [...place, 'pushAfter'], issues)
}

function checkOrder(order: Json, place: Place, issues: IssueList): void {
  if (order === 'oldest') return
  const hint = 'Write "oldest" or { "highest": "score" }: the lead\'s field that holds the number.'
  if (!isObject(order)) {
    issues.report(
      'wrongType',
      place,
      `\`order\` is ${brief(order)}.`,
      typeof order === 'string' ? didYouMean(order, ['oldest'], hint) : hint,
    )
    return
  }
  checkKnownFields(order, ['highest'], place, '`order`', issues)
  const field = fieldOf(order, 'highest')
  if (field === undefined) missingField([...place, 'highest'], '`order` does not say by what.', hint, issues)
  else parsePath(field, 'wrongType', [...place, 'highest'], issues)
}

/** The queues that a plan's rules send leads to. All names in NFC. */
interface Targets {
  readonly queues: ReadonlySet<string>
  /** The one of `otherwise`. */
  readonly last: string | undefined
  /** Whether every rule has a target. Else nobody can tell which queues there are, and the rules have issues of their own. */
  readonly complete: boolean
}

function targetsOf(plan: JsonObject): Targets {
  const rules = fieldOf(plan, 'rules')
  const listed = Array.isArray(rules) && rules.length <= limits.rules ? (rules as readonly Json[]) : undefined
  const targets = [...(listed ?? []), fieldOf(plan, OTHERWISE)].map((rule) => (isObject(rule) ? fieldOf(rule, 'to') : undefined))
  const names = targets.map((to) => (to !== undefined && isQueue(to) && typeof to.queue === 'string' ? nfc(to.queue) : undefined))
  return {
    queues: new Set(names.filter((name) => name !== undefined)),
    last: names.at(-1),
    complete: listed !== undefined && targets.every((to) => isObject(to)),
  }
}

function hintOf({ queues }: Targets): string {
  if (queues.size === 0) return 'The plan sends no leads to a queue. Write "to": { "queue": "name" } in a rule, or leave the terms out.'
  const known = [...queues].slice(0, mostListed).map((name) => brief(name))
  return `Queues are ${known.join(', ')}${queues.size > mostListed ? ` and ${queues.size - mostListed} more` : ''}.`
}
