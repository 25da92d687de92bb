import { creditOf, standingOf } from '../../src/ledger/standing.js'
import type { LedgerState } from '../../src/ledger/state.js'
import type { Member } from './oracle.js'

/** What a picker may look at: the ledger, those there, and how many leads each got so far. */
export type Picker = (ledger: LedgerState, contenders: readonly Member[], got: ReadonlyMap<string, number>) => number

const first = (contenders: readonly Member[], before: (one: Member, two: Member) => boolean): number =>
  contenders.reduce((best, contender, index) => (before(contender, contenders[best] as Member) ? index : best), 0)

/** The rules that backends write by hand. Each is wrong in a way that the properties must be able to tell. */
export const wrongPickers: { readonly [name: string]: Picker } = {
  'fewest leads': (_, contenders, got) => first(contenders, (one, two) => (got.get(one.id) ?? 0) < (got.get(two.id) ?? 0)),
  'fewest leads for the weight': (_, contenders, got) =>
    first(contenders, (one, two) => (got.get(one.id) ?? 0) * two.weight < (got.get(two.id) ?? 0) * one.weight),
  'least recent': (ledger, contenders) => first(contenders, (one, two) => standingOf(ledger, one.id)[1] < standingOf(ledger, two.id)[1]),
  /** Whoever is furthest behind before this lead, without this lead's share. */
  'minimum deficit': (ledger, contenders) => first(contenders, (one, two) => creditOf(ledger, one.id) > creditOf(ledger, two.id)),
  /** One step on through the list, and on to the next who is there. */
  pointer: (ledger, contenders) => {
    const last = [...Object.entries(ledger.members)].sort(([, one], [, two]) => two[1] - one[1])[0]?.[0] ?? ''
    const next = contenders.findIndex(({ id }) => number(id) > number(last))
    return Math.max(next, 0)
  },
}

function number(id: string): number {
  return Number(id.replace(/\D/g, '') || -1)
}
