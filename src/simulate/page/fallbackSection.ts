import { type SkipReason, skipReasons } from '../../decide/decision.js'
import { barChart, legend } from './bars.js'
import { grouped, h, type Markup, percent } from './markup.js'
import type { Subject } from './page.js'
import { table } from './table.js'

export const inWords: { readonly [reason in SkipReason]: string } = {
  inactive: 'not active',
  declined: 'handed it back',
  transferred: 'it was taken away',
  hadBefore: 'had it before',
  away: 'away',
  unknownAvailability: 'of unknown availability',
  atCapacity: 'at capacity',
  unknownCapacity: 'of unknown capacity',
  atRate: 'at a rate limit',
  noWeight: 'without a weight',
}

export function fallbackSection({ reports, series, plans }: Subject): Markup {
  const fallbacks = reports.map((report) => report.fallbacks)
  const rows = [
    { name: 'no rule held', values: fallbacks.map(({ noRule }) => noRule) },
    { name: 'all were full', values: fallbacks.map(({ full }) => full) },
    ...skipReasons
      .map((reason) => ({ name: `somebody was ${inWords[reason]}`, values: fallbacks.map(({ because }) => because[reason] ?? 0) }))
      .filter(({ values }) => values.some((value) => value > 0)),
  ]
  const waiting = [...new Set(reports.flatMap((report) => Object.keys(report.waiting)))]
  return h(
    'section',
    { id: 'fallbacks' },
    h('h2', {}, 'Fallbacks and leads that wait'),
    h(
      'p',
      { class: 'note' },
      reports
        .map(
          ({ leads, fallbacks: { leads: count } }, index) =>
            `${series[index]}: otherwise decided ${grouped(count)} leads as they came in (${percent(count, leads)})`,
        )
        .join('; '),
      '. A lead counts under each of its reasons.',
    ),
    legend(plans),
    barChart({
      id: 'chart-fallbacks',
      title: 'Why the fallback had to decide',
      description: rows.map(({ name, values }) => `${name}: ${values.map(grouped).join(' and ')}`).join('; '),
      rows,
      series,
    }),
    table({
      caption: 'Leads without an owner at the end, by the queue they wait in',
      heads: ['Queue', ...series],
      rows: waiting.map((queue) => [
        queue,
        ...reports.map((report) => (Object.hasOwn(report.waiting, queue) ? (report.waiting[queue] ?? 0) : 0)),
      ]),
    }),
  )
}
