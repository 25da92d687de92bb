import { routing } from './typedRouting.js'

/** Types a rule as a plan would, one at a time. */
type PlanDraft = Parameters<typeof routing.plan<'r'>>[0]
type RuleDraft = Omit<PlanDraft['rules'][number], 'name'>
const rule = (draft: RuleDraft): RuleDraft => draft
const to = {}

// What goes.
rule({ to: {} })
rule({ to: { id: 'ana' } })
rule({ to: { role: ['ae', 'specialist'], level: { gte: 2 }, stats: { won: { gt: 5 } } } })
rule({ to: { any: [{ role: 'ae' }, { none: [{ territory: { same: 'territory' } }] }] } })
rule({ to: { id: { same: 'account.owner', orElse: 'backup' } } })
rule({ to: { id: { same: 'account.owner' } } })
rule({ to: { territory: { same: 'company.country' }, industries: { same: 'company.industry' }, level: { same: 'priority' } } })
rule({ to: { territory: { same: 'tags' }, level: { same: 'sizes' } } })
rule({ to: { territory: { same: 'attributes.region' }, stats: { badge: { same: 'origin.page' } } } })
rule({ to: { queue: 'nurture' } })
rule({ to, by: { weighted: 'level' } })
rule({ to, by: { weighted: 'stats.won' } })
rule({ to, whenNobody: { wait: { hours: 1, minutes: 30 } } })

// Fields and operands.
// @ts-expect-error a target is required
rule({ by: 'roundRobin' })
// @ts-expect-error misspelled
rule({ to: { rol: 'ae' } })
// @ts-expect-error misspelled in a group
rule({ to: { any: [{ rol: 'ae' }] } })
// @ts-expect-error misspelled at depth
rule({ to: { stats: { wins: 5 } } })
// @ts-expect-error a role that no rep has
rule({ to: { role: 'aee' } })
// @ts-expect-error order of texts
rule({ to: { territory: { gt: 5 } } })
// @ts-expect-error a field of the lead
rule({ to: { company: { country: 'DE' } } })
// @ts-expect-error a queue stands alone
rule({ to: { queue: 'nurture', role: 'ae' } })
// @ts-expect-error a queue has a name
rule({ to: { queue: 5 } })

// Joins.
// @ts-expect-error a path that the lead does not have
rule({ to: { territory: { same: 'teritory' } } })
// @ts-expect-error a path that the lead does not have, at depth
rule({ to: { territory: { same: 'company.contry' } } })
// @ts-expect-error an object is not comparable
rule({ to: { territory: { same: 'company' } } })
// @ts-expect-error nothing leads into lists
rule({ to: { territory: { same: 'contacts.name' } } })
// @ts-expect-error a text with a number
rule({ to: { territory: { same: 'score' } } })
// @ts-expect-error a number with a text
rule({ to: { level: { same: 'company.country' } } })
// @ts-expect-error elements that are texts with a list of numbers
rule({ to: { industries: { same: 'sizes' } } })
// @ts-expect-error values that have none in common
rule({ to: { role: { same: 'company.industry' } } })
// @ts-expect-error labels that have no value in common
rule({ to: { industries: { same: 'territory' } } })
// @ts-expect-error orElse is for the id
rule({ to: { territory: { same: 'territory', orElse: 'manager' } } })
// @ts-expect-error neither manager nor backup
rule({ to: { id: { same: 'account.owner', orElse: 'anybody' } } })
// @ts-expect-error orElse needs a join
rule({ to: { id: { orElse: 'manager' } } })

// Strategies, channels, waiting.
// @ts-expect-error no such strategy
rule({ to, by: 'robin' })
// @ts-expect-error a weight is a number
rule({ to, by: { weighted: 'role' } })
// @ts-expect-error a list of texts is no weight
rule({ to, by: { weighted: 'industries' } })
// @ts-expect-error a weight that reps do not have
rule({ to, by: { weighted: 'quotas' } })
// @ts-expect-error a text at depth is no weight
rule({ to, by: { weighted: 'stats.badge' } })
// @ts-expect-error weighted needs a field
rule({ to, by: 'weighted' })
// @ts-expect-error no such channel
rule({ to, notify: ['slak'] })
// @ts-expect-error a rule does not hold without a limit
rule({ to, whenNobody: 'wait' })
// @ts-expect-error a duration has units
rule({ to, whenNobody: { wait: 60 } })
// @ts-expect-error no such unit
rule({ to, whenNobody: { wait: { hour: 1 } } })
// @ts-expect-error no such field of a rule
rule({ to, escalates: [] })

// The plan around the rules.
// @ts-expect-error otherwise is required
routing.plan({ name: 'p', rules: [] })
// @ts-expect-error otherwise has a target
routing.plan({ name: 'p', rules: [], otherwise: {} })
// @ts-expect-error otherwise does not wait
routing.plan({ name: 'p', rules: [], otherwise: { to, whenNobody: { wait: { hours: 1 } } } })
// @ts-expect-error otherwise has no next
routing.plan({ name: 'p', rules: [], otherwise: { to, whenNobody: 'next' } })
// @ts-expect-error otherwise has no condition
routing.plan({ name: 'p', rules: [], otherwise: { when: { id: 'x' }, to } })
// @ts-expect-error otherwise knows the reps' fields
routing.plan({ name: 'p', rules: [], otherwise: { to: { rol: 'ae' } } })
// @ts-expect-error a rule has a name
routing.plan({ name: 'p', rules: [{ to }], otherwise: { to } })
// @ts-expect-error a plan has a name
routing.plan({ rules: [], otherwise: { to } })
// @ts-expect-error a key that the lead does not have
routing.plan({ name: 'p', key: 'company.id', rules: [], otherwise: { to } })
// @ts-expect-error no such field of a plan
routing.plan({ name: 'p', rule: [], rules: [], otherwise: { to } })
