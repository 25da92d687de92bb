import { chanceOf } from '../chance.js'
import type { Member, Pick, Picker } from '../contest.js'
import { noTurns, sumOf } from './best.js'

const month = 600
const day = 20
const slack = 1.5
const tie = 1e-9

export const monthQuota: Picker = {
  name: 'month quota',
  rule: `the largest shortfall against the weight's part of the month's leads over the whole team; a month is ${month} leads`,
  weighs: true,
  start: (team) => byShortfall(team, false),
}

export const calibratedMonthQuota: Picker = {
  name: 'month quota, calibrated',
  rule: 'the same; a rep on vacation is booked the average of the others, without weights',
  weighs: true,
  start: (team) => byShortfall(team, true),
}

function byShortfall(team: readonly Member[], calibrate: boolean): Pick {
  const weights = sumOf(team)
  const last = noTurns(team)
  let got = team.map(() => 0)
  let extra = team.map(() => 0)
  let booked = 0
  return ({ turn, contenders, away }) => {
    if (turn % month === 0) [got, extra, booked] = [team.map(() => 0), team.map(() => 0), 0]
    const shortfall = ({ seat, weight }: Member): number => (booked * weight) / weights - at(got, seat) - at(extra, seat)
    const winner = contenders.reduce((best, member) => {
      const more = shortfall(member) - shortfall(best)
      if (Math.abs(more) > tie) return more > 0 ? member : best
      if (member.weight !== best.weight) return member.weight > best.weight ? member : best
      return at(last, member.seat) < at(last, best.seat) ? member : best
    })
    got[winner.seat] = at(got, winner.seat) + 1
    last[winner.seat] = turn
    booked += 1
    if (!calibrate) return winner
    for (const { seat } of away) extra[seat] = at(extra, seat) + 1 / (team.length - 1)
    booked += away.length / (team.length - 1)
    return winner
  }
}

/** Whole quotas a day, one and a half times the share; what is left of them decides, lots among equals. */
export const dayQuota: Picker = {
  name: 'day quota',
  rule: `the most left of a quota in whole leads: ${slack} times the weight's part of the last ${day} leads; lots among equals; nobody where none has any left`,
  weighs: true,
  lots: true,
  start: (team, seed) => {
    const weights = sumOf(team)
    const quotas = team.map(({ weight }) => Math.round((slack * day * weight) / weights))
    const chance = chanceOf(seed, 8)
    const recent: { readonly turn: number; readonly seat: number }[] = []
    const used = team.map(() => 0)
    return ({ turn, contenders }) => {
      while (recent[0] !== undefined && recent[0].turn <= turn - day) {
        const { seat } = recent.shift() as { seat: number }
        used[seat] = at(used, seat) - 1
      }
      let best: { readonly member: Member; readonly left: number; readonly lot: number } | undefined
      for (const member of contenders) {
        const left = at(quotas, member.seat) - at(used, member.seat)
        if (left <= 0) continue
        const lot = chance()
        if (best === undefined || left > best.left || (left === best.left && lot > best.lot)) best = { member, left, lot }
      }
      if (best === undefined) return undefined
      const { seat } = best.member
      used[seat] = at(used, seat) + 1
      recent.push({ turn, seat })
      return best.member
    }
  },
}

function at(numbers: readonly number[], seat: number): number {
  return numbers[seat] as number
}
