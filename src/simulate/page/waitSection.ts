import { type Quantiles, waitBounds } from '../quantiles.js'
import { barChart, legend } from './bars.js'
import { grouped, h, type Markup, span } from './markup.js'
import type { Subject } from './page.js'
import { type Cell, table } from './table.js'

const classes = [
  'at once',
  ...waitBounds.slice(1).map((bound) => `within ${span(bound)}`),
  `longer than ${span(waitBounds.at(-1) as number)}`,
]

export function waitSection({ reports, series, plans }: Subject): Markup {
  const two = reports.length > 1
  const rows = classes.map((name, index) => ({ name, values: reports.map(({ waits }) => waits.owner.within[index] ?? 0) }))
  const line = (what: string, quantiles: Quantiles | undefined, name: string): Cell[][] =>
    quantiles === undefined
      ? []
      : [
          [
            two ? `${what}: ${name}` : what,
            quantiles.count,
            span(quantiles.p50),
            span(quantiles.p90),
            span(quantiles.p99),
            span(quantiles.max),
            span(quantiles.mean),
          ],
        ]
  const lines = (['owner', 'there', 'working'] as const).flatMap((measure) =>
    reports.flatMap(({ waits }, index) => line(measures[measure], waits[measure], series[index] as string)),
  )
  const unknown = reports.map(({ waits }) => waits.unknown)
  return h(
    'section',
    { id: 'waits' },
    h('h2', {}, 'How long leads wait for an owner'),
    h('p', { class: 'note' }, 'From when a lead was received to its first owner. Leads that have none by the end are not among them.'),
    legend(plans),
    barChart({
      id: 'chart-waits',
      title: 'Leads by the time they wait for an owner',
      description: rows.map(({ name, values }) => `${name}: ${values.map(grouped).join(' and ')}`).join('; '),
      rows,
      series,
    }),
    table({ caption: 'Waits', heads: ['Until', 'Leads', 'Half within', '90 %', '99 %', 'Longest', 'Mean'], rows: lines }),
    unknown.some((count) => count > 0) &&
      h(
        'p',
        { class: 'note' },
        `Of ${unknown.map(grouped).join(' and ')} leads nobody knows when their owner is back: they are not in the second line.`,
      ),
  )
}

const measures = {
  owner: 'it has an owner',
  there: 'its owner is there',
  working: "it has an owner, in the owner's working time",
} as const
