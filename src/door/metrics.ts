/** How fair it was: folds over the leads of a rotation, and the balance of everything a store kept. */

export { LEAD } from '../ledger/standing.js'
export type { Balance, Extreme, RepBalance } from '../metrics/balance.js'
export { emptyBalance, observe, observeAll } from '../metrics/balance.js'
export type { Fairness, LongestWait, RepFairness, ValueFairness, Worst } from '../metrics/fairness.js'
export { fairnessOf } from '../metrics/fairness.js'
export type { Observation, PickedLead } from '../metrics/observation.js'
export { observationOf } from '../metrics/observation.js'
export type { RotationLead } from '../metrics/observationsOf.js'
export { observationsOf } from '../metrics/observationsOf.js'
export type { BalanceOptions, BalanceReport, CountedRotation, MeasuredRotation, RotationBalance } from '../simulate/balance.js'
export { balance } from '../simulate/balance.js'
