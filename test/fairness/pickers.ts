import type { Picker } from './contest.js'
import { fairlead } from './fairlead.js'
import { fewest, fewestOpen, fewestOpenInOrder, fewestPerWeight, weightedRandom } from './picker/count.js'
import { calibratedMonthQuota, dayQuota, monthQuota } from './picker/quota.js'
import { blindPointer, leastRecent, pointer } from './picker/rotation.js'
import { largestClaim, largestDeficit, smoothRotation, virtualDeadline } from './picker/share.js'

/** This ledger and the usual rules of the field, in the order of the tables. */
export const pickers: readonly Picker[] = [
  fairlead,
  largestClaim,
  largestDeficit,
  smoothRotation,
  virtualDeadline,
  leastRecent,
  pointer,
  blindPointer,
  fewest,
  fewestPerWeight,
  fewestOpen,
  fewestOpenInOrder,
  monthQuota,
  calibratedMonthQuota,
  dayQuota,
  weightedRandom,
]
