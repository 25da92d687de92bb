import type { Page } from 'puppeteer-core'

// Texts and not functions: the types of a browser's world would be there for the whole of this package.

/** The bars of a chart with their numbers, and whether anything of it has no size or stands outside of it. */
export interface Chart {
  readonly width: number
  readonly height: number
  readonly bars: number
  readonly visible: number
  readonly outside: number
  readonly values: readonly number[]
}

export async function chartIn(page: Page, id: string): Promise<Chart> {
  return (await page.evaluate(`(() => {
    const svg = document.querySelector('svg#${id}')
    const frame = svg.getBoundingClientRect()
    const bars = [...svg.querySelectorAll('rect.bar')].map((bar) => bar.getBoundingClientRect())
    const texts = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect())
    const isOutside = ({ left, right, top, bottom }) =>
      left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1
    return {
      width: frame.width,
      height: frame.height,
      bars: bars.length,
      visible: bars.filter(({ width, height }) => width > 0 && height > 0).length,
      outside: [...bars, ...texts].filter(isOutside).length,
      values: [...svg.querySelectorAll('text.value')].map((text) => Number(text.textContent.replaceAll(',', ''))),
    }
  })()`)) as Chart
}

/** The numbers of the table of rules, row by row. */
export async function matrixIn(page: Page): Promise<readonly (readonly number[])[]> {
  return (await page.evaluate(
    `[...document.querySelectorAll('.matrix tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent.replaceAll(',', ''))))`,
  )) as number[][]
}

/** The texts of whatever a selector finds. */
export async function textsIn(page: Page, selector: string): Promise<readonly string[]> {
  return (await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`)) as string[]
}

export async function backgroundOf(page: Page): Promise<unknown> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor')
}

/** What attacks would have done, had they run. */
export async function hackedIn(page: Page): Promise<unknown> {
  return page.evaluate('globalThis.hacked')
}
