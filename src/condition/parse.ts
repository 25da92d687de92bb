import type { Json, JsonObject, Scalar } from '../lead.js'
import { brief, didYouMean, type IssueList, type Place } from './issueList.js'
import { limits } from './limits.js'
import { groupNames, operatorNames } from './operator/names.js'
import { parseJoin } from './parseJoin.js'
import { parseTest } from './parseTest.js'
import type { Tree } from './tree.js'
import { isGroup, isOperator, isOperatorWord, isReserved, operatorMeant } from './words.js'

export interface ParseContext {
  readonly issues: IssueList
  /** Where the condition stands in the document. */
  readonly place: Place
  /** A rule's `to`: joins to the lead are allowed, and `queue` is no field. */
  readonly target: boolean
  /** Names of the plan's lists, in NFC. */
  readonly lists: ReadonlySet<string>
  /** Top-level fields with a closed set of values: the segment labels. In NFC. */
  readonly closed?: ReadonlyMap<string, ReadonlySet<string>>
  /** Whether a path of the lead may say who gets it. Missing: nobody asks. */
  readonly mayName?: (path: readonly string[]) => boolean
}

/** Where the parser is: in the document, and at which field of the subject. */
export interface Spot {
  readonly place: Place
  readonly field: readonly string[]
  readonly negated: boolean
  readonly depth: number
}

/**
 * Turns a condition (plain JSON) into a tree with negation at its leaves. What is wrong goes to `context.issues`;
 * a tree with issues is not to be used.
 */
export function parseCondition(value: Json, context: ParseContext): Tree {
  if (!isObject(value)) {
    context.issues.report(
      'wrongType',
      context.place,
      `A condition is an object, not ${brief(value)}.`,
      'Write { "field": value }; {} for everything.',
    )
    return always
  }
  if (Object.keys(value).length === 0) return always
  return parseObject(value, { place: context.place, field: [], negated: false, depth: 1 }, context)
}

export const always: Tree = Object.freeze({ kind: 'always' })

function parseObject(value: JsonObject, spot: Spot, context: ParseContext): Tree {
  const { issues } = context
  const keys = Object.keys(value)
  if (spot.depth > limits.depth) {
    issues.report('tooMuch', spot.place, `A condition nested deeper than ${limits.depth} levels.`, 'Split it into segments or rules.')
    return always
  }
  if (keys.length === 0) {
    issues.report('emptyGroup', spot.place, 'An empty condition.', 'To ask whether a field is there, write { "known": true }.')
    return always
  }
  const operators = spot.field.length > 0 && keys.some(isOperatorWord)
  const parts: Tree[] = []
  for (const key of keys) {
    const inner = { ...spot, place: [...spot.place, key] }
    const operand = value[key] as Json
    if (key === 'orElse' && operators) checkOrElse(value, inner, context)
    else parts.push(operators ? parseOperator(key, operand, value, inner, context) : parseEntry(key, operand, inner, context))
  }
  return combine(parts, spot.negated)
}

/** No test of its own: it belongs to the `same` beside it, which reads it. */
function checkOrElse(value: JsonObject, { place }: Spot, { issues, target }: ParseContext): void {
  if (Object.hasOwn(value, 'same')) return
  issues.report(
    'misplaced',
    place,
    target ? '`orElse` stands without `same`.' : "`orElse` stands outside of a rule's `to`.",
    'It belongs to a join in `to`: { "same": "account.owner", "orElse": "manager" }.',
  )
}

/** One entry of an object that holds at least one operator word: then all of them must be. */
function parseOperator(key: string, operand: Json, value: JsonObject, spot: Spot, context: ParseContext): Tree {
  const { issues } = context
  if (key === 'same') return parseJoin(value, spot, context)
  if (isOperator(key)) return parseTest(key, operand, spot, context)
  const field = spot.field.join('.')
  if (isGroup(key))
    issues.report(
      'misplaced',
      spot.place,
      `The group \`${key}\` stands among operators of ${field}.`,
      'Put the operators into the group, or the group around the field.',
    )
  else
    issues.report(
      'unknownOperator',
      spot.place,
      `${brief(key)} is no operator, but stands among operators of ${field}.`,
      didYouMean(key, operatorNames, `Operators are ${operatorNames.join(', ')}.`),
    )
  return always
}

/** One entry of a condition: a field or a group. */
function parseEntry(key: string, operand: Json, spot: Spot, context: ParseContext): Tree {
  const { issues } = context
  if (isGroup(key)) return parseGroup(key, operand, spot, context)
  if ((key === 'same' || key === 'orElse') && !context.target) {
    issues.report(
      'misplaced',
      spot.place,
      `\`${key}\` stands outside of a rule's \`to\`.`,
      'Joins compare a rep with the lead; a condition on the lead cannot use them.',
    )
    return always
  }
  if (isReserved(key)) {
    issues.report(
      'reservedName',
      spot.place,
      `\`${key}\` is a word of the plan language, not a field.`,
      `An operator belongs to a field: { "field": { "${key}": … } }. A field of that name has to be renamed.`,
    )
    return always
  }
  if (context.target && key === 'queue' && spot.field.length === 0) {
    issues.report(
      'misplaced',
      spot.place,
      '`queue` stands among conditions on reps.',
      'A target is either { "queue": "name" } alone or a condition on reps.',
    )
    return always
  }
  if (key.length > limits.name) {
    issues.report('tooMuch', spot.place, `A field name of more than ${limits.name} characters.`, 'Use a shorter name.')
    return always
  }
  const meant = spot.field.length === 0 ? undefined : operatorMeant(key)
  if (meant !== undefined) {
    issues.report(
      'unknownOperator',
      spot.place,
      `${brief(key)} is no operator of ${spot.field.join('.')}.`,
      `Did you mean "${meant}"? A field of the name ${brief(key)} has to be renamed.`,
    )
    return always
  }
  return parseField(operand, { ...spot, field: [...spot.field, key] }, context)
}

function parseField(operand: Json, spot: Spot, context: ParseContext): Tree {
  if (Array.isArray(operand)) return parseTest('in', operand, spot, context)
  if (isObject(operand)) return parseObject(operand, { ...spot, depth: spot.depth + 1 }, context)
  if (operand !== null) return parseTest('is', operand as Scalar, spot, context)
  context.issues.report(
    'wrongType',
    spot.place,
    `${spot.field.join('.')} is compared with null.`,
    'To ask for absence, write { "known": false }.',
  )
  return always
}

function parseGroup(name: 'any' | 'all' | 'none', parts: Json, spot: Spot, context: ParseContext): Tree {
  const { issues } = context
  if (!Array.isArray(parts)) {
    issues.report(
      'wrongType',
      spot.place,
      `\`${name}\` needs a list of conditions, not ${brief(parts)}.`,
      `Write "${name}": [{ … }, { … }].`,
    )
    return always
  }
  if (parts.length === 0) {
    issues.report(
      'emptyGroup',
      spot.place,
      `\`${name}\` is empty.`,
      `Leave it out, or name conditions. Groups are ${groupNames.join(', ')}.`,
    )
    return always
  }
  if (parts.length > limits.operands) {
    issues.report(
      'tooMuch',
      spot.place,
      `\`${name}\` has more than ${limits.operands} conditions.`,
      'For long lists of values, use a named list and `inList`.',
    )
    return always
  }
  const negated = spot.negated !== (name === 'none')
  const trees = (parts as readonly Json[]).map((part, index) => {
    const place = [...spot.place, index]
    if (isObject(part)) return parseObject(part, { ...spot, place, negated, depth: spot.depth + 1 }, context)
    issues.report(
      'wrongType',
      place,
      `\`${name}\` holds ${brief(part)} where a condition belongs.`,
      'For a list of values write { "field": [value, value] }.',
    )
    return always
  })
  // None of them is all of their negations; and a negated `any` is the same, a negated `all` is any of the negations.
  return combine(trees, name === 'all' ? negated : !negated)
}

/** All of the parts, or (under negation) any of them. */
function combine(parts: readonly Tree[], negated: boolean): Tree {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : Object.freeze({ kind: negated ? 'any' : 'all', of: Object.freeze(parts) })
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
