import type { Picker } from '../contest.js'
import { bestOf, noTurns } from './best.js'

/** A list: the first who is there gets the lead and goes to the end. */
export const leastRecent: Picker = {
  name: 'least recently assigned',
  rule: 'whoever is there and got a lead longest ago',
  weighs: false,
  start: (team) => {
    const last = noTurns(team)
    return ({ turn, contenders }) => {
      const winner = bestOf(contenders, last, () => 0)
      last[winner.seat] = turn
      return winner
    }
  },
}

/** A pointer that moves on to the next one who is there: whoever stands behind the absent gets their leads, too. */
export const pointer: Picker = {
  name: 'pointer, skips the absent',
  rule: 'the next in the list who is there',
  weighs: false,
  start: (team) => {
    let place = -1
    return ({ contenders }) => {
      const distance = (seat: number): number => (seat - place - 1 + team.length) % team.length
      const winner = contenders.reduce((next, member) => (distance(member.seat) < distance(next.seat) ? member : next))
      place = winner.seat
      return winner
    }
  },
}

export const blindPointer: Picker = {
  name: 'pointer, blind to absence',
  rule: 'the next in the list, there or not',
  weighs: false,
  start: (team) => {
    let place = -1
    return () => {
      place = (place + 1) % team.length
      return team[place]
    }
  },
}
