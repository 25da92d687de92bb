import { readTerritories, territoryReport } from '../../../src/door/territories.js'
import type { Plan } from '../../../src/index.js'
import type { JsonObject } from '../../../src/lead.js'
import { compilePlan } from '../../../src/plan/compilePlan.js'
import { viewLead } from '../../../src/plan/viewLead.js'
import { writtenTable } from './table.js'

/** What a table costs; times in milliseconds, but for a lead. */
export interface TerritoryCosts {
  readonly rows: number
  readonly readMs: number
  /** The plan, with the index of its table. */
  readonly buildMs: number
  /** The territory of a lead, in microseconds: the median of rounds. */
  readonly leadMicros: number
  /** Of the leads that were tried: how many are in a territory. */
  readonly placed: number
  readonly leads: number
  readonly reportMs: number
  readonly findings: number
}

const leadCount = 10_000
const rounds = 9

/** @throws where the table is not read, or a lead is in another territory than the one it was made for */
export function measureTerritories(rows: number): TerritoryCosts {
  const { text, leads } = writtenTable(rows, leadCount)
  const [readMs, read] = timed(() => readTerritories(text))
  if ('issues' in read) throw new Error(read.issues[0]?.message)
  const plan: Plan = {
    fairlead: 1,
    name: 'bench',
    territories: { territory: read.territories },
    rules: [{ name: 'territory', to: { territoryReps: 'territory' } }],
    otherwise: { to: {} },
  }
  const [buildMs, compiled] = timed(() => {
    const made = compilePlan(plan)
    made.labeller.prepare()
    return made
  })
  for (const { lead, territory } of leads) {
    const { labels } = viewLead(compiled, lead)
    if (labels.territory !== territory) throw new Error(`${JSON.stringify(lead)} is in ${labels.territory}, not in ${territory}`)
  }
  const times = Array.from({ length: rounds }, () => timed(() => placedOf(leads, (lead) => viewLead(compiled, lead).labels))[0]).sort(
    (a, b) => a - b,
  )
  const [reportMs, report] = timed(() => territoryReport(read.territories, { ...(read.lines === undefined ? {} : { lines: read.lines }) }))
  return {
    rows,
    readMs,
    buildMs,
    leadMicros: ((times[Math.floor(rounds / 2)] as number) * 1000) / leads.length,
    placed: placedOf(leads, (lead) => viewLead(compiled, lead).labels),
    leads: leads.length,
    reportMs,
    findings: report.findings.length,
  }
}

function placedOf(
  leads: readonly { readonly lead: JsonObject }[],
  labelsOf: (lead: JsonObject) => { readonly [label: string]: string },
): number {
  let placed = 0
  for (const { lead } of leads) if (labelsOf(lead).territory !== undefined) placed += 1
  return placed
}

function timed<Result>(run: () => Result): readonly [ms: number, result: Result] {
  const start = performance.now()
  const result = run()
  return [performance.now() - start, result]
}

/** The costs as a table of Markdown. */
export function tableText(costs: readonly TerritoryCosts[]): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US'))
  return [
    '| territories | reading, ms | plan and index, ms | a lead, µs | report, ms |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...costs.map(
      ({ rows, readMs, buildMs, leadMicros, reportMs }) =>
        `| ${rows.toLocaleString('en-US')} | ${ms(readMs)} | ${ms(buildMs)} | ${leadMicros.toFixed(2)} | ${ms(reportMs)} |`,
    ),
  ].join('\n')
}
