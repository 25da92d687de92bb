/**
 * Fair shares, worked out anew from the decisions and the roster, without looking at the router's own books: each lead is worth 1 to
 * whoever got it, and to everybody eligible for it their part by weight.
 */
export function fairShares({ plan, roster }, decisions) {
  const reps = new Map(roster.map(({ id }) => [id, { leads: 0, fair: 0 }]))
  const rotations = new Map()
  for (const { rep: owner, rule: name, trace } of decisions) {
    const { pick } = trace.rules.at(-1)
    const rule = plan.rules.find((one) => one.name === name) ?? plan.otherwise
    const eligible = pick.ranks.map(({ rep }) => rep)
    const weights = eligible.map((id) => (rule.by?.weighted === undefined ? 1 : roster.find((rep) => rep.id === id)[rule.by.weighted]))
    const sum = weights.reduce((total, weight) => total + weight, 0)

    const rotation = rotations.get(pick.rotation) ?? { leads: 0, furthest: 0, owed: new Map() }
    rotations.set(pick.rotation, rotation)
    rotation.leads += 1
    eligible.forEach((id, index) => {
      const part = weights[index] / sum
      reps.get(id).fair += part
      rotation.owed.set(id, (rotation.owed.get(id) ?? 0) + part)
    })
    reps.get(owner).leads += 1
    rotation.owed.set(owner, rotation.owed.get(owner) - 1)
    for (const owed of rotation.owed.values()) rotation.furthest = Math.max(rotation.furthest, Math.abs(owed))
  }
  return {
    reps,
    rotations: [...rotations].map(([name, { leads, furthest, owed }]) => ({
      name,
      leads,
      among: owed.size,
      furthest,
      // Proven, whoever is away and whenever: nobody is ever further from the fair share than half the number of reps, rounded down.
      promised: Math.floor(owed.size / 2),
    })),
  }
}
