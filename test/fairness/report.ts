import { measuredPage } from './page.js'
import { deviationPlot } from './plot.js'
import { survey } from './survey.js'

/** What `npm run docs:fairness` writes, by the path from the root. */
export function report(): Readonly<Record<string, string>> {
  return { 'docs/fairness-measured.md': measuredPage(survey()), 'docs/images/deviation.svg': deviationPlot() }
}
