import { type Child, grouped, h, type Markup, percent } from './markup.js'

export type Cell = Child | { readonly cell: Child; readonly class: string }

export interface Table {
  readonly caption: string
  readonly heads: readonly Head[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Of a column of numbers, or of one of text. */
export type Head = string | { readonly text: string }

/** So many rows are written out: nobody reads more on a page, and the JSON has them all. */
const MOST = 400

export function table({ caption, heads, rows }: Table): Markup {
  const more = rows.length > MOST ? ` The first ${grouped(MOST)} of ${grouped(rows.length)}.` : ''
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption, more),
      h('thead', {}, h('tr', {}, heads.map(headOf))),
      h(
        'tbody',
        {},
        rows.slice(0, MOST).map((cells) => h('tr', {}, cells.map(cellOf))),
      ),
    ),
  )
}

function headOf(head: Head, index: number): Markup {
  const name = typeof head === 'string' ? head : head.text
  return h('th', { scope: 'col', class: index === 0 || typeof head !== 'string' ? 'first' : undefined }, name)
}

function cellOf(cell: Cell, index: number): Markup {
  const [content, style] = typeof cell === 'object' && 'cell' in cell ? [cell.cell, cell.class] : [cell, undefined]
  return index === 0 ? h('th', { scope: 'row' }, content) : h('td', { class: style }, content)
}

/** By how much it is more or less; what neither grows nor falls stays in the background. */
export function change(before: number, after: number, text: (value: number) => string): Cell {
  const difference = after - before
  return { cell: text(difference), class: Math.round(difference) === 0 ? 'zero' : '' }
}

export interface Matrix {
  readonly caption: string
  readonly corner: string
  readonly names: { readonly from: readonly string[]; readonly to: readonly string[] }
  readonly count: (from: string, to: string) => number
}

/** Whence and whither: shaded by the part of the row. */
export function matrix({ caption, corner, names, count }: Matrix): Markup {
  const heads = [corner, ...names.to, 'all']
  const rows = names.from.map((from) => {
    const counts = names.to.map((to) => count(from, to))
    const sum = counts.reduce((total, one) => total + one, 0)
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, from),
      counts.map((one, index) => {
        const part = sum === 0 ? 0 : one / sum
        const heat = one === 0 ? 'zero' : `h${Math.min(5, Math.floor(part * 5) + 1)}`
        return h('td', { class: from === names.to[index] ? `${heat} same` : heat, title: percent(one, sum) }, one)
      }),
      h('td', {}, sum),
    )
  })
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'matrix' },
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head, index) => h('th', { scope: 'col', class: index === 0 ? 'first' : undefined }, head)),
        ),
      ),
      h('tbody', {}, rows),
    ),
  )
}
