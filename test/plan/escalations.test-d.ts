import type { routing } from './typedRouting.js'

/** Types a step as a plan would, one at a time. */
type PlanDraft = Parameters<typeof routing.plan<'r'>>[0]
type StepDraft = NonNullable<PlanDraft['rules'][number]['escalate']>[number]
const step = (draft: StepDraft): StepDraft => draft
const after = { hours: 1 }

// What goes.
step({ after, notify: ['slack'] })
step({ after, time: 'business', notify: ['slack'] })
step({ after, to: 'backup' })
step({ after, to: 'manager', notify: ['slack'] })
step({ after, to: 'rules', when: { score: { gte: 80 } } })
step({ after, to: { role: 'ae' }, by: 'leastLoaded' })
step({ after, to: { territory: { same: 'territory' } }, by: { weighted: 'level' }, rotation: 'second line' })

// @ts-expect-error how long is required
step({ notify: ['slack'] })
// @ts-expect-error it does nothing
step({ after })
// @ts-expect-error another word
step({ after, to: 'boss' })
// @ts-expect-error another time
step({ after, time: 'working', notify: ['slack'] })
// @ts-expect-error a channel that the routing does not have
step({ after, notify: ['fax'] })
// @ts-expect-error a field that leads do not have
step({ after, to: 'backup', when: { scroe: 5 } })
// @ts-expect-error a role that no rep has
step({ after, to: { role: 'aee' } })
// @ts-expect-error a queue is no rep
step({ after, to: { queue: 'nurture' } })
// @ts-expect-error nobody is picked
step({ after, to: 'backup', by: 'roundRobin' })
// @ts-expect-error nobody is picked
step({ after, notify: ['slack'], rotation: 'x' })
// @ts-expect-error a field of reps that is no number
step({ after, to: {}, by: { weighted: 'role' } })
