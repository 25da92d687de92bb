import { answerJoin } from '../condition/answer.js'
import type { Answer, Lists } from '../condition/operator/operator.js'
import { operators } from '../condition/operator/operators.js'
import { isScalar, nfcScalar } from '../condition/read.js'
import type { Test } from '../condition/tree.js'
import { type CompiledRoster, standIn } from '../decide/roster.js'
import type { Json, Scalar } from '../lead.js'
import type { RepId } from '../rep.js'
import type { Atom, Variable } from './atom.js'

/** The atom of a test, without its negation. */
export function testAtom({ operator, operand }: Pick<Test, 'operator' | 'operand'>, variable: Variable, lists: Lists): Atom {
  const ask = operators[operator]
  const atom = {
    id: `${variable.id} ${operator} ${JSON.stringify(operand)}`,
    variable,
    answer: (value: Json | undefined) => ask.answer(value, operand, lists),
    groups: [] as readonly Iterable<Scalar>[],
    ofLists: operator === 'has' || operator === 'hasAny' || operator === 'hasAll',
  }
  switch (operator) {
    case 'known':
      return { ...atom, parts: [] }
    case 'inList':
      return { ...atom, groups: [lists.get(operand as string) ?? []] }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { ...atom, bound: operand as number }
    case 'startsWith':
      return { ...atom, pattern: { at: 'start', text: operand as string } }
    case 'endsWith':
      return { ...atom, pattern: { at: 'end', text: operand as string } }
    case 'contains':
      return { ...atom, pattern: { at: 'anywhere', text: operand as string } }
    case 'hasAll': {
      const values = operand as readonly Scalar[]
      return {
        ...atom,
        groups: values.map((value) => [value]),
        parts: values.map((value) => (element: Scalar) => nfcScalar(element) === value),
      }
    }
    default:
      return { ...atom, groups: [Array.isArray(operand) ? operand : [operand as Scalar]] }
  }
}

/** Whether the variable has one of these values: what a join asks of the lead, once the rep's values are known. */
export function joinAtom(values: readonly Scalar[], variable: Variable): Atom {
  return {
    id: `${variable.id} same ${JSON.stringify(values)}`,
    variable,
    answer: (value) => answerJoin(values, value),
    groups: [values],
    ofLists: false,
  }
}

/** Whether one of these reps stands in for whom the variable names: a join with `orElse`, once the roster is known. */
export function standInAtom(ids: ReadonlySet<RepId>, by: 'manager' | 'backup', roster: CompiledRoster, variable: Variable): Atom {
  const answer = (value: Json | undefined): Answer => {
    const there = elementsOf(value)
      .map((element) => (typeof element === 'string' ? standIn(roster, element, by)?.id : undefined))
      .filter((id) => id !== undefined)
    if (there.length === 0) return 'mistyped'
    return there.some((id) => ids.has(id)) ? 'yes' : 'no'
  }
  const named = roster.reps.map(({ id }) => nfcScalar(id))
  return {
    id: `${variable.id} ${by} ${JSON.stringify([...ids])}`,
    variable,
    answer,
    groups: [named.filter((id) => answer(id) === 'yes'), named.filter((id) => answer(id) === 'no')],
    ofLists: false,
  }
}

/** Whether the variable has a value of one of these types. */
export function typeAtom(types: ReadonlySet<string>, variable: Variable): Atom {
  return {
    id: `${variable.id} is of ${[...types].sort()}`,
    variable,
    answer: (value) => (elementsOf(value).some((element) => types.has(typeof element)) ? 'yes' : 'mistyped'),
    groups: [],
    ofLists: false,
  }
}

/** The scalars of a field: itself, or its elements; text after Unicode NFC. */
export function elementsOf(value: Json | undefined): readonly Scalar[] {
  const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value]
  return values.filter(isScalar).map(nfcScalar)
}
