import { chanceOf } from '../chance.js'
import type { Member, Pick, Picker } from '../contest.js'
import { bestOf, noTurns, sumOf } from './best.js'

export const fewest: Picker = {
  name: 'fewest leads',
  rule: 'whoever is there and got the fewest leads so far',
  weighs: false,
  start: (team) => byCount(team, () => 1),
}

export const fewestPerWeight: Picker = {
  name: 'fewest leads per weight',
  rule: 'whoever is there and got the fewest leads so far, divided by the weight',
  weighs: true,
  start: (team) => byCount(team, ({ weight }) => weight),
}

function byCount(team: readonly Member[], divisorOf: (member: Member) => number): Pick {
  const got = team.map(() => 0)
  const last = noTurns(team)
  return ({ turn, contenders }) => {
    const winner = bestOf(contenders, last, (member) => -(got[member.seat] as number) / divisorOf(member))
    got[winner.seat] = (got[winner.seat] as number) + 1
    last[winner.seat] = turn
    return winner
  }
}

export const fewestOpen: Picker = {
  name: 'fewest open leads',
  rule: 'whoever has the fewest open leads; among equals, whoever got one longest ago',
  weighs: false,
  needsOpen: true,
  start: (team) => {
    const last = noTurns(team)
    return ({ turn, contenders, open = [] }) => {
      const winner = bestOf(contenders, last, ({ seat }) => -(open[seat] as number))
      last[winner.seat] = turn
      return winner
    }
  },
}

export const fewestOpenInOrder: Picker = {
  name: 'fewest open leads, in order',
  rule: 'whoever has the fewest open leads; among equals, the first in the list',
  weighs: false,
  needsOpen: true,
  start: () => {
    return ({ contenders, open = [] }) =>
      contenders.reduce((best, member) => ((open[member.seat] as number) < (open[best.seat] as number) ? member : best))
  },
}

export const weightedRandom: Picker = {
  name: 'weighted random',
  rule: 'a lot, with the weights as odds',
  weighs: true,
  lots: true,
  start: (_team, seed) => {
    const chance = chanceOf(seed, 7)
    return ({ contenders }) => {
      let lot = chance() * sumOf(contenders)
      return contenders.find(({ weight }) => {
        lot -= weight
        return lot < 0
      })
    }
  },
}
