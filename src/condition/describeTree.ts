import { operators } from './operator/operators.js'
import type { Join, Tree } from './tree.js'

/** A condition as a text for people: `company.employees is at least 500 and company.country is one of DE, AT, CH`. */
export function describeTree(tree: Tree): string {
  switch (tree.kind) {
    case 'always':
      return 'always'
    case 'all':
      return tree.of.length === 0 ? 'always' : tree.of.map((part) => inside(part, 'any')).join(' and ')
    case 'any':
      return tree.of.length === 0 ? 'never' : tree.of.map((part) => inside(part, 'all')).join(' or ')
    case 'join':
      return describeJoin(tree)
    case 'test':
      return `${tree.path.join('.')} ${operators[tree.operator].words(tree.operand, tree.negated)}`
  }
}

/** Parentheses around a group of the other kind, unless there is nothing to confuse. */
function inside(part: Tree, other: 'all' | 'any'): string {
  const text = describeTree(part)
  return part.kind === other && part.of.length > 1 ? `(${text})` : text
}

function describeJoin({ path, lead, orElse, negated }: Join): string {
  const text = `${path.join('.')} is ${negated ? 'not ' : ''}the lead's ${lead.join('.')}`
  return orElse === undefined ? text : `${text} (or, while inactive, their ${orElse})`
}
