import type { BalanceFigures, SimulationReport } from '../report.js'
import { grouped, h, type Markup, places } from './markup.js'
import type { Subject } from './page.js'
import { type Cell, table } from './table.js'

export function balanceSection({ reports, series }: Subject): Markup {
  const two = reports.length > 1
  const line = (name: string, { leads, maxDeviation, stdDeviation, gini, jain }: BalanceFigures, index: number): Cell[] => [
    name,
    ...(two ? [{ cell: series[index] as string, class: 'text' }] : []),
    grouped(leads),
    places(maxDeviation),
    places(stdDeviation),
    places(gini, 4),
    places(jain, 4),
  ]
  const names = [...new Set(reports.flatMap(({ rotations }) => Object.keys(rotations)))]
  const rotationOf = ({ rotations }: SimulationReport, name: string) => (Object.hasOwn(rotations, name) ? rotations[name] : undefined)
  const rows = names.flatMap((name) =>
    reports.flatMap((report, index) => {
      const figures = rotationOf(report, name)
      return figures === undefined || figures.leads === 0 ? [] : [line(name, figures, index)]
    }),
  )
  return h(
    'section',
    { id: 'balance' },
    h('h2', {}, 'How fair it is'),
    h(
      'p',
      { class: 'note' },
      'Each lead is due in parts to all who could have had it. Off is the difference to what was got, at the end, in leads. ',
      'Gini is 0 and Jain is 1 where everybody has what is due.',
    ),
    table({
      caption: 'Balance of all rotations together, and of each',
      heads: ['Rotation', ...(two ? [{ text: 'Plan' }] : []), 'Leads', 'Most off', 'Standard deviation', 'Gini', 'Jain'],
      rows: [...reports.map(({ balance }, index) => line('All together', balance, index)), ...rows],
    }),
  )
}
