import { badConditions } from './badConditions.js'
import { badDocuments } from './badDocuments.js'
import type { BadPlan } from './badPlan.js'
import { badRules } from './badRules.js'

/** Every one is plain JSON, and wrong. */
export const badPlans: readonly BadPlan[] = [...badDocuments, ...badRules, ...badConditions]
