import { decide, type Snapshot, subjectOf } from '../../../src/decide/decide.js'
import { type Decision, noFacts } from '../../../src/decide/decision.js'
import { compileRoster } from '../../../src/decide/roster.js'
import { createSelect } from '../../../src/decide/select.js'
import type { JsonObject } from '../../../src/lead.js'
import { changeInPlace } from '../../../src/ledger/apply.js'
import { emptyLedger, type LedgerState } from '../../../src/ledger/state.js'
import { checkPlan } from '../../../src/plan/checkPlan.js'
import { compilePlan } from '../../../src/plan/compilePlan.js'
import type { Rep } from '../../../src/rep.js'
import type { Load } from '../../../src/state/record.js'
import { conditionOf } from './fairlead.js'
import type { Lead, Workload } from './workload.js'

const TEAM = 10

/** Teams of ten, every second one by weights, with a limit of open leads that is counted and not reached. */
function repsOf(count: number): readonly Rep[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `rep${index}`,
    team: `team ${Math.floor(index / TEAM)}`,
    quota: 1 + (index % 5),
    capacity: 1_000_000_000,
  }))
}

/** Whole decisions in memory, with their traces: labels, match, who is eligible, pick, ledger and loads booked; no store, no ports. */
export function routing({ rules, lists }: Workload, reps: number): (lead: Lead) => Decision {
  const teams = Math.max(1, Math.floor(reps / TEAM))
  const checked = checkPlan({
    fairlead: 1,
    name: 'bench',
    lists: Object.fromEntries([...lists].map(([name, list]) => [name, [...list]])),
    rules: rules.map((rule, index) => ({
      name: `rule ${index}`,
      when: conditionOf(rule),
      to: { team: `team ${index % teams}` },
      by: index % 2 === 0 ? 'roundRobin' : { weighted: 'quota' },
    })),
    otherwise: { to: { team: 'team 0' } },
  })
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues[0]))
  const plan = compilePlan(checked.plan)
  const roster = compileRoster(repsOf(reps), plan.repFields)
  const ledgers = new Map<string, LedgerState>()
  const loads = new Map<string, { assigned: number; open: number }>()
  const noLoad: Load = { assigned: 0, open: 0 }
  const snapshot: Snapshot = {
    plan,
    roster,
    select: createSelect(plan, roster),
    strategies: new Map(),
    facts: noFacts,
    declined: [],
    load: (rep) => loads.get(rep) ?? noLoad,
    ledger: (rotation) => ledgers.get(rotation) ?? emptyLedger,
    unknown: () => [],
    waits: {},
    notes: [],
    now: 0,
  }
  return (lead) => {
    const verdict = decide(subjectOf(plan, lead.id, { lead: lead as unknown as JsonObject }), snapshot)
    if (verdict.kind === 'needs') throw new Error('everything is known')
    const { decision, ledger } = verdict
    if (ledger !== undefined) {
      const before = ledgers.get(ledger.rotation) ?? { ...emptyLedger, members: Object.create(null) as LedgerState['members'] }
      ledgers.set(ledger.rotation, changeInPlace(before, ledger))
    }
    if (decision.kind === 'assigned') {
      const load = loads.get(decision.rep)
      if (load === undefined) loads.set(decision.rep, { assigned: 1, open: 1 })
      else {
        load.assigned += 1
        load.open += 1
      }
    }
    return decision
  }
}
