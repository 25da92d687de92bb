import type { TerritoryFinding, TerritoryReport, TerritoryRow } from './report.js'

export interface TerritoryTextOptions {
  /** Territories, and findings, that are listed. Default 100. */
  readonly most?: number
}

/**
 * A report for people: territories within those around them, with reps, shares and leads; then what was found.
 *
 * @example
 * process.stdout.write(territoryText(territoryReport(territories, { reps, leads })))
 */
export function territoryText(report: TerritoryReport, { most = 100 }: TerritoryTextOptions = {}): string {
  const { territories, findings, leads } = report
  const rows = nested(territories)
  const labels = rows.map(({ name, depth }) => `${'  '.repeat(depth)}${name}`)
  const width = Math.max(0, ...labels.slice(0, most).map(({ length }) => length))
  const digits = String(leads?.total ?? 0).length
  const lines = rows
    .slice(0, most)
    .map((row, index) => `${(labels[index] as string).padEnd(width)}${leadsText(row, digits)}  ${repsText(row)}`.trimEnd())
  if (rows.length > most) lines.push(`and ${rows.length - most} more`)
  const counted = leads === undefined ? '' : `; ${leads.placed} of ${leads.total} leads are in one`
  const count = (severity: TerritoryFinding['severity']): number => findings.filter((finding) => finding.severity === severity).length
  const sums = `${territories.length} ${territories.length === 1 ? 'territory' : 'territories'}${counted}; ${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes`
  const told = findings.slice(0, most).flatMap(findingLines)
  if (findings.length > most) told.push(`and ${findings.length - most} more`)
  return `${[...lines, '', sums, ...told].join('\n')}\n`
}

/** Each territory with those within it behind it. */
function nested(territories: readonly TerritoryRow[]): readonly TerritoryRow[] {
  const within = new Map<string | undefined, TerritoryRow[]>()
  for (const row of territories) {
    const around = row.within?.normalize('NFC')
    const others = within.get(around)
    if (others === undefined) within.set(around, [row])
    else others.push(row)
  }
  const from = (around: string | undefined): TerritoryRow[] =>
    (within.get(around) ?? []).flatMap((row) => [row, ...from(row.name.normalize('NFC'))])
  return from(undefined)
}

function leadsText({ leads, leadsWithin }: TerritoryRow, width: number): string {
  if (leads === undefined) return ''
  return `  ${String(leadsWithin).padStart(width)} ${leadsWithin === 1 ? 'lead ' : 'leads'}${leadsWithin === leads ? '' : ` (own: ${leads})`}`
}

function repsText({ reps }: TerritoryRow): string {
  if (reps === undefined) return ''
  if (reps.length === 0) return '-'
  const equal = reps.every(({ weight }) => weight === reps[0]?.weight)
  return reps.map(({ id, share }) => (equal ? id : `${id} ${Math.round(share * 100)}%`)).join(', ')
}

function findingLines({ severity, message, hint, example }: TerritoryFinding): readonly string[] {
  const shown =
    example === undefined
      ? []
      : [`  ${JSON.stringify(example.lead)}${example.account === undefined ? '' : ` with the account ${JSON.stringify(example.account)}`}`]
  return [`${severity === 'info' ? 'note' : severity}: ${message}`, ...shown, `  ${hint}`]
}
