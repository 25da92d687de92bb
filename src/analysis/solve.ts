import { andBits, type Bits, countBits, isNone, isWithin, lessBits, meets } from './bits.js'
import type { Constraint, Literal } from './constraint.js'
import type { Universe } from './universe.js'

/** What the variables may still be. Whatever is chosen within, each variable on its own, is a solution once every constraint is settled. */
export interface Region {
  /** The classes that are left to each variable. */
  readonly left: Bits[]
  /** What the elements of a list may be. */
  readonly may: Bits[]
  /** Of each of these sets some element of the list has to be. */
  readonly needs: (readonly Bits[])[]
}

/** How many looks at literals a question, and all of them together, may take. */
export interface Budget {
  question: number
  all: number
}

/** `exhausted`: nobody knows. */
export type Solution = { readonly kind: 'found'; readonly region: Region } | { readonly kind: 'none' } | { readonly kind: 'exhausted' }

/** Looks for values that satisfy every constraint; goes through all there are, or stops where the budget ends. */
export function solve(universe: Universe, constraints: readonly Constraint[], budget: Budget): Solution {
  const region: Region = {
    left: universe.domains.map(({ possible }) => possible),
    may: universe.domains.map(({ elements }) => elements),
    needs: universe.domains.map(() => []),
  }
  try {
    const found = search(region, constraints, universe, budget)
    return found === undefined ? { kind: 'none' } : { kind: 'found', region: found }
  } catch (error) {
    if (error !== exhausted) throw error
    return { kind: 'exhausted' }
  }
}

const exhausted = Symbol('exhausted')

function search(start: Region, constraints: readonly Constraint[], universe: Universe, budget: Budget): Region | undefined {
  const region: Region = { left: [...start.left], may: [...start.may], needs: [...start.needs] }
  let open = constraints
  for (;;) {
    const settled = settle(region, open, budget)
    if (settled === undefined) return undefined
    if (settled.length === 0) return region
    const guess = choose(settled, region, universe)
    const found = search(region, [guess, ...settled], universe, budget)
    if (found !== undefined) return found
    open = [universe.not(guess), ...settled]
  }
}

type Any = Constraint & { readonly kind: 'any' }

/** Applies what must hold until nothing more follows. The constraints that are still open; undefined where there is a contradiction. */
function settle(region: Region, constraints: readonly Constraint[], budget: Budget): readonly Any[] | undefined {
  let open = constraints
  for (;;) {
    let narrowed = false
    const still: Any[] = []
    const waiting: Constraint[] = [...open].reverse()
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const simple = simplify(next, region, budget)
      switch (simple.kind) {
        case 'true':
          break
        case 'false':
          return undefined
        case 'any':
          still.push(simple)
          break
        case 'all':
          for (const part of simple.of) waiting.push(part)
          break
        default:
          if (!apply(simple, region)) return undefined
          narrowed = true
      }
    }
    if (!narrowed) return still
    open = still
  }
}

/** What is left of a constraint within a region. */
function simplify(constraint: Constraint, region: Region, budget: Budget): Constraint {
  switch (constraint.kind) {
    case 'true':
    case 'false':
      return constraint
    case 'any':
    case 'all': {
      const [decisive, neutral] = constraint.kind === 'any' ? (['true', 'false'] as const) : (['false', 'true'] as const)
      let kept: Constraint[] | undefined
      for (let index = 0; index < constraint.of.length; index += 1) {
        const part = constraint.of[index] as Constraint
        const simple = simplify(part, region, budget)
        if (simple.kind === decisive) return simple
        if (simple === part && kept === undefined) continue
        kept ??= constraint.of.slice(0, index)
        if (simple.kind !== neutral) kept.push(simple)
      }
      if (kept === undefined) return constraint
      if (kept.length === 1) return kept[0] as Constraint
      return kept.length === 0 ? { kind: neutral } : { kind: constraint.kind, of: kept }
    }
    default:
      spend(budget)
      return look(constraint, region)
  }
}

function look(literal: Literal, { left, may, needs }: Region): Constraint {
  const { kind, variable, bits } = literal
  if (kind === 'in') {
    const classes = left[variable] as Bits
    if (!meets(classes, bits)) return { kind: 'false' }
    return isWithin(classes, bits) ? { kind: 'true' } : literal
  }
  const elements = may[variable] as Bits
  const hit = !meets(elements, bits)
    ? false
    : (needs[variable] as readonly Bits[]).some((need) => isWithin(andBits(need, elements), bits)) || undefined
  if (hit === undefined) return literal
  return { kind: hit === (kind === 'hit') ? 'true' : 'false' }
}

/** Narrows the region. False: nothing is left. */
function apply({ kind, variable, bits }: Literal, { left, may, needs }: Region): boolean {
  if (kind === 'in') {
    const classes = andBits(left[variable] as Bits, bits)
    left[variable] = classes
    return !isNone(classes)
  }
  if (kind === 'hit') {
    needs[variable] = [...(needs[variable] as readonly Bits[]), bits]
    return meets(may[variable] as Bits, bits)
  }
  const elements = lessBits(may[variable] as Bits, bits)
  may[variable] = elements
  return (needs[variable] as readonly Bits[]).every((need) => meets(need, elements))
}

function spend(budget: Budget): void {
  budget.question -= 1
  budget.all -= 1
  if (budget.question < 0 || budget.all < 0) throw exhausted
}

/**
 * Where to go on: at the constraint with the fewest alternatives, and there by the variable that most others ask about, so that those are
 * settled along with it. The narrow side comes first: few values settle much, whatever comes of it.
 */
function choose(open: readonly Any[], { left }: Region, universe: Universe): Constraint {
  let chosen = open[0] as Any
  for (const one of open) if (one.of.length < chosen.of.length) chosen = one
  const asked = new Map<number, number>()
  for (const { of } of open) for (const part of of) if ('variable' in part) asked.set(part.variable, (asked.get(part.variable) ?? 0) + 1)
  let literal = firstLiteral(chosen)
  let most = -1
  for (const part of chosen.of) {
    const weight = 'variable' in part ? (asked.get(part.variable) ?? 0) : -1
    if (weight <= most) continue
    most = weight
    literal = part as Literal
  }
  if (literal.kind !== 'in') return literal
  const classes = left[literal.variable] as Bits
  return 2 * countBits(andBits(literal.bits, classes)) > countBits(classes) ? universe.not(literal) : literal
}

/** A literal and its opposite always settle something; a whole group and its opposite need not. */
function firstLiteral(constraint: Constraint): Literal {
  let inner = constraint
  while (inner.kind === 'any' || inner.kind === 'all') inner = inner.of[0] as Constraint
  return inner as Literal
}
