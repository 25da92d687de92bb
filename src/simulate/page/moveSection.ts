import type { Comparison } from '../compare.js'
import { nameOf, type Place } from '../moves.js'
import { grouped, h, type Markup, percent } from './markup.js'
import { matrix, table } from './table.js'

/** Wider matrices are lists. */
const WIDEST = 12
const LISTED = 25

export function moveSection({ moves, before, after }: Comparison): Markup {
  const { leads, moved, byRule, stayedByRule, sooner, later } = moves
  const shifted = moved - byRule
  return h(
    'section',
    { id: 'moves' },
    h('h2', {}, 'Which leads go elsewhere'),
    h(
      'p',
      {},
      `${grouped(moved)} of ${grouped(leads)} leads (${percent(moved, leads)}) come to another owner or another queue: `,
      `${grouped(byRule)} by another rule, ${grouped(shifted)} by the same rule, whose turns have shifted. `,
      `${grouped(stayedByRule)} stay where they are by another rule. `,
      `Of the leads that have an owner in both, ${grouped(sooner)} get it sooner and ${grouped(later)} later.`,
    ),
    ruleMatrix(
      moves,
      [before, after].map(({ rules }) => rules.map(({ rule }) => rule)),
    ),
    h('h3', {}, 'From whom to whom'),
    table({
      caption: `The ${LISTED} largest moves between owners and queues`,
      heads: ['Before', { text: 'After' }, 'Leads', 'Of all moved'],
      rows: moves.places
        .filter(({ from, to }) => !isSame(from, to))
        .slice(0, LISTED)
        .map(({ from, to, leads: count }) => [nameOf(from), { cell: nameOf(to), class: 'text' }, count, percent(count, moved)]),
    }),
  )
}

function isSame(from: Place, to: Place): boolean {
  return JSON.stringify(from) === JSON.stringify(to)
}

/** In the order of the plans; rules that decide nothing are left out. */
function ruleMatrix({ rules }: Comparison['moves'], [before = [], after = []]: readonly (readonly string[])[]): Markup {
  const used = (side: 'from' | 'to', order: readonly string[]): string[] => {
    const names = new Set(rules.map((cell) => cell[side]))
    return [...order.filter((name) => names.has(name)), ...[...names].filter((name) => !order.includes(name))]
  }
  const [from, to] = [used('from', before), used('to', after)]
  if (from.length > WIDEST || to.length > WIDEST)
    return table({
      caption: 'By which rule before, and by which after: the rules that hand over most leads',
      heads: ['Rule before', { text: 'Rule after' }, 'Leads', 'Of these elsewhere'],
      rows: rules
        .filter((cell) => cell.from !== cell.to)
        .slice(0, LISTED)
        .map((cell) => [cell.from, { cell: cell.to, class: 'text' }, cell.leads, cell.moved]),
    })
  const counts = new Map(rules.map((cell) => [JSON.stringify([cell.from, cell.to]), cell.leads]))
  return matrix({
    caption: 'By which rule before (left), and by which after (above)',
    corner: 'Rule before',
    names: { from, to },
    count: (one, other) => counts.get(JSON.stringify([one, other])) ?? 0,
  })
}
