import type { Json, JsonObject, Scalar } from '../lead.js'
import { andBits, type Bits, hasBit, meets, membersOf } from './bits.js'
import type { Region } from './solve.js'
import { type Domain, LIST, MISSING, OBJECT, type Universe } from './universe.js'

/** A lead, and its account where it has one, as an intake. */
export interface Witness {
  readonly lead: JsonObject
  readonly account?: JsonObject
}

/** A lead with values of a region, as few as possible: a field is left out where it may be, and no list where a single value does. */
export function witnessOf(region: Region, { domains }: Universe): Witness {
  const fields: Record<string, Json> = {}
  const byLength = domains
    .map((domain, index) => ({ domain, index }))
    .filter(({ domain }) => domain.variable.kind === 'field')
    .sort((one, other) => pathOf(one.domain).length - pathOf(other.domain).length)
  for (const { domain, index } of byLength) put(fields, pathOf(domain), chosenFor(domain, index, region))
  const { account, ...lead } = fields
  return account === undefined ? { lead } : { lead, account: account as JsonObject }
}

function pathOf({ variable }: Domain): readonly string[] {
  return variable.kind === 'field' ? variable.path : []
}

function chosenFor(domain: Domain, index: number, region: Region): Json | undefined {
  const left = region.left[index] as Bits
  if (hasBit(left, MISSING)) return undefined
  const scalars = membersOf(andBits(left, domain.elements))
  if (scalars.length > 0) return scalarOf(domain, scalars[0] as number)
  return hasBit(left, OBJECT) || !hasBit(left, LIST)
    ? {}
    : listOf(domain, region.may[index] as Bits, region.needs[index] as readonly Bits[])
}

/** One element for each set that needs one, unless an earlier one does already. A list that needs nothing is still not empty. */
function listOf(domain: Domain, may: Bits, needs: readonly Bits[]): readonly Json[] {
  const chosen: number[] = []
  for (const need of [...needs].sort((one, other) => membersOf(andBits(one, may)).length - membersOf(andBits(other, may)).length)) {
    if (chosen.some((element) => hasBit(need, element))) continue
    if (meets(need, may)) chosen.push(membersOf(andBits(need, may))[0] as number)
  }
  return chosen.length === 0 ? [null] : chosen.map((element) => scalarOf(domain, element))
}

function scalarOf({ values }: Domain, member: number): Scalar {
  return values[member - 3] as Scalar
}

function put(target: Record<string, Json>, [first, ...rest]: readonly string[], value: Json | undefined): void {
  if (first === undefined || value === undefined) return
  if (rest.length === 0) {
    if (!Object.hasOwn(target, first)) target[first] = value
    return
  }
  if (!Object.hasOwn(target, first)) target[first] = {}
  const inner = target[first]
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) put(inner as Record<string, Json>, rest, value)
}
