import type { Json, Scalar } from '../lead.js'
import { type Atom, isOfAccount, type Variable } from './atom.js'
import { addBit, type Bits, bitsOf, hasBit, lessBits, noBits } from './bits.js'
import { classesFor } from './classes.js'
import { type Constraint, conjunction, disjunction, FALSE, type Literal, opposite, TRUE } from './constraint.js'
import { atomsOf, type Formula, type Leaf } from './formula.js'

/** The classes of every variable: nothing there, an object (whose fields may be variables of their own), a list, then scalars. */
export const MISSING = 0
export const OBJECT = 1
export const LIST = 2
const FIRST = 3

/** What a variable may be. */
export interface Domain {
  readonly variable: Variable
  readonly size: number
  /** The classes it can have at all. */
  readonly possible: Bits
  /** The scalars of the classes from the fourth on. */
  readonly values: readonly Scalar[]
  /** The types of scalars that some atom asks for. */
  readonly types: ReadonlySet<string>
  /** Of scalars: what a list may have as elements. */
  readonly elements: Bits
}

/** Every variable of some formulas, with its classes, and the formulas in terms of them. */
export interface Universe {
  readonly domains: readonly Domain[]
  /** What holds of every lead, whatever is asked: a field is there only where the fields around it are objects. */
  readonly frame: readonly Constraint[]
  /** Variables of which some classes may be missing. */
  readonly incomplete: ReadonlySet<number>
  constraintOf(formula: Formula): Constraint
  not(constraint: Constraint): Constraint
}

export interface Shape {
  /** The paths that make the lead's key: a text or a number stands there. */
  readonly keyPaths: readonly Variable[]
  /** Whether every field may be a list. Otherwise only those that are asked as lists. */
  readonly lists: boolean
}

export function universeOf(formulas: Iterable<Formula>, { keyPaths, lists }: Shape): Universe {
  const atoms = new Map<string, { readonly variable: Variable; readonly atoms: Atom[] }>()
  const place = (variable: Variable): Atom[] => {
    const known = atoms.get(variable.id)
    if (known !== undefined) return known.atoms
    const made = { variable, atoms: [] }
    atoms.set(variable.id, made)
    return made.atoms
  }
  for (const variable of keyPaths) place(variable)
  for (const atom of atomsOf(formulas).values()) place(atom.variable).push(atom)
  if ([...atoms.values()].some(({ variable }) => variable.kind === 'field' && isOfAccount(variable)))
    for (const variable of accountFields) place(variable)

  const keys = new Set(keyPaths.map(({ id }) => id))
  const incomplete = new Set<number>()
  const domains: Domain[] = []
  const numbers = new Map<string, number>()
  for (const { variable, atoms: own } of atoms.values()) {
    const isKey = keys.has(variable.id)
    const { values, complete } =
      variable.kind === 'label'
        ? { values: variable.values, complete: true }
        : classesFor(own, isKey ? 'L1' : variable.id === accountId ? 'A1' : 'other')
    if (!complete) incomplete.add(domains.length)
    numbers.set(variable.id, domains.length)
    domains.push(domainOf(variable, values, own, isKey, lists || own.some(({ ofLists }) => ofLists)))
  }
  const full = (variable: number): Bits => (domains[variable] as Domain).possible
  const frame = frameOf(domains, numbers)
  const leaves = new Map<string, Constraint>()
  const memo = new WeakMap<Formula, Constraint>()
  const convert = (formula: Formula): Constraint => {
    switch (formula.kind) {
      case 'true':
        return TRUE
      case 'false':
        return FALSE
      case 'leaf': {
        const key = `${formula.answer}${formula.wanted} ${formula.atom.id}`
        const known = leaves.get(key)
        if (known !== undefined) return known
        const variable = numbers.get(formula.atom.variable.id) as number
        const made = literalOf(formula, variable, domains[variable] as Domain, full)
        leaves.set(key, made)
        return made
      }
      default: {
        const known = memo.get(formula)
        if (known !== undefined) return known
        const parts = formula.of.map(convert)
        const made = formula.kind === 'all' ? conjunction(parts) : disjunction(parts)
        memo.set(formula, made)
        return made
      }
    }
  }
  return { domains, frame, incomplete, constraintOf: convert, not: (constraint) => opposite(constraint, full) }
}

const accountId = JSON.stringify(['account', 'id'])
const accountFields: readonly Variable[] = [['account'], ['account', 'id']].map((path) => ({
  kind: 'field',
  id: JSON.stringify(path),
  path,
}))

function domainOf(variable: Variable, values: readonly Scalar[], atoms: readonly Atom[], isKey: boolean, mayBeList: boolean): Domain {
  const size = FIRST + values.length
  const elements = bitsOf(
    size,
    values.map((_, index) => FIRST + index),
  )
  const possible = noBits(size)
  const isKeyValue = (value: Scalar): boolean => typeof value === 'number' || (typeof value === 'string' && value !== '')
  if (!isKey) addBit(possible, MISSING)
  if (variable.kind === 'label') for (const [index] of values.entries()) addBit(possible, FIRST + index)
  else if (variable.id === JSON.stringify(['account'])) addBit(possible, OBJECT)
  else {
    const isId = variable.id === accountId
    if (!isKey && !isId) addBit(possible, OBJECT)
    if (!isKey && !isId && mayBeList) addBit(possible, LIST)
    values.forEach((value, index) => {
      if (isKey ? isKeyValue(value) : !isId || typeof value === 'string') addBit(possible, FIRST + index)
    })
  }
  return { variable, size, possible, values, types: typesOf(atoms), elements }
}

function typesOf(atoms: readonly Atom[]): ReadonlySet<string> {
  const types = new Set<string>()
  for (const { groups, pattern, bound } of atoms) {
    if (pattern !== undefined) types.add('string')
    if (bound !== undefined) types.add('number')
    for (const group of groups) for (const value of group) types.add(typeof value)
  }
  return types
}

/** A field is there only where what is around it is an object; an account has an id. */
function frameOf(domains: readonly Domain[], numbers: ReadonlyMap<string, number>): Constraint[] {
  const literal = (variable: number, bits: Bits): Literal => ({ kind: 'in', variable, bits })
  const only = (variable: number, ...classes: readonly number[]): Literal =>
    literal(variable, bitsOf((domains[variable] as Domain).size, classes))
  const frame: Constraint[] = []
  domains.forEach(({ variable }, inner) => {
    if (variable.kind !== 'field') return
    for (let length = variable.path.length - 1; length > 0; length -= 1) {
      const outer = numbers.get(JSON.stringify(variable.path.slice(0, length)))
      if (outer === undefined) continue
      frame.push(disjunction([only(inner, MISSING), only(outer, OBJECT)]))
      break
    }
  })
  const [account, id] = [numbers.get(JSON.stringify(['account'])), numbers.get(accountId)]
  if (account !== undefined && id !== undefined) {
    const { possible, size } = domains[id] as Domain
    frame.push(disjunction([only(account, MISSING), literal(id, lessBits(possible, bitsOf(size, [MISSING])))]))
  }
  return frame
}

/** The values of which the leaf holds; for a list, what has to be among its elements and what must not. */
function literalOf({ atom, answer, wanted }: Leaf, variable: number, domain: Domain, full: (variable: number) => Bits): Constraint {
  const { size, possible, values, elements } = domain
  const bits = noBits(size)
  const answers = (value: Json | undefined): boolean => atom.answer(value) === answer
  if (answers(undefined)) addBit(bits, MISSING)
  if (answers({})) addBit(bits, OBJECT)
  values.forEach((value, index) => {
    if (answers(value)) addBit(bits, FIRST + index)
  })
  let found: Constraint = { kind: 'in', variable, bits }
  if (hasBit(possible, LIST)) {
    const among = (holds: (value: Scalar) => boolean): Bits => {
      const set = noBits(size)
      values.forEach((value, index) => {
        if (hasBit(elements, FIRST + index) && holds(value)) addBit(set, FIRST + index)
      })
      return set
    }
    const parts = atom.parts ?? [(element: Scalar) => atom.answer([element]) === 'yes']
    const wantedElements = parts.map((part) => among(part))
    const hits = wantedElements.map((set): Constraint => ({ kind: 'hit', variable, bits: set }))
    const misses = wantedElements.map((set): Constraint => ({ kind: 'miss', variable, bits: set }))
    const understood: Constraint = { kind: 'hit', variable, bits: among((element) => isUnderstood(atom, element)) }
    const isList: Constraint = { kind: 'in', variable, bits: bitsOf(size, [LIST]) }
    const ofList = answer === 'yes' ? conjunction([isList, ...hits]) : conjunction([isList, understood, disjunction(misses)])
    found = disjunction([found, ofList])
  }
  return wanted ? found : opposite(found, full)
}

function isUnderstood(atom: Atom, element: Scalar): boolean {
  const answer = atom.answer([element])
  return answer === 'yes' || answer === 'no'
}
