import type { RepFigures, SimulationReport } from '../report.js'
import { barChart, legend } from './bars.js'
import { grouped, h, type Markup, percent, places, signed } from './markup.js'
import type { Subject } from './page.js'
import { change, table } from './table.js'

/** A chart of more rows is no picture any more. */
const SHOWN = 30

const nothing: Pick<RepFigures, 'leads' | 'deviation' | 'fair'> = { leads: 0, deviation: 0, fair: 0 }

/** Every rep of either roster: those of the later one in its order, then those who are gone. */
function repsOf(reports: readonly SimulationReport[]): { readonly rep: string; readonly figures: readonly (typeof nothing)[] }[] {
  const byId = reports.map(({ reps }) => new Map(reps.map((figures) => [figures.rep, figures])))
  const ids = [...new Set([...reports].reverse().flatMap(({ reps }) => reps.map(({ rep }) => rep)))]
  return ids.map((rep) => ({ rep, figures: byId.map((figures) => figures.get(rep) ?? nothing) }))
}

export function repSection(subject: Subject): Markup {
  const { reports, series, plans } = subject
  const two = reports.length > 1
  const rows = repsOf(reports)
  const most = (figures: readonly (typeof nothing)[]): number => Math.max(...figures.map(({ leads }) => leads))
  const shown = [...rows].sort((one, other) => most(other.figures) - most(one.figures)).slice(0, SHOWN)
  const total = reports.map(({ owned }) => owned)
  const lines = rows.map(({ rep, figures }) => {
    const after = figures.at(-1) as typeof nothing
    const counts = figures.flatMap(({ leads }, index) => [grouped(leads), percent(leads, total[index] as number)])
    const moved = two ? [change(figures[0]?.leads ?? 0, after.leads, signed)] : []
    return [rep, ...counts, ...moved, places(after.fair), places(after.deviation)]
  })
  return h(
    'section',
    { id: 'reps' },
    h('h2', {}, 'Who gets the leads'),
    h(
      'p',
      { class: 'note' },
      'By the first owner of each lead.',
      rows.length > SHOWN && ` The chart has the ${SHOWN} with most leads, the table has all.`,
    ),
    legend(plans),
    barChart({
      id: 'chart-reps',
      title: 'Leads by rep',
      description: shown.map(({ rep, figures }) => `${rep}: ${figures.map(({ leads }) => grouped(leads)).join(' and ')}`).join('; '),
      rows: shown.map(({ rep, figures }) => ({ name: rep, values: figures.map(({ leads }) => leads) })),
      series,
    }),
    table({
      caption:
        'Leads by rep. Fair is what rotations owed, and owed is what of it was not got yet; leads that were picked by open leads are in neither.',
      heads: ['Rep', ...series.flatMap((name) => [two ? name : 'Leads', 'Share']), ...(two ? ['Change'] : []), 'Fair', 'Owed'],
      rows: lines,
    }),
  )
}

export function ruleSection({ reports, series, plans }: Subject): Markup {
  const two = reports.length > 1
  const byName = reports.map(({ rules }) => new Map(rules.map((figures) => [figures.rule, figures])))
  const names = [...new Set([...reports].reverse().flatMap(({ rules }) => rules.map(({ rule }) => rule)))]
  // The fallback stands at the end, also behind rules that only the plan before has.
  names.sort((one, other) => Number(one === 'otherwise') - Number(other === 'otherwise'))
  const rows = names.map((rule) => ({
    rule,
    figures: byName.map((figures) => figures.get(rule) ?? { owned: 0, waiting: 0 }),
  }))
  const sums = rows.map(({ rule, figures }) => ({ rule, values: figures.map(({ owned, waiting }) => owned + waiting) }))
  const most = (values: readonly number[]): number => Math.max(...values)
  const shown = sums.length <= SHOWN ? sums : [...sums].sort((one, other) => most(other.values) - most(one.values)).slice(0, SHOWN)
  return h(
    'section',
    { id: 'rules' },
    h('h2', {}, 'Which rule decides'),
    h(
      'p',
      { class: 'note' },
      'By the rule that gave a lead its first owner, or that it waits by.',
      sums.length > SHOWN && ` The chart has the ${SHOWN} with most leads.`,
    ),
    legend(plans),
    barChart({
      id: 'chart-rules',
      title: 'Leads by rule',
      description: shown.map(({ rule, values }) => `${rule}: ${values.map(grouped).join(' and ')}`).join('; '),
      rows: shown.map(({ rule, values }) => ({ name: rule, values })),
      series,
    }),
    table({
      caption: 'Leads by rule',
      heads: [
        'Rule',
        ...series.flatMap((name) => [two ? `${name}: with an owner` : 'With an owner', 'Waiting']),
        ...(two ? ['Change'] : []),
      ],
      rows: rows.map(({ rule, figures }, index) => [
        rule,
        ...figures.flatMap(({ owned, waiting }) => [grouped(owned), { cell: waiting, class: waiting === 0 ? 'zero' : '' }]),
        ...(two ? [change(sums[index]?.values[0] ?? 0, sums[index]?.values[1] ?? 0, signed)] : []),
      ]),
    }),
  )
}
