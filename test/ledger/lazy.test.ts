import { describe, expect, test } from 'vitest'
import { createRotation } from '../../src/door/rotation.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { chanceOf } from '../fairness/chance.js'
import { apply, sum, team } from './histories.js'

/** Who of ten reps is there, lead after lead: the same for the same seed, and at least one. */
type Presence = (seed: number) => () => readonly boolean[]

const size = 10
const atRandom =
  (chances: readonly number[]): Presence =>
  (seed) => {
    const chance = chanceOf(seed)
    return () => {
      for (;;) {
        const there = chances.map((often) => chance() < often)
        if (there.includes(true)) return there
      }
    }
  }
const vacations: Presence = (seed) => {
  const chance = chanceOf(seed)
  const there = Array.from({ length: size }, () => true)
  return () => {
    there.forEach((is, rep) => {
      if (chance() < (is ? 1 / 600 : 1 / 150)) there[rep] = !is
    })
    if (!there.includes(true)) there[0] = true
    return there
  }
}

const traces: Readonly<Record<string, Presence>> = {
  'one there for 10 % of the leads': atRandom([0.1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
  'each there for 70 %': atRandom(Array.from({ length: size }, () => 0.7)),
  'vacations, 600 leads there, 150 away': vacations,
}
const leads = 20_000

interface Run {
  /** Leads of the first rep. */
  readonly got: number
  /** The share of the first rep: of the leads it was there for, in leads. */
  readonly share: number
  /** The largest |share of the leads one was there for - got| of anybody after any lead, in leads. */
  readonly deviation: number
  /** The largest credit in the rotation's own books, either way, in leads. */
  readonly credit: number
  /** Questions for each lead whether somebody is there. */
  readonly asked: number
}

/** One run of a trace. `next` picks one of those who are there and may ask for as many of them as it likes. */
function run(
  presence: Presence,
  { next, credit }: { next(isThere: (rep: string) => boolean): string | undefined; credit(rep: string): number },
): Run {
  const who = presence(1)
  const reps = team(Array.from({ length: size }, () => 1)).map(({ id }) => id)
  const got = reps.map(() => 0)
  const shares = reps.map(() => 0)
  let [asked, deviation, furthest] = [0, 0, 0]
  for (let lead = 0; lead < leads; lead++) {
    const there = who()
    const winner = next((rep) => {
      asked += 1
      return there[reps.indexOf(rep)] === true
    })
    // Up to ten reps: shares are whole numbers of units.
    const share = LEAD / there.filter((is) => is).length
    reps.forEach((rep, index) => {
      if (there[index]) shares[index] = (shares[index] as number) + share
      if (rep === winner) got[index] = (got[index] as number) + 1
      deviation = Math.max(deviation, Math.abs((shares[index] as number) - LEAD * (got[index] as number)))
      furthest = Math.max(furthest, Math.abs(credit(rep)))
    })
  }
  expect(sum(got)).toBe(leads)
  const round = (units: number): number => Math.round((units / LEAD) * 100) / 100
  return {
    got: got[0] as number,
    share: round(shares[0] as number),
    deviation: round(deviation),
    credit: round(furthest),
    asked: Math.round((asked / leads) * 100) / 100,
  }
}

/** Everybody is asked, and only who is there takes part. */
function exact(presence: Presence): Run {
  let ledger: LedgerState = emptyLedger
  const all = team(Array.from({ length: size }, () => 1))
  return run(presence, {
    next(isThere) {
      const contenders = all.filter(({ id }) => isThere(id))
      const { winner, change } = pickByCredit(ledger, { contenders })
      ledger = apply(ledger, change)
      return contenders[winner]?.id
    },
    credit: (rep) => creditOf(ledger, rep),
  })
}

/** Whoever is next is asked, until somebody is there. */
function lazy(presence: Presence): Run {
  const rotation = createRotation({ reps: team(Array.from({ length: size }, () => 1)) })
  return run(presence, {
    next: (isThere) => rotation.next((rep) => !isThere(rep)),
    credit: (rep) => Math.round(rotation.owed(rep) * LEAD),
  })
}

describe('both modes over 20,000 leads', () => {
  test.each([
    // Five times what the leads it was there for come to: whoever waits at the top gets the next lead that finds it there.
    [
      'one there for 10 % of the leads',
      { got: 196, share: 195.8, deviation: 0.99, credit: 0.99, asked: 10 },
      { got: 1032, share: 195.8, deviation: 836.4, credit: 0.98, asked: 1.48 },
    ],
    [
      'each there for 70 %',
      { got: 1995, share: 1994.68, deviation: 1.05, credit: 1.05, asked: 10 },
      { got: 2002, share: 1994.68, deviation: 18.07, credit: 1.03, asked: 1.44 },
    ],
    [
      'vacations, 600 leads there, 150 away',
      { got: 2028, share: 2028.45, deviation: 0.91, credit: 0.91, asked: 10 },
      { got: 2022, share: 2028.45, deviation: 6.97, credit: 1.05, asked: 2.75 },
    ],
  ])('%s', (name, exactly, lazily) => {
    const presence = traces[name] as Presence
    expect({ exact: exact(presence), lazy: lazy(presence) }).toEqual({ exact: exactly, lazy: lazily })
  })
})
