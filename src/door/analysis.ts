/** What a plan says and may not mean: for checks before a plan goes live, not for the process that routes. */

export type { AnalyseOptions } from '../analysis/analysePlan.js'
export { analysePlan } from '../analysis/analysePlan.js'
export type { Analysis, AnalysisStats } from '../analysis/analyseSubject.js'
export type { ExampleLead, Finding, FindingCode, Severity } from '../analysis/finding.js'
