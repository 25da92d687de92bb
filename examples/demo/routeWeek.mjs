import { createRouter } from 'fairlead'
import { sqliteStore } from 'fairlead/sqlite'
import { readJson } from './arrivals.mjs'

const absences = readJson('data/absences.json')

/** Routes a week of leads into a database file, one day at a time. Returns each arrival with what became of it. */
export async function routeWeek({ plan, roster, accounts }, arrivals, file) {
  const store = sqliteStore(file)
  let today = ''
  const router = createRouter({
    plan,
    roster,
    store,
    clock: () => Date.parse(`${today}T09:00:00Z`),
    availability: { many: (reps) => Object.fromEntries(reps.map(({ id }) => [id, presenceOn(today, id)])) },
    ...(accounts === undefined ? {} : { accounts }),
  })
  const routed = []
  try {
    for (const day of new Set(arrivals.map((arrival) => arrival.day))) {
      today = day
      const batch = arrivals.filter((arrival) => arrival.day === day)
      const settled = await router.routeMany(batch.map(({ lead }) => lead))
      routed.push(...settled.map((outcome, index) => ({ ...batch[index], ...outcomeOf(outcome) })))
    }
  } finally {
    await store.end()
  }
  return routed
}

function presenceOn(day, rep) {
  const absence = absences.find((one) => one.rep === rep && one.from <= day && day < one.until)
  return absence === undefined ? true : { away: absence.why, until: Date.parse(`${absence.until}T00:00:00Z`) }
}

/** Exactly one of: `assigned`, `queued`, `held`, `duplicate`, `refused`. Anything else is a failure of the demo. */
function outcomeOf(settled) {
  if (settled.status === 'rejected') {
    if (settled.reason.code !== 'badLead') throw settled.reason
    return { outcome: 'refused', issues: settled.reason.issues }
  }
  const decision = settled.value
  if (decision.duplicate) return { outcome: 'duplicate', decision }
  if (decision.kind === 'assigned') return { outcome: 'assigned', decision }
  return { outcome: decision.queue === 'held' ? 'held' : 'queued', decision }
}
