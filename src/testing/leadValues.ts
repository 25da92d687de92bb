import { type Atom, isOfAccount, type Variable } from '../analysis/atom.js'
import { atomsOf, type Formula, leaf } from '../analysis/formula.js'
import type { Scalar } from '../lead.js'

/** Of a list with more entries the first ones are tried. */
const mostNamed = 200

/**
 * For each field that formulas read, a question that tells every value that they name from its near misses: it makes each of them a class of its
 * own, so that each is tried.
 */
export function nearFormulas(formulas: readonly Formula[]): readonly Formula[] {
  const byVariable = new Map<string, { readonly variable: Variable; readonly atoms: Atom[] }>()
  for (const atom of atomsOf(formulas).values()) {
    const { variable } = atom
    if (variable.kind === 'label' || isOfAccount(variable)) continue
    const known = byVariable.get(variable.id)
    if (known === undefined) byVariable.set(variable.id, { variable, atoms: [atom] })
    else known.atoms.push(atom)
  }
  return [...byVariable.values()].map(({ variable, atoms }) => {
    const values = new Set<Scalar>()
    for (const value of namedIn(atoms)) {
      values.add(value)
      for (const near of nearMisses(value)) values.add(near)
    }
    return leaf({
      id: `${variable.id} near`,
      variable,
      answer: () => 'mistyped',
      groups: [...values].map((value) => [value]),
      ofLists: false,
    })
  })
}

function namedIn(atoms: readonly Atom[]): ReadonlySet<Scalar> {
  const named = new Set<Scalar>()
  for (const { bound, groups, pattern } of atoms) {
    if (bound !== undefined) named.add(bound)
    if (pattern !== undefined) named.add(pattern.text)
    for (const group of groups) {
      let left = mostNamed
      for (const value of group) {
        if (left === 0) break
        left -= 1
        named.add(value)
      }
    }
  }
  return named
}

/** What a careless form, an import or an off-by-one makes of a value. */
function nearMisses(value: Scalar): readonly Scalar[] {
  switch (typeof value) {
    case 'number':
      return [value - 1, value + 1, String(value)].filter((near) => near !== value)
    case 'string':
      return [value.toLowerCase(), value.toUpperCase(), `${value} `, value.slice(0, -1)].filter((near) => near !== value)
    default:
      return [String(value)]
  }
}
