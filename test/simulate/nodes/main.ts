import { createHash } from 'node:crypto'
import { rosterAvailability, rosterCalendar } from '../../../src/door/availability.js'
import { compare, htmlReport, simulate } from '../../../src/door/simulate.js'
import { canonicalJson } from '../../../src/json.js'
import type { Json } from '../../../src/lead.js'
import { history, otherPlan, plan, roster, strategies } from './world.js'

// Run in a process of its own, under another Node, zone or language: node main.mjs LEADS. Prints one line of JSON.
const count = Number(process.argv[2])
const scenario = { plan, roster, strategies, availability: rosterAvailability(), workCalendar: rosterCalendar() }
const decisions = createHash('sha256')
let decided = 0
const report = await simulate(history(count), {
  ...scenario,
  onDecision: (_, decision) => {
    decided += 1
    decisions.update(canonicalJson(decision as unknown as Json))
  },
})
const comparison = await compare(history(Math.min(count, 5_000)), { before: scenario, after: { plan: otherPlan } })
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
console.log(
  JSON.stringify({
    node: process.version,
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: process.env.LC_ALL ?? '',
    // How it is written tells whether the language is in force.
    number: (1234.5).toLocaleString(),
    decided,
    used: {
      rules: report.rules.filter(({ owned, waiting }) => owned + waiting > 0).length,
      escalated: report.escalations.given,
      waited: report.waits.owner.max > 0,
    },
    decisions: decisions.digest('hex'),
    report: digest(JSON.stringify(report)),
    comparison: digest(JSON.stringify(comparison)),
    page: digest(htmlReport(comparison)),
  }),
)
