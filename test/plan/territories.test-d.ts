import { defineRouting } from '../../src/plan/defineRouting.js'
import type { Territory } from '../../src/plan/document.js'
import { type } from '../../src/plan/shorthand.js'

const geo: readonly Territory[] = [{ name: 'dach', when: { country: 'DE' }, reps: { ana: 1 } }]
const routing = defineRouting({
  lead: type<{ id: string; country: string }>(),
  rep: type<{ id: string; role: 'ae' | 'manager' }>(),
  segments: { size: { big: { country: 'US' } } },
  territories: { geo, verticals: geo },
})
type PlanDraft = Parameters<typeof routing.plan<'r'>>[0]
type RuleDraft = Omit<PlanDraft['rules'][number], 'name'>
const rule = (draft: RuleDraft): RuleDraft => draft

// What goes.
rule({ to: { territoryReps: 'geo' } })
rule({ to: { territoryReps: 'verticals', role: 'ae' }, by: 'leastLoaded' })
rule({ when: { geo: 'dach', size: 'big', verticals: { known: true } }, to: { role: { same: 'geo' } } })

// @ts-expect-error no such table
rule({ to: { territoryReps: 'geos' } })
// @ts-expect-error a misspelt field beside the table
rule({ to: { territoryReps: 'geo', rol: 'ae' } })
// @ts-expect-error a queue stands alone
rule({ to: { territoryReps: 'geo', queue: 'pool' } })
// @ts-expect-error a territory's name is a text
rule({ when: { geo: 5 }, to: {} })
// @ts-expect-error a segment's value that is not there
rule({ when: { size: 'huge' }, to: {} })

const plain = defineRouting({ lead: type<{ id: string }>(), rep: type<{ id: string }>() })
// @ts-expect-error the routing has no tables
plain.plan({ name: 'p', rules: [{ name: 'r', to: { territoryReps: 'geo' } }], otherwise: { to: {} } })
