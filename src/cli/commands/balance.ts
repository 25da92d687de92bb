import { nearest } from '../../condition/nearest.js'
import type { RepFairness } from '../../metrics/fairness.js'
import { type BalanceReport, balance as measure, type RotationBalance } from '../../simulate/balance.js'
import type { Command } from '../command.js'
import { plural, stop } from '../complaint.js'
import { databaseHelp, withDatabase } from '../database.js'
import type { Io } from '../io.js'

export const balance: Command = {
  name: 'balance',
  summary: 'how fairly each rotation shared out its leads, measured from the audit trail',
  usage: `fairlead balance [--db FILE] [--rotation NAME] [--json]

Measures every rotation from the audit trail: what each rep got, what was fair (the sum of the rep's shares), and by how much that is
off: + is owed, - is ahead. The longest wait between two leads of a rep is told in shares (of the leads it was passed over, added up; 1 is
a whole lead) and in leads. Below stand the largest deviation now, the largest at any single lead so far, and what it can never exceed.
Rotations whose strategy owes nobody a number of leads (leastLoaded, one of your own) are counted and not measured.

${databaseHelp}
  --rotation NAME only this rotation
  --json          one JSON object: { "rotations": { NAME: { "measured", "leads", "reps", "maxDeviation", "worstDeviation", "worst",
                  "stdDeviation", "gini", "jain", "bound", … } } }

Exit code: 0, or 1 if there is no such rotation.
`,
  options: { db: 'text', rotation: 'text' },
  positionals: [],
  needed: 0,
  run: (args, io) =>
    withDatabase(args, io, { made: false }, async (store) => {
      const report = await measure(store)
      const name = args.text('rotation')
      const shown = name === undefined ? report : { rotations: { [name]: rotationOf(report, name) } }
      if (args.flag('json')) await io.stdout.write(`${JSON.stringify(shown)}\n`)
      else await print(shown, io)
      return 0
    }),
}

function rotationOf({ rotations }: BalanceReport, name: string): RotationBalance {
  if (Object.hasOwn(rotations, name)) return rotations[name] as RotationBalance
  const known = Object.keys(rotations)
  const meant = nearest(name, known)
  const hint =
    known.length === 0
      ? 'No lead has been assigned yet.'
      : `${meant === undefined ? '' : `Did you mean ${meant}? `}The rotations are: ${known.join(', ')}.`
  return stop({ code: 'unknownRotation', message: `No lead was assigned in a rotation ${JSON.stringify(name)}.`, hint })
}

async function print({ rotations }: BalanceReport, { stdout }: Io): Promise<void> {
  const all = Object.entries(rotations)
  if (all.length === 0) await stdout.write('No lead has been assigned yet.\n')
  for (const [index, [name, rotation]] of all.entries()) {
    const lines = rotation.measured ? measuredLines(rotation) : countedLines(rotation)
    const leads = rotation.leads + (rotation.measured ? rotation.uncredited : 0)
    await stdout.write(`${index === 0 ? '' : '\n'}${stdout.paint.bold(name)}: ${plural(leads, 'lead')}\n`)
    for (const line of lines) await stdout.write(`  ${line}\n`)
  }
}

function measuredLines(rotation: Extract<RotationBalance, { measured: true }>): string[] {
  const { reps, value } = rotation
  const byValue = value !== undefined
  // Whoever is owed most first; among equals by id.
  const rows = Object.entries(reps).sort(([one, { deviation: a }], [two, { deviation: b }]) => b - a || (one < two ? -1 : 1))
  const heads = ['rep', 'got', 'fair', 'off by', ...(byValue ? ['off in value'] : []), 'longest wait']
  return [...table([heads, ...rows.map(([rep, figures]) => cellsOf(rep, figures, byValue))]), ...summaryOf(rotation)]
}

function cellsOf(rep: string, { got, fair, deviation, valueDeviation, longestWait }: RepFairness, byValue: boolean): string[] {
  const wait = `${places(longestWait.shares)} (${plural(longestWait.leads, 'lead')})`
  return [rep, got.toLocaleString('en-US'), places(fair), signed(deviation), ...(byValue ? [signed(valueDeviation ?? 0)] : []), wait]
}

function summaryOf({
  maxDeviation,
  worstDeviation,
  worst,
  bound,
  gini,
  jain,
  stdDeviation,
  ...more
}: Extract<RotationBalance, { measured: true }>) {
  const { value, neverEligible, uncredited } = more
  const when = worst === undefined ? '' : ` (${worst.rep}, lead ${worst.lead.toLocaleString('en-US')})`
  const parts = [
    `max deviation ${places(maxDeviation)}`,
    `worst ever ${places(worstDeviation)}${when}`,
    bound === undefined ? 'no bound on the count where value is balanced' : `bound ${bound}`,
    `Gini ${gini.toFixed(4)}`,
    `Jain ${jain.toFixed(4)}`,
    `standard deviation ${places(stdDeviation)}`,
  ]
  const lines = [parts.join('; ')]
  if (value !== undefined) {
    const then = value.worst === undefined ? '' : ` (${value.worst.rep}, lead ${value.worst.lead.toLocaleString('en-US')})`
    lines.push(`in value: max deviation ${places(value.maxDeviation)}; worst ever ${places(value.worstDeviation)}${then}, in typical leads`)
  }
  if (neverEligible.length > 0) lines.push(`got leads without ever having a share: ${neverEligible.join(', ')}`)
  if (uncredited > 0) lines.push(`${plural(uncredited, 'lead')} picked without credits, not in these figures`)
  return lines
}

function countedLines({ counts }: Extract<RotationBalance, { measured: false }>): string[] {
  const rows = Object.entries(counts).sort(([one, a], [two, b]) => b - a || (one < two ? -1 : 1))
  return [
    ...table([['rep', 'got'], ...rows.map(([rep, got]) => [rep, got.toLocaleString('en-US')])]),
    'only counted: its strategy owes nobody a number of leads',
  ]
}

/** Names to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number)))
      .join('  ')
      .trimEnd(),
  )
}

function places(leads: number): string {
  return leads.toLocaleString('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 })
}

/** `+0.250`, `-0.750`; nothing is `0.000`, without a sign. */
function signed(leads: number): string {
  const text = places(leads)
  return leads > 0 && Number(text.replaceAll(',', '')) !== 0 ? `+${text}` : text.replace(/^-(0\.000)$/, '$1')
}
