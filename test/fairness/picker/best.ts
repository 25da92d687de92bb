import type { Member } from '../contest.js'

// Merits are fractions in floating point; what differs by less is a tie.
const tie = 1e-9

/** Which turn each seat had last; who had none stands in the order of the team. */
export function noTurns(team: readonly Member[]): number[] {
  return team.map(({ seat }) => seat - team.length)
}

/** The contender of the largest merit; among equals the one whose last lead is longest ago. */
export function bestOf(contenders: readonly Member[], last: readonly number[], meritOf: (member: Member) => number): Member {
  let best = contenders[0] as Member
  let most = meritOf(best)
  for (let index = 1; index < contenders.length; index++) {
    const member = contenders[index] as Member
    const merit = meritOf(member)
    if (merit < most - tie) continue
    if (merit > most + tie || (last[member.seat] as number) < (last[best.seat] as number)) {
      best = member
      most = merit
    }
  }
  return best
}

export function sumOf(members: readonly Member[]): number {
  let sum = 0
  for (const { weight } of members) sum += weight
  return sum
}
