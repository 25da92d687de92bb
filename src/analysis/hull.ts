import { andBits, type Bits, meets, membersOf, orBits } from './bits.js'
import type { Constraint } from './constraint.js'
import type { Domain } from './universe.js'

/** The classes that each variable can have where a constraint holds; variables that may be anything are left out. */
export type Hull = ReadonlyMap<number, Bits>

export function hullOf(constraint: Constraint): Hull {
  switch (constraint.kind) {
    case 'in':
      return new Map([[constraint.variable, constraint.bits]])
    case 'all': {
      const hull = new Map<number, Bits>()
      for (const part of constraint.of)
        for (const [variable, bits] of hullOf(part)) {
          const known = hull.get(variable)
          hull.set(variable, known === undefined ? bits : andBits(known, bits))
        }
      return hull
    }
    case 'any': {
      const [first, ...rest] = constraint.of.map(hullOf)
      const hull = new Map<number, Bits>()
      for (const [variable, bits] of first ?? []) {
        const others = rest.map((one) => one.get(variable))
        if (others.every((one) => one !== undefined))
          hull.set(
            variable,
            others.reduce<Bits>((sum, one) => orBits(sum, one as Bits), bits),
          )
      }
      return hull
    }
    default:
      return new Map()
  }
}

/** Finds the constraints that may hold together with another one, without looking at every pair. */
export interface Neighbours {
  /** Those before this one, the nearest first. Whoever is not among them shares no lead with it. */
  before(index: number): readonly number[]
}

export function neighboursOf(constraints: readonly Constraint[], domains: readonly Domain[]): Neighbours {
  const hulls = constraints.map(hullOf)
  const byClass = domains.map(({ size }) => Array.from({ length: size }, (): number[] => []))
  /** Whom the variable does not matter to. */
  const free = domains.map((): number[] => [])
  hulls.forEach((hull, index) => {
    domains.forEach(({ size }, variable) => {
      const bits = hull.get(variable)
      if (bits === undefined) free[variable]?.push(index)
      else for (const member of membersOf(bits)) if (member < size) byClass[variable]?.[member]?.push(index)
    })
  })
  return {
    before: (index) => {
      const hull = hulls[index] as Hull
      let best: readonly number[] | undefined
      let least = index
      for (const [variable, bits] of hull) {
        const lists = membersOf(bits).map((member) => byClass[variable]?.[member] ?? [])
        const count = lists.reduce((sum, { length }) => sum + length, 0) + (free[variable]?.length ?? 0)
        if (count >= least) continue
        least = count
        best = [...new Set([...lists.flat(), ...(free[variable] ?? [])])]
      }
      const candidates = best ?? Array.from({ length: index }, (_, place) => place)
      return candidates
        .filter((place) => place < index && constraints[place]?.kind !== 'false' && mayMeet(hull, hulls[place] as Hull))
        .sort((one, other) => other - one)
    },
  }
}

function mayMeet(one: Hull, other: Hull): boolean {
  for (const [variable, bits] of one) {
    const theirs = other.get(variable)
    if (theirs !== undefined && !meets(bits, theirs)) return false
  }
  return true
}
