import type { Contestant, Seat } from './contestant.js'

// The simplest honest code for each rule: what one would write in an afternoon, and what a library has to be weighed against.

/** The cost of the loop around each pick: part of every other figure. */
export const loop: Contestant = {
  name: 'the loop alone',
  rule: 'always the same rep: what measuring itself costs',
  from: 'by hand',
  weighs: false,
  skips: false,
  exact: false,
  start: (team) => () => idOf(team, 0),
}

export const pointer: Contestant = {
  name: 'pointer',
  rule: 'the next in the list; who is away is passed over',
  from: 'by hand',
  weighs: false,
  skips: true,
  exact: true,
  start: (team) => {
    let at = -1
    return (away) => {
      for (;;) {
        at = at + 1 === team.length ? 0 : at + 1
        const id = idOf(team, at)
        if (away?.(id) !== true) return id
      }
    }
  },
}

export const leastRecentList: Contestant = {
  name: 'least recent, linked list',
  rule: 'the first in the list who is there; goes to its end',
  from: 'by hand',
  weighs: false,
  skips: true,
  exact: true,
  start: (team) => {
    const after = Int32Array.from(team, (_, seat) => (seat + 1 < team.length ? seat + 1 : -1))
    let [first, last] = [0, team.length - 1]
    return (away) => {
      let [before, seat] = [-1, first]
      while (away?.(idOf(team, seat)) === true) [before, seat] = [seat, after[seat] as number]
      if (seat !== last) {
        if (before < 0) first = after[seat] as number
        else after[before] = after[seat] as number
        after[last] = seat
        after[seat] = -1
        last = seat
      }
      return idOf(team, seat)
    }
  },
}

export const leastRecentScan: Contestant = {
  name: 'least recent, scan',
  rule: 'of those there, whose last lead is longest ago',
  from: 'by hand',
  weighs: false,
  skips: true,
  exact: true,
  start: (team) => {
    const lasts = Float64Array.from(team, (_, seat) => seat - team.length)
    let turn = 0
    return (away) => {
      let winner = -1
      for (let seat = 0; seat < team.length; seat++) {
        if (winner >= 0 && (lasts[seat] as number) >= (lasts[winner] as number)) continue
        if (away?.(idOf(team, seat)) !== true) winner = seat
      }
      lasts[winner] = turn++
      return idOf(team, winner)
    }
  },
}

export const fewestPerWeight: Contestant = {
  name: 'fewest per weight, scan',
  rule: 'of those there, the fewest leads so far divided by the weight',
  from: 'by hand',
  weighs: true,
  skips: true,
  exact: true,
  start: (team) => {
    const counts = new Float64Array(team.length)
    const weights = Float64Array.from(team, ({ weight }) => weight)
    return (away) => {
      let winner = -1
      for (let seat = 0; seat < team.length; seat++) {
        const isFewer = winner < 0 || at(counts, seat) * at(weights, winner) < at(counts, winner) * at(weights, seat)
        if (isFewer && away?.(idOf(team, seat)) !== true) winner = seat
      }
      counts[winner] = at(counts, winner) + 1
      return idOf(team, winner)
    }
  },
}

export const smoothScan: Contestant = {
  name: 'smooth weighted, scan',
  rule: 'as nginx: each of those there gains its weight, the largest sum wins and pays the weights of all of those there',
  from: 'by hand',
  weighs: true,
  skips: true,
  exact: true,
  start: (team) => {
    const sums = new Float64Array(team.length)
    const weights = Float64Array.from(team, ({ weight }) => weight)
    return (away) => {
      let [winner, paid] = [-1, 0]
      for (let seat = 0; seat < team.length; seat++) {
        if (away?.(idOf(team, seat)) === true) continue
        const weight = at(weights, seat)
        const sum = at(sums, seat) + weight
        sums[seat] = sum
        paid += weight
        if (winner < 0 || sum > at(sums, winner)) winner = seat
      }
      sums[winner] = at(sums, winner) - paid
      return idOf(team, winner)
    }
  },
}

function at(numbers: Float64Array, seat: number): number {
  return numbers[seat] as number
}

function idOf(team: readonly Seat[], seat: number): string {
  return (team[seat] as Seat).id
}
