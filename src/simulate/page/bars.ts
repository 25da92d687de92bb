import { grouped, h, type Markup, shortened } from './markup.js'

/** One line of a chart: a name, and a number for each series. */
export interface BarRow {
  readonly name: string
  readonly values: readonly number[]
}

export interface BarChart {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly rows: readonly BarRow[]
  /** Names of the series, one or two. */
  readonly series: readonly string[]
  /** What is written at the end of a bar. Default: the number. */
  readonly label?: (value: number) => string
}

const [width, nameWidth, valueWidth] = [920, 210, 110]
const plot = width - nameWidth - valueWidth
const [top, bottom] = [10, 26]

/** Lying bars, one group for each row. The numbers stand beside the bars; a table beside the chart has them all. */
export function barChart({ id, title, description, rows, series, label = grouped }: BarChart): Markup {
  const thickness = series.length === 1 ? 16 : 12
  const step = thickness * series.length + 13
  const height = top + rows.length * step + bottom
  const most = Math.max(1, ...rows.flatMap(({ values }) => values))
  const scale = plot / (ticksOf(most).at(-1) as number)
  const bars = rows.map(({ name, values }, row) => {
    const y = top + row * step
    return h(
      'g',
      { class: 'row' },
      h(
        'text',
        { x: nameWidth - 10, y: y + (thickness * series.length) / 2 + 4, 'text-anchor': 'end' },
        h('title', {}, name),
        shortened(name, 30),
      ),
      values.map((value, index) => [
        h('rect', {
          class: `bar ${kindOf(index, series.length)}`,
          x: nameWidth,
          y: y + index * thickness,
          // A bar that is not nothing is seen.
          width: value === 0 ? 0 : Math.max(1, value * scale),
          height: thickness - 1.5,
          rx: 2,
        }),
        h('text', { class: 'value', x: nameWidth + value * scale + 7, y: y + index * thickness + thickness / 2 + 3.5 }, label(value)),
      ]),
    )
  })
  const grid = ticksOf(most).map((tick) => [
    h('line', {
      class: tick === 0 ? 'axis' : 'grid',
      x1: nameWidth + tick * scale,
      x2: nameWidth + tick * scale,
      y1: 4,
      y2: height - bottom + 4,
    }),
    h('text', { class: 'tick', x: nameWidth + tick * scale, y: height - 6, 'text-anchor': 'middle' }, grouped(tick)),
  ])
  return h(
    'figure',
    {},
    h(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-text`, id },
      h('title', { id: `${id}-title` }, title),
      h('desc', { id: `${id}-text` }, description),
      grid,
      bars,
    ),
  )
}

/** One series is what is simulated; of two the first is how it is now. */
export function kindOf(index: number, count: number): 'before' | 'after' {
  return index === 0 && count > 1 ? 'before' : 'after'
}

/** Round numbers from 0 to the first that is not below the largest value. */
function ticksOf(most: number): number[] {
  const rough = most / 4
  let power = 1
  while (power * 10 <= rough) power *= 10
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough && Number.isInteger(candidate)) ?? power * 10,
  )
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step)
}

export function legend(series: readonly string[]): Markup | undefined {
  if (series.length < 2) return undefined
  return h(
    'ul',
    { class: 'legend' },
    series.map((name, index) => h('li', {}, h('span', { class: `swatch ${kindOf(index, series.length)}`, 'aria-hidden': 'true' }), name)),
  )
}
