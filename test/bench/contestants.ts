import type { Contestant } from './contestant.js'
import { ledgerScan, rotation, rotationTold } from './fairlead.js'
import { loadbalance, roundRobinJs, weightedRoundRobin, wrrPool } from './peers.js'
import { fewestPerWeight, leastRecentList, leastRecentScan, loop, pointer, smoothScan } from './pickers.js'

/** In the order of the tables; the first is the yardstick. */
export const contestants: readonly Contestant[] = [
  rotation,
  rotationTold,
  ledgerScan,
  weightedRoundRobin,
  wrrPool,
  loadbalance,
  roundRobinJs,
  smoothScan,
  fewestPerWeight,
  leastRecentScan,
  leastRecentList,
  pointer,
  loop,
]
