/** Fair turns by themselves: who wants no plans, ports or stores takes this door. */

export type { Rotation, RotationOptions } from '../ledger/rotation.js'
export { createRotation } from '../ledger/rotation.js'
export type { LedgerState, Standing } from '../ledger/state.js'
