import type { Comparison } from '../../simulate/compare.js'
import { nameOf } from '../../simulate/moves.js'
import { moment, places, span } from '../../simulate/page/markup.js'
import type { SimulationReport } from '../../simulate/report.js'
import { plural } from '../complaint.js'
import type { Paint } from '../io.js'

/** What a simulation came to, for people. */
export function simulationText(result: SimulationReport | Comparison, paint: Paint): string {
  const reports = 'moves' in result ? [result.before, result.after] : [result]
  const heads = reports.length === 1 ? ['leads'] : ['before', 'after']
  const sections = [
    headLines(reports, paint),
    ...('moves' in result ? [moveLines(result, paint)] : []),
    [paint.bold('in all'), ...table(['', ...heads], totals(reports))],
    [
      paint.bold('by rule'),
      ...table(
        ['', ...heads],
        rows(reports, ({ rules }) => rules.map(({ rule, owned, waiting }) => [rule, owned + waiting])),
      ),
    ],
    [
      paint.bold('by rep'),
      ...table(
        ['', ...heads],
        rows(reports, ({ reps }) => reps.map(({ rep, leads }) => [rep, leads])),
      ),
    ],
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function headLines(reports: readonly SimulationReport[], { bold }: Paint): string[] {
  const [first] = reports as [SimulationReport]
  const names = reports.map(({ plan }) => plan.name).join(' against ')
  const period = first.from === undefined || first.until === undefined ? '' : `, ${moment(first.from)} to ${moment(first.until)}`
  return [`${bold(names)}: ${plural(first.leads, 'lead')}${period}`]
}

/** Enough to read; --json has them all. */
const LISTED = 10

function moveLines({ moves }: Comparison, { bold }: Paint): string[] {
  const { leads, moved, byRule, places: all } = moves
  const listed = all.filter(({ from, to }) => nameOf(from) !== nameOf(to)).slice(0, LISTED)
  return [
    `${bold(`${plural(moved, 'lead')} of ${leads.toLocaleString('en-US')} ${moved === 1 ? 'goes' : 'go'} elsewhere`)}: ${byRule.toLocaleString('en-US')} by another rule, ${(moved - byRule).toLocaleString('en-US')} by the same one, whose turns have shifted`,
    ...table(
      ['from', 'to', 'leads'],
      listed.map(({ from, to, leads: count }) => [nameOf(from), nameOf(to), count.toLocaleString('en-US')]),
    ),
  ]
}

function totals(reports: readonly SimulationReport[]): string[][] {
  const line = (name: string, of: (report: SimulationReport) => string): string[] => [name, ...reports.map(of)]
  const count = (value: number): string => value.toLocaleString('en-US')
  const queues = [...new Set(reports.flatMap(({ waiting }) => Object.keys(waiting)))]
  return [
    line('with an owner', ({ owned }) => count(owned)),
    ...queues.map((queue) =>
      line(`waiting in ${queue}`, ({ waiting }) => count(Object.hasOwn(waiting, queue) ? (waiting[queue] ?? 0) : 0)),
    ),
    line('decided by otherwise', ({ fallbacks }) => count(fallbacks.leads)),
    line('half have an owner within', ({ waits }) => span(waits.owner.p50)),
    line('90 % within', ({ waits }) => span(waits.owner.p90)),
    line('the last within', ({ waits }) => span(waits.owner.max)),
    line('most off the fair share', ({ balance }) => places(balance.maxDeviation)),
    line('Gini', ({ balance }) => places(balance.gini, 4)),
    line('Jain', ({ balance }) => places(balance.jain, 4)),
    ...(reports.some(({ escalations }) => escalations.given + escalations.reminded + escalations.nobody > 0)
      ? [line('given on by escalations', ({ escalations }) => count(escalations.given))]
      : []),
    ...(reports.some(({ duplicates }) => duplicates > 0) ? [line('came again', ({ duplicates }) => count(duplicates))] : []),
    ...(reports.some(({ late }) => late > 0) ? [line('out of order', ({ late }) => count(late))] : []),
  ]
}

/** One line for each name of any report, in the order of the last. */
function rows(reports: readonly SimulationReport[], of: (report: SimulationReport) => (readonly [string, number])[]): string[][] {
  const columns = reports.map((report) => new Map(of(report)))
  const names = [...new Set([...columns].reverse().flatMap((column) => [...column.keys()]))]
  return names.map((name) => [name, ...columns.map((column) => (column.get(name) ?? 0).toLocaleString('en-US'))])
}

/** Names to the left, numbers to the right; `to` is a name, too. */
function table(heads: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const all = [heads, ...lines]
  const widths = heads.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const isName = (column: number): boolean => column === 0 || heads[column] === 'to'
  return all.map((line) =>
    `  ${line.map((cell, column) => (isName(column) ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number))).join('  ')}`.trimEnd(),
  )
}
