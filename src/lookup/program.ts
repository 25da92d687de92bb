import { satisfies } from '../condition/answer.js'
import type { Lists } from '../condition/operator/operator.js'
import { operators } from '../condition/operator/operators.js'
import type { Test, Tree } from '../condition/tree.js'
import type { Json, Scalar } from '../lead.js'
import type { Membership } from './membership.js'
import { BOOLEAN, MISSING, NUMBER, type Reading, TEXT } from './reading.js'
import type { Slots } from './slots.js'

/**
 * Conditions as numbers: each test is a row of six, with the rows to go on with where it holds and where not. Running one follows
 * rows until it ends, so AND, OR and NOT cost nothing but the tests that are needed.
 */
export interface Program {
  /** Adds a condition. @returns its first row, for `run` */
  add(tree: Tree): number
  /** A test that is answered by its operator, once for each lead however often it is asked. @returns its number, for `ask` */
  question(test: Test): number
  /** To be called when everything is added. */
  ready(reading: Reading): Run
}

export interface Run {
  /** Whether a condition holds for the lead that is being read. */
  run(start: number): boolean
  ask(question: number): boolean
}

/** The ends of a program. */
const HOLDS = -1
const FAILS = -2

const ROW = 6
const EQUAL = 0
const UNEQUAL = 1
const AMONG = 2
const NOT_AMONG = 3
const AT_LEAST = 4
const ABOVE = 5
const AT_MOST = 6
const BELOW = 7
const KNOWN = 8
const UNKNOWN = 9
const ASK = 10

/** Up to this many classes are compared one by one. */
const COMPARED = 8

const kindOf: { readonly [type: string]: number } = { string: TEXT, number: NUMBER, boolean: BOOLEAN }

/** A comparison and its opposite, both false for what is no number. */
const comparisons: { readonly [operator: string]: readonly [holds: number, fails: number] } = {
  gte: [AT_LEAST, BELOW],
  gt: [ABOVE, AT_MOST],
  lte: [AT_MOST, ABOVE],
  lt: [BELOW, AT_LEAST],
}

interface Question {
  readonly slot: number
  readonly test: Test
}

export function createProgram(slots: Slots, membershipOf: (slot: number) => Membership, lists: Lists): Program {
  // Six numbers a row: what, slot, operand, the kind that a negated test wants, where to go if it holds, where if not.
  const rows: number[] = []
  const numbers: number[] = []
  const sets: (readonly number[] | ReadonlySet<number>)[] = []
  const tests: Test[] = []
  const questions: Question[] = []
  const asked = new Map<string, number>()

  const question = (test: Test): number => {
    const name = JSON.stringify([test.path, test.operator, test.operand, test.negated])
    let number = asked.get(name)
    if (number === undefined) {
      number = questions.length
      asked.set(name, number)
      questions.push({ slot: slots.at(test.path), test })
    }
    return number
  }

  const emit = (test: Test, yes: number, no: number): number => {
    const slot = slots.at(test.path)
    const { operator, operand, negated } = test
    const start = rows.length
    const row = (what: number, value: number, kind: number): void => {
      rows.push(what, slot, value, kind, yes, no)
      // Of lists each row may need the operator itself.
      tests[start / ROW] = test
    }
    const compared = comparisons[operator]
    const listed = operator === 'inList' ? membershipOf(slot).classesOf(operand as string, lists) : undefined
    if (compared !== undefined) row(compared[negated ? 1 : 0] as number, numbers.push(operand as number) - 1, 0)
    else if (operator === 'is') row(negated ? UNEQUAL : EQUAL, slots.classOf(slot, operand as Scalar), kindOf[typeof operand] as number)
    else if (operator === 'in') {
      const list = operand as readonly Scalar[]
      const among = list.map((value) => slots.classOf(slot, value))
      sets.push(among.length <= COMPARED ? among : new Set(among))
      row(negated ? NOT_AMONG : AMONG, sets.length - 1, kindOf[typeof list[0]] as number)
    } else if (operator === 'known') row((operand === true) !== negated ? KNOWN : UNKNOWN, 0, 0)
    else if (listed !== undefined) {
      sets.push(listed)
      row(negated ? NOT_AMONG : AMONG, sets.length - 1, TEXT)
    } else row(ASK, question(test), 0)
    return start
  }

  /** Rows are made from the last to the first, so that each knows where to go. */
  const compile = (tree: Tree, yes: number, no: number): number => {
    switch (tree.kind) {
      case 'always':
        return yes
      case 'all':
        return tree.of.reduceRight((next, part) => compile(part, next, no), yes)
      case 'any':
        return tree.of.reduceRight((next, part) => compile(part, yes, next), no)
      case 'test':
        return emit(tree, yes, no)
      case 'join':
        // A lead is joined to nobody: as for the interpreter, what it is compared with is missing.
        return no
    }
  }

  return {
    add: (tree) => compile(tree, HOLDS, FAILS),
    question,
    ready: (reading) => runner(Int32Array.from(rows), Float64Array.from(numbers), sets, tests, questions, reading, lists),
  }
}

function runner(
  rows: Int32Array,
  operands: Float64Array,
  sets: readonly (readonly number[] | ReadonlySet<number>)[],
  tests: readonly Test[],
  questions: readonly Question[],
  reading: Reading,
  lists: Lists,
): Run {
  const { read, kinds, classes, numbers, values } = reading
  const answers = new Uint8Array(questions.length)
  const stamps = new Int32Array(questions.length)

  const answer = ({ operator, operand, negated }: Test, value: Json | undefined): boolean =>
    satisfies(operators[operator].answer(value, operand, lists), negated)

  const ask = (number: number): boolean => {
    const generation = reading.generation()
    if (stamps[number] === generation) return answers[number] === 1
    const { slot, test } = questions[number] as Question
    read(slot)
    const yes = kinds[slot] !== MISSING && answer(test, values[slot])
    stamps[number] = generation
    answers[number] = yes ? 1 : 0
    return yes
  }

  const isAmong = (set: number, ofClass: number): boolean => {
    const among = sets[set] as readonly number[] | ReadonlySet<number>
    return Array.isArray(among) ? among.includes(ofClass) : (among as ReadonlySet<number>).has(ofClass)
  }

  const holds = (row: number): boolean => {
    const slot = rows[row + 1] as number
    const operand = rows[row + 2] as number
    if (rows[row] === ASK) return ask(operand)
    read(slot)
    const ofClass = classes[slot] as number
    // Any element of a list may satisfy a test, and what `known` says of one depends on its length.
    if (ofClass < 0) return answer(tests[row / ROW] as Test, values[slot])
    switch (rows[row]) {
      case EQUAL:
        return ofClass === operand
      case UNEQUAL:
        return kinds[slot] === rows[row + 3] && ofClass !== operand
      case AMONG:
        return ofClass !== 0 && isAmong(operand, ofClass)
      case NOT_AMONG:
        return kinds[slot] === rows[row + 3] && !isAmong(operand, ofClass)
      case AT_LEAST:
        return (numbers[slot] as number) >= (operands[operand] as number)
      case ABOVE:
        return (numbers[slot] as number) > (operands[operand] as number)
      case AT_MOST:
        return (numbers[slot] as number) <= (operands[operand] as number)
      case BELOW:
        return (numbers[slot] as number) < (operands[operand] as number)
      case KNOWN:
        return kinds[slot] !== MISSING
      default:
        return kinds[slot] === MISSING
    }
  }

  return {
    ask,
    run(start) {
      let row = start
      while (row >= 0) row = rows[holds(row) ? row + 4 : row + 5] as number
      return row === HOLDS
    },
  }
}
