import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compare, htmlReport, simulate } from '../../src/door/simulate.js'
import type { Plan, Rep } from '../../src/index.js'
import { browserMissing, type Chromium, startChromium } from './browser.js'
import { backgroundOf, chartIn, hackedIn, matrixIn, textsIn } from './inPage.js'
import { HOUR, monday } from './world.js'

/** What would run, load or break out of its place, were it not text. */
const attacks = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=1">',
  '"><svg onload=window.hacked=1>',
  '</style><script>window.hacked=1</script>',
  '</title><script>window.hacked=1</script>',
  "' onmouseover='window.hacked=1",
  '<link rel=stylesheet href=http://127.0.0.1:9/x.css>',
  '<iframe src=http://127.0.0.1:9/>',
  '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  'javascript:window.hacked=1',
  '\u202Eevil\u202C',
  '&lt;b&gt; &amp; {{x}} $x `x`',
]

const roster: Rep[] = attacks.map((id, index) => ({ id, team: index % 2 === 0 ? 'a' : 'b' }))
const before: Plan = {
  fairlead: 1,
  name: attacks[0] as string,
  rules: attacks.slice(0, 4).map((name, index) => ({ name, when: { kind: index }, to: { team: 'a' } })),
  otherwise: { to: {} },
}
const after: Plan = {
  ...before,
  name: attacks[4] as string,
  rules: [...before.rules.slice(1), { name: 'queue', when: { kind: 9 }, to: { queue: attacks[1] as string } }],
}
const history = Array.from({ length: 400 }, (_, index) => ({
  at: monday + index * HOUR,
  lead: { id: `${attacks[index % attacks.length]}${index}`, kind: index % 11, note: attacks[index % attacks.length] as string },
}))

const folder = mkdtempSync(join(tmpdir(), 'fairlead-page-'))
let chromium: Chromium | undefined

beforeAll(async () => {
  if (browserMissing === undefined) chromium = await startChromium()
}, 300_000)
afterAll(async () => {
  await chromium?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}, 60_000)

interface Opened {
  readonly page: Page
  /** Everything that it asked for beside itself, and all that was told of scripts and of what the policy forbade. */
  readonly requests: string[]
  readonly told: string[]
}

/** Opens a page as a file, as whoever gets it by mail does. */
async function open(html: string, use: (opened: Opened) => Promise<void>): Promise<void> {
  const file = join(folder, `${Math.abs(html.length)}.html`)
  writeFileSync(file, html)
  const page = await (chromium as Chromium).browser.newPage()
  const [requests, told]: [string[], string[]] = [[], []]
  const url = pathToFileURL(file).href
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url())
  })
  page.on('console', (message) => void told.push(message.text()))
  page.on('pageerror', (error) => void told.push(String(error)))
  try {
    await page.setViewport({ width: 1100, height: 900 })
    await page.goto(url, { waitUntil: 'load', timeout: 120_000 })
    await use({ page, requests, told })
  } finally {
    await page.close()
  }
}

describe.skipIf(browserMissing !== undefined)(`in a browser${browserMissing === undefined ? '' : ` (${browserMissing})`}`, () => {
  test('a comparison: charts with a bar for every number, tables with the same numbers, nothing loaded and nothing run', async () => {
    const result = await compare(history, { before: { plan: before, roster, openFor: { hours: 30 } }, after: { plan: after } })
    await open(htmlReport(result), async ({ page, requests, told }) => {
      const reps = await chartIn(page, 'chart-reps')
      const counts = result.before.reps.flatMap(({ leads, rep }) => [leads, result.after.reps.find((other) => other.rep === rep)?.leads])
      expect(reps.bars).toBe(2 * roster.length)
      expect(reps.visible).toBe(counts.filter((count) => count !== 0).length)
      expect([...reps.values].sort()).toEqual([...counts].sort())
      expect(reps.outside).toBe(0)
      expect(Math.min(reps.width, reps.height)).toBeGreaterThan(200)

      const rules = await chartIn(page, 'chart-rules')
      const sums = [result.before, result.after].map((report) => report.rules.reduce((sum, { owned, waiting }) => sum + owned + waiting, 0))
      expect(sums).toEqual([400, 400])
      expect(rules.values.reduce((sum, value) => sum + value, 0)).toBe(800)
      for (const id of ['chart-waits', 'chart-fallbacks']) expect((await chartIn(page, id)).outside, id).toBe(0)

      const cells = await matrixIn(page)
      expect(cells.reduce((sum, row) => sum + (row.at(-1) as number), 0)).toBe(400)
      for (const row of cells) expect(row.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBe(row.at(-1))

      expect(await hackedIn(page)).toBeUndefined()
      expect(await textsIn(page, 'script,iframe,link,img,object,embed,base,form,[onload],[onerror],[onmouseover]')).toEqual([])
      // The policy lets the page's own style sheet through.
      expect(await backgroundOf(page)).toBe('rgb(244, 246, 248)')
      const shown = attacks.map((name) => name.replace(/[\u202A-\u202E]/g, (mark) => `\\u${mark.codePointAt(0)?.toString(16)}`))
      expect(await textsIn(page, '#reps tbody th')).toEqual(shown)
      expect({ requests, told }).toEqual({ requests: [], told: [] })
    })
  })

  test('one simulation; in the dark, on paper and on a telephone nothing stands outside of the page', async () => {
    const report = await simulate(history, { plan: before, roster })
    await open(htmlReport(report, { title: attacks[0] as string }), async ({ page, requests, told }) => {
      expect((await chartIn(page, 'chart-reps')).bars).toBe(roster.length)
      expect(await page.$('#moves')).toBeNull()
      expect(await page.title()).toBe(attacks[0])
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
      expect(await backgroundOf(page)).toBe('rgb(13, 17, 23)')
      await page.emulateMediaType('print')
      expect(await backgroundOf(page)).toBe('rgb(255, 255, 255)')
      await page.emulateMediaType('screen')
      await page.setViewport({ width: 380, height: 800 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380)
      expect({ requests, told }).toEqual({ requests: [], told: [] })
    })
  })

  test('the checks can fail: markup that is not text runs, and loads', async () => {
    const page = '<!doctype html><title>x</title><body><script>window.hacked=1</script><img src="file:///nowhere.png">'
    await open(page, async ({ page: opened, requests }) => {
      expect(await hackedIn(opened)).toBe(1)
      expect(requests).toEqual(['file:///nowhere.png'])
    })
    const held = page.replace('<title>', `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>`)
    await open(held, async ({ page: opened, told }) => {
      expect(await hackedIn(opened)).toBeUndefined()
      expect(told.join()).toContain('Content Security Policy')
    })
  })
})
