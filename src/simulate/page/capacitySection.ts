import type { SkipReason } from '../../decide/decision.js'
import type { RepFigures } from '../report.js'
import { grouped, h, type Markup, moment } from './markup.js'
import type { Subject } from './page.js'
import { type Cell, table } from './table.js'

export function capacitySection({ reports, series }: Subject): Markup {
  const two = reports.length > 1
  const rows = reports.flatMap(({ reps }, index) =>
    reps.filter(isLimited).map((figures): Cell[] => {
      const { rep, limit, mostOpen, open, fullSince } = figures
      const skipped = (reason: SkipReason): Cell => {
        const count = figures.skipped[reason] ?? 0
        return { cell: count, class: count === 0 ? 'zero' : '' }
      }
      const over = limit !== undefined && mostOpen > limit
      return [
        rep,
        ...(two ? [{ cell: series[index] as string, class: 'text' }] : []),
        limit === undefined ? '' : grouped(limit),
        { cell: mostOpen, class: over ? 'warn' : '' },
        open,
        skipped('atCapacity'),
        skipped('atRate'),
        fullSince === undefined ? { cell: 'never', class: 'zero' } : moment(fullSince),
      ]
    }),
  )
  const steps = reports.map(({ escalations: { reminded, given, nobody } }, index) => [series[index] as string, reminded, given, nobody])
  const escalated = reports.some(({ escalations: { reminded, given, nobody } }) => reminded + given + nobody > 0)
  return h(
    'section',
    { id: 'capacity' },
    h('h2', {}, 'Who reaches a limit'),
    rows.length === 0
      ? h('p', { class: 'note' }, 'Nobody has a limit, or came near one.')
      : table({
          caption: 'Open leads by weight, and how many leads passed somebody over at a limit as they came in',
          heads: [
            'Rep',
            ...(two ? [{ text: 'Plan' }] : []),
            'Limit',
            'Most open',
            'Open at the end',
            'Passed over: capacity',
            'Passed over: rate',
            'First',
          ],
          rows: byName(rows),
        }),
    escalated && h('h3', {}, 'Escalations'),
    escalated &&
      table({ caption: 'Steps of escalations', heads: ['Plan', 'Reminders', 'Given to somebody else', 'Nobody found'], rows: steps }),
  )
}

function isLimited({ limit, skipped }: RepFigures): boolean {
  return limit !== undefined || (skipped.atCapacity ?? 0) + (skipped.atRate ?? 0) > 0
}

/** The same rep before and after stand together. */
function byName(rows: readonly Cell[][]): Cell[][] {
  const order = [...new Set(rows.map(([rep]) => rep))]
  return order.flatMap((rep) => rows.filter(([name]) => name === rep))
}
