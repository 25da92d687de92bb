import type { JsonObject } from '../lead.js'
import { viewLead } from '../plan/viewLead.js'
import type { TerritoryFinding } from './report.js'
import type { Table } from './tableOf.js'

export interface LeadCounts {
  /** Of each territory. */
  readonly own: readonly number[]
  /** With those within it. */
  readonly within: readonly number[]
  readonly total: number
  readonly placed: number
  readonly findings: readonly TerritoryFinding[]
}

/** Examples of leads in no territory. */
const mostExamples = 5

/** Puts each lead into its territory. */
export function countLeads(
  table: Table,
  leads: readonly JsonObject[],
  accountOf: ((lead: JsonObject) => JsonObject | undefined) | undefined,
): LeadCounts {
  const { plan } = table
  const own = table.territories.map(() => 0)
  const within = table.territories.map(() => 0)
  const lost: { readonly lead: JsonObject; readonly account?: JsonObject }[] = []
  for (const lead of leads) {
    const account = accountOf?.(lead)
    const rule = plan.matcher.first(viewLead(plan, lead, account).view)
    if (rule < 0) {
      lost.push(account === undefined ? { lead } : { lead, account })
      continue
    }
    const number = Number(plan.rules[rule]?.name)
    own[number] = (own[number] ?? 0) + 1
    for (const one of [number, ...(table.around[number] ?? [])]) within[one] = (within[one] ?? 0) + 1
  }
  const findings = lost.slice(0, mostExamples).map(
    (example, index): TerritoryFinding => ({
      code: 'gap',
      severity: 'warning',
      message:
        index === 0
          ? `${lost.length} of the ${leads.length} given leads ${lost.length === 1 ? 'is' : 'are'} in no territory, such as this one.`
          : 'Another given lead that is in no territory.',
      hint: 'If other rules are meant for them, all is well. Otherwise add a territory.',
      leads: lost.length,
      example,
    }),
  )
  return { own, within, total: leads.length, placed: leads.length - lost.length, findings }
}
