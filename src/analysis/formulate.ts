import type { Tree } from '../condition/tree.js'
import type { CompiledPlan, CompiledSegment } from '../plan/compilePlan.js'
import { fieldVariable, type Label, labelVariable, type Variable } from './atom.js'
import { testAtom } from './atoms.js'
import { allOf, anyOf, type Formula, leaf, no, notOf, yes } from './formula.js'

/** Where a path of a rule's condition leads: rules see labels in place of the lead's own fields of that name. `missing`: under a label. */
export function variableOf(path: readonly string[], { segments }: Pick<CompiledPlan, 'segments'>): Variable | 'missing' {
  const segment = segments.find(({ label }) => label === path[0])
  if (segment === undefined) return fieldVariable(path)
  return path.length === 1 ? variableOfLabel(segment) : 'missing'
}

export function variableOfLabel({ label, values }: CompiledSegment): Label {
  return labelVariable(
    label,
    values.map(({ value }) => value),
  )
}

/** When a rule's condition holds. */
export function formulaOf(tree: Tree, plan: CompiledPlan): Formula {
  return convert(tree, plan, (path) => variableOf(path, plan))
}

/** When the condition of a segment's value holds: it sees the lead's own fields, no label. */
export function formulaOfSegment(tree: Tree, plan: CompiledPlan): Formula {
  return convert(tree, plan, fieldVariable)
}

function convert(tree: Tree, plan: CompiledPlan, variableAt: (path: readonly string[]) => Variable | 'missing'): Formula {
  switch (tree.kind) {
    case 'always':
      return yes
    case 'all':
      return allOf(tree.of.map((part) => convert(part, plan, variableAt)))
    case 'any':
      return anyOf(tree.of.map((part) => convert(part, plan, variableAt)))
    case 'join':
      // Only a rule's `to` has joins, and those are asked with the reps at hand.
      return no
    case 'test': {
      const variable = variableAt(tree.path)
      if (variable === 'missing') return tree.operator === 'known' && tree.negated ? yes : no
      return leaf(testAtom(tree, variable, plan.lists), tree.negated ? 'no' : 'yes')
    }
  }
}

/**
 * What makes a label what it is: its value is the first one whose condition holds. Two formulas for each value, so that many values do
 * not multiply.
 */
export function definitionOf(segment: CompiledSegment, plan: CompiledPlan): readonly Formula[] {
  const variable = variableOfLabel(segment)
  const places = new Map(variable.values.map((value, index) => [value, index]))
  /** The label's value stands at this place, or (`earlier`) before it. */
  const stands = (place: number, earlier: boolean): Formula =>
    leaf({
      id: `${variable.id} ${earlier ? 'up to' : 'at'} ${place}`,
      variable,
      answer: (value) => {
        const at = typeof value === 'string' ? places.get(value) : undefined
        return at !== undefined && (earlier ? at <= place : at === place) ? 'yes' : 'no'
      },
      groups: [],
      ofLists: false,
    })
  return segment.values.flatMap(({ tree }, index) => {
    const condition = formulaOfSegment(tree, plan)
    return [anyOf([notOf(stands(index, false)), condition]), anyOf([notOf(condition), stands(index, true)])]
  })
}
