import { describe, expect, test } from 'vitest'
import { deviationPlot } from './plot.js'
import { drawing, element, lineThrough } from './svg.js'

const plot = deviationPlot()

/** Texts with the box that they take up at most, by a generous width of a letter. */
function boxesOf(svg: string) {
  return [...svg.matchAll(/<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)"( text-anchor="(?:end|middle)")?( transform)?[^>]*>([^<]*)</g)]
    .filter(([, , , , , turned]) => turned === undefined)
    .map(([, kind = '', x, y, anchor = '', , text = '']) => {
      const size = kind === 'title' ? 16 : kind === 'head' ? 13 : 12
      const wide = text.length * size * 0.61
      const from = Number(x) - (anchor.includes('end') ? wide : anchor.includes('middle') ? wide / 2 : 0)
      return { text, left: from, right: from + wide, top: Number(y) - size * 0.8, bottom: Number(y) + size * 0.25 }
    })
}

const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(plot) ?? []).map(Number)

describe('docs/images/deviation.svg', () => {
  test('stands alone and is light: no font, picture or script from elsewhere', () => {
    expect(plot.length).toBeLessThan(60_000)
    expect(plot).not.toMatch(/href|url\(|@import|<script|<image|<foreignObject/)
  })

  test('tells in words what it shows', () => {
    expect(plot).toMatch(/role="img" aria-labelledby="title desc"/)
    expect(plot).toMatch(/<title id="title">[^<]{20,}<\/title>/)
    expect(plot).toMatch(/<desc id="desc">[^<]*fairlead 0\.90[^<]*fairlead 1\.\d\d[^<]*<\/desc>/)
  })

  test('has seven lines in each of two panels, within the axes', () => {
    const lines = [...plot.matchAll(/<path class="line s\d(?: own)?" d="M([\d. -]+)"/g)].map(([, points = '']) =>
      points.split(' ').map(Number),
    )
    const courses = lines.filter((points) => points.length > 4)
    expect(courses).toHaveLength(14)
    for (const points of courses) {
      expect(points).toHaveLength(320)
      expect(points.every((place) => place > 0 && place < Math.max(width, height))).toBe(true)
    }
  })

  test('no text covers another or leaves the paper', () => {
    const boxes = boxesOf(plot)
    expect(boxes.length).toBeGreaterThan(40)
    const outside = boxes.filter(({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height)
    expect(outside).toEqual([])
    const covered = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
        .map((two) => `${one.text} | ${two.text}`),
    )
    expect(covered).toEqual([])
  })
})

test('a drawing: text is escaped, numbers are rounded', () => {
  const svg = drawing(
    10,
    20,
    'a < b',
    'c & d',
    element('text', { x: 1 / 3, y: 2, class: '"' }, '<g>'),
    element('path', {
      d: lineThrough([
        [0, 1.25],
        [2.04, 3],
      ]),
    }),
  )
  expect(svg).toContain('<title id="title">a &lt; b</title>')
  expect(svg).toContain('c &amp; d')
  expect(svg).toContain('<text x="0.3" y="2" class="&quot;">&lt;g&gt;</text>')
  expect(svg).toContain('d="M0 1.3 2 3"')
})
