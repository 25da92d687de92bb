// A week of leads through three teams, each into a SQLite file of its own: npm run demo
// Ends with exit code 0 only if every check at the end of each part holds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from 'fairlead/sqlite'
import { readArrivals } from './arrivals.mjs'
import { checkWeek } from './checks.mjs'
import { fairShares } from './fairShares.mjs'
import { routeWeek } from './routeWeek.mjs'
import { scenarios } from './scenarios.mjs'
import { tellChecks, tellOddities, tellReasons, tellRules, tellShares, tellTitle } from './tell.mjs'

// Node 22 calls its SQLite experimental at every start. Other warnings are still shown.
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.warn(warning.stack)
})

const folder = mkdtempSync(join(tmpdir(), 'fairlead-demo-'))
const arrivals = readArrivals()
let sound = true
try {
  const files = [...new Set(arrivals.map(({ file }) => file))]
  console.log(
    `${arrivals.length} leads: ${files.map((name) => `${arrivals.filter(({ file }) => file === name).length} of ${name}`).join(', ')}`,
  )
  for (const [index, scenario] of scenarios.entries()) {
    tellTitle(scenario, index + 1)
    const file = join(folder, `${scenario.plan.name}.db`)
    const routed = await routeWeek(scenario, arrivals, file)
    const decisions = routed.filter(({ outcome }) => outcome === 'assigned').map(({ decision }) => decision)
    const shares = fairShares(scenario, decisions)

    // Opened again, as by a process that starts tomorrow.
    const store = sqliteStore(file)
    try {
      tellShares(scenario, shares, decisions)
      tellRules(scenario, routed)
      await tellReasons(scenario, routed, store)
      if (index === 0) tellOddities(routed)
      const checks = await checkWeek(scenario, routed, shares, store, arrivals.length)
      tellChecks(checks)
      sound = sound && checks.every(({ holds }) => holds)
    } finally {
      await store.end()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(sound ? '\nEverything holds.' : '\nSOMETHING DOES NOT HOLD.')
process.exitCode = sound ? 0 : 1
