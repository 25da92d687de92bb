/** What would be: a history through another plan or another roster, and what changes by it, as data and as a page. */

export type { CompareOptions, Comparison } from '../simulate/compare.js'
export { compare } from '../simulate/compare.js'
export type { History, HistoryLead } from '../simulate/history.js'
export type { Moves, Place } from '../simulate/moves.js'
export type { Course, Lasting, Scenario } from '../simulate/options.js'
export type { Outcome } from '../simulate/outcome.js'
export type { PageOptions } from '../simulate/page/page.js'
export { htmlReport } from '../simulate/page/page.js'
export type { Quantiles } from '../simulate/quantiles.js'
export type { BalanceFigures, Escalated, RepFigures, RotationFigures, RuleFigures, SimulationReport, Waits } from '../simulate/report.js'
export type { SimulateOptions } from '../simulate/simulate.js'
export { simulate } from '../simulate/simulate.js'
