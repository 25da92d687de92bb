import type { Picker } from './contest.js'
import { fairlead } from './fairlead.js'
import { figure, thousands } from './numbers.js'
import { fewestPerWeight, weightedRandom } from './picker/count.js'
import { monthQuota } from './picker/quota.js'
import { leastRecent, pointer } from './picker/rotation.js'
import { smoothRotation } from './picker/share.js'
import { courseOf } from './survey.js'
import { drawing, element, lineThrough, type Node, style } from './svg.js'
import { leads, type Trace, traceOf } from './traces.js'

interface Stroke {
  readonly picker: Picker
  readonly light: string
  readonly dark: string
}

const strokes: readonly Stroke[] = [
  { picker: fairlead, light: '#0b6e4f', dark: '#34d399' },
  { picker: smoothRotation, light: '#2563eb', dark: '#60a5fa' },
  { picker: weightedRandom, light: '#6b7280', dark: '#9ca3af' },
  { picker: leastRecent, light: '#b45309', dark: '#fbbf24' },
  { picker: pointer, light: '#9333ea', dark: '#c084fc' },
  { picker: monthQuota, light: '#0e7490', dark: '#22d3ee' },
  { picker: fewestPerWeight, light: '#dc2626', dark: '#f87171' },
]

const panels = [
  { trace: traceOf('E'), title: 'Shifts: 4 reps early, 3 late, 3 both (trace E)' },
  { trace: traceOf('G'), title: 'Four overlapping territories (trace G)' },
] as const

// All lengths in pixels. A stretch of leads is four wide, so that the places on the x axis are whole numbers.
const [left, plotWidth, plotHeight, labelWidth] = [64, 640, 264, 252]
const stretches = plotWidth / 4
const [firstTop, panelStep] = [118, 350]
const width = left + plotWidth + labelWidth
const height = firstTop + panels.length * panelStep - 12
const [lowest, highest] = [0.5, 5000]
const labelStep = 16

/** |ideal - got| of whoever is furthest off, over 20,000 leads, for this ledger and the usual rules. */
export function deviationPlot(): string {
  const courses = panels.map(({ trace }) => strokes.map(({ picker }) => courseOf(trace, picker, stretches)))
  return drawing(
    width,
    height,
    'Deviation from the fair share over 20,000 leads',
    description(courses),
    style(css()),
    element('rect', { class: 'paper', width, height, rx: 6 }),
    element('text', { class: 'title', x: 20, y: 32 }, 'How far the rep who is furthest off is from the fair share, in leads'),
    element(
      'text',
      { class: 'note', x: 20, y: 52 },
      '10 reps of equal weight, 20,000 leads, the same for every rule; one run. Logarithmic scale, the largest of each 125 leads.',
    ),
    ...legend(),
    ...panels.flatMap(({ trace, title }, index) => panel(trace, title, courses[index] as Courses, firstTop + index * panelStep)),
  )
}

/** Of each stroke the deviations by stretch of leads. */
type Courses = readonly (readonly number[])[]

function description(courses: readonly Courses[]): string {
  const sentences = panels.map(({ title }, index) => {
    const figures = strokes.map(({ picker }, stroke) => `${picker.name} ${figure(Math.max(...(courses[index]?.[stroke] ?? [])))}`)
    return `${title}: ${figures.join('; ')}.`
  })
  return `Line charts with a logarithmic vertical axis. The largest deviation of each rule, in leads. ${sentences.join(' ')}`
}

function css(): string {
  const colours = (shade: 'light' | 'dark') =>
    strokes.map((stroke, index) => `.s${index}{stroke:${stroke[shade]}}.t${index}{fill:${stroke[shade]}}`).join('')
  return `
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#1f2328}
.title{font-size:16px;font-weight:600}.head{font-size:13px;font-weight:600}.note,.tick{fill:#57606a}
.paper{fill:#ffffff}.grid{stroke:#d8dee4;stroke-width:1}.axis{stroke:#57606a;stroke-width:1}
.bound{stroke:#57606a;stroke-width:1;stroke-dasharray:5 4}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}.own{stroke-width:3}.ownText{font-weight:700}.leader{fill:none;stroke-width:1;opacity:.6}
${colours('light')}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}.note,.tick{fill:#9aa4af}.paper{fill:#0d1117}.grid{stroke:#2b323b}.axis,.bound{stroke:#9aa4af}
${colours('dark')}
}`
}

const isOwn = (index: number): boolean => strokes[index]?.picker === fairlead

function legend(): Node[] {
  let x = 20
  let y = 76
  return strokes.flatMap(({ picker }, index) => {
    const room = 26 + picker.name.length * 6.9 + 18
    if (x + room > width) {
      x = 20
      y += 18
    }
    const start = x
    x += room
    return [
      element('path', {
        class: `line s${index}${isOwn(index) ? ' own' : ''}`,
        d: lineThrough([
          [start, y - 4],
          [start + 20, y - 4],
        ]),
      }),
      element('text', { class: `t${index}${isOwn(index) ? ' ownText' : ''}`, x: start + 26, y }, picker.name),
    ]
  })
}

function panel(trace: Trace, title: string, courses: Courses, panelTop: number): Node[] {
  const top = panelTop + 18
  const yOf = (deviation: number): number => {
    const part = Math.log10(Math.max(deviation, lowest) / lowest) / Math.log10(highest / lowest)
    return top + plotHeight * (1 - part)
  }
  const lines = strokes.map(({ picker }, index) => {
    const course = courses[index] ?? []
    const points = course.map((deviation, stretch) => [left + stretch * 4 + 2, yOf(deviation)] as const)
    return { index, name: picker.name, points, most: Math.max(...course), end: (points.at(-1) as readonly [number, number])[1] }
  })
  // The own line is drawn last, above the others.
  const drawn = [...lines].sort((one, two) => Number(isOwn(one.index)) - Number(isOwn(two.index)))
  return [
    element('text', { class: 'head', x: left, y: panelTop + 4 }, title),
    ...axes(top, yOf, Math.floor(trace.team.length / 2)),
    ...drawn.map(({ index, points }) => element('path', { class: `line s${index}${isOwn(index) ? ' own' : ''}`, d: lineThrough(points) })),
    ...labels(lines, top),
  ]
}

function axes(top: number, yOf: (deviation: number) => number, bound: number): Node[] {
  const right = left + plotWidth
  const bottom = top + plotHeight
  return [
    ...[1, 10, 100, 1000].flatMap((value) => [
      element('line', { class: 'grid', x1: left, x2: right, y1: yOf(value), y2: yOf(value) }),
      element('text', { class: 'tick', x: left - 8, y: yOf(value) + 4, 'text-anchor': 'end' }, thousands(value)),
    ]),
    element('line', { class: 'bound', x1: left, x2: right, y1: yOf(bound), y2: yOf(bound) }),
    element('text', { class: 'tick', x: right - 6, y: yOf(bound) - 5, 'text-anchor': 'end' }, `proved for fairlead: never above ${bound}`),
    element('line', { class: 'axis', x1: left, x2: left, y1: top, y2: bottom }),
    element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...[0, 5000, 10_000, 15_000, 20_000].flatMap((lead) => {
      const x = left + (plotWidth * lead) / leads
      return [
        element('line', { class: 'axis', x1: x, x2: x, y1: bottom, y2: bottom + 5 }),
        element(
          'text',
          { class: 'tick', x, y: bottom + 20, 'text-anchor': 'middle' },
          lead === leads ? `${thousands(lead)} leads` : thousands(lead),
        ),
      ]
    }),
    element(
      'text',
      { class: 'tick', x: 16, y: top + plotHeight / 2, 'text-anchor': 'middle', transform: `rotate(-90 16 ${top + plotHeight / 2})` },
      'leads off the fair share',
    ),
  ]
}

interface Line {
  readonly index: number
  readonly name: string
  readonly most: number
  readonly end: number
}

/** Names at the ends of the lines, moved apart where they would cover one another. */
function labels(lines: readonly Line[], top: number): Node[] {
  const right = left + plotWidth
  const sorted = [...lines].sort((one, two) => one.end - two.end || two.most - one.most)
  const places = sorted.map(({ end }) => end)
  // Downwards first, then, from the bottom of the panel, upwards again.
  for (let place = 1; place < places.length; place++) {
    places[place] = Math.max(places[place] as number, (places[place - 1] as number) + labelStep)
  }
  let limit = top + plotHeight
  for (let place = places.length - 1; place >= 0; place--) {
    places[place] = Math.min(places[place] as number, limit)
    limit = (places[place] as number) - labelStep
  }
  return sorted.flatMap(({ index, name, most, end }, place) => {
    const y = places[place] as number
    return [
      element('path', {
        class: `leader s${index}`,
        d: lineThrough([
          [right, end],
          [right + 10, y],
          [right + 14, y],
        ]),
      }),
      element('text', { class: `label t${index}${isOwn(index) ? ' ownText' : ''}`, x: right + 18, y: y + 4 }, `${name} ${figure(most)}`),
    ]
  })
}
