import { measuredPage } from './page.js'
import { deviationPlot } from './plot.js'
import { type Finding, survey } from './survey.js'

/** What `npm run docs:fairness` writes, by the path from the root. */
export function report(findings: readonly Finding[] = survey()): Readonly<Record<string, string>> {
  return { 'docs/fairness-measured.md': measuredPage(findings), 'docs/images/deviation.svg': deviationPlot() }
}
