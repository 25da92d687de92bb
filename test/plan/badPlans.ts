import { badConditions } from './badConditions.js'
import { badDocuments } from './badDocuments.js'
import { badEscalations } from './badEscalations.js'
import { badLimits } from './badLimits.js'
import type { BadPlan } from './badPlan.js'
import { badRotations } from './badRotations.js'
import { badRules } from './badRules.js'
import { badTerms } from './badTerms.js'
import { badTerritories } from './badTerritories.js'

/** Every one is plain JSON, and wrong. */
export const badPlans: readonly BadPlan[] = [
  ...badDocuments,
  ...badRules,
  ...badConditions,
  ...badTerms,
  ...badRotations,
  ...badEscalations,
  ...badLimits,
  ...badTerritories,
]
