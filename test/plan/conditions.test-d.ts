import type { routing } from './typedRouting.js'

/** Types `when` as a plan would, one condition at a time. */
type When = NonNullable<Parameters<typeof routing.plan<'r'>>[0]['rules'][number]['when']>
const when = (condition: When): When => condition

// What goes.
when({})
when({ id: 'x', vip: true, priority: [1, 2] })
when({ score: { gte: 5, lt: 10 }, company: { employees: { not: [1, 2] } } })
when({ company: { domain: { inList: 'strategic' }, country: { not: 'DE' }, state: { known: false } } })
when({ company: { industry: ['healthcare', 'finance'], parent: { site: { city: { startsWith: 'B', endsWith: 'n', contains: 'erli' } } } } })
when({ company: { any: [{ country: 'DE' }, { state: 'NY' }], none: [{ all: [{ domain: 'a.com' }] }] } })
when({ tags: 'x', sizes: { gt: 5 } })
when({ tags: { hasAny: ['a', 'b'], hasAll: ['c'], has: 'd', known: true } })
when({ sizes: { has: 5 }, contacts: { known: true }, company: { known: true }, address: { known: false } })
when({ received: { startsWith: '2026-' } })
when({ attributes: { utm_source: 'ads', anything: { contains: 'x' }, any: [{ a: 'b' }] } })
when({ origin: { kind: ['web', 'phone'], page: { startsWith: '/' }, minutes: { gt: 5 } } })
when({ mixed: { gt: 5 } })
when({ mixed: ['a', 'b'] })
when({ mixed: [1, 2] })
when({ territory: 'dach', size: ['smb', 'midMarket'] })
when({ territory: { not: 'dach' }, size: { known: true } })
when({ account: { owner: 'ana', tier: ['gold'], revenue: { gt: 1000 }, id: { known: true } } })
const states: string[] = ['NY']
when({ company: { state: states } })

// Fields.
// @ts-expect-error misspelled at the top
when({ scor: 5 })
// @ts-expect-error misspelled one level down
when({ company: { employes: { gte: 500 } } })
// @ts-expect-error misspelled three levels down
when({ company: { parent: { site: { town: 'Berlin' } } } })
// @ts-expect-error misspelled in a group
when({ any: [{ company: { contry: 'DE' } }] })
// @ts-expect-error misspelled in a group of groups
when({ none: [{ all: [{ company: { contry: 'DE' } }] }] })
// @ts-expect-error misspelled in a group of a nested object
when({ company: { any: [{ contry: 'DE' }] } })
// @ts-expect-error a dotted path is no field
when({ 'company.country': 'DE' })
// @ts-expect-error lists of objects have no fields
when({ contacts: { name: 'Ann' } })
// @ts-expect-error a field of no member of the union
when({ origin: { pages: '/' } })
// @ts-expect-error a condition or known, not both
when({ company: { known: true, country: 'DE' } })

// Operands.
// @ts-expect-error text for a number
when({ company: { employees: { gte: '500' } } })
// @ts-expect-error a number for a text
when({ company: { country: 5 } })
// @ts-expect-error null is no operand
when({ company: { country: null } })
// @ts-expect-error a text for a boolean
when({ vip: 'true' })
// @ts-expect-error a number that the field cannot have
when({ priority: 4 })
// @ts-expect-error a text that the field cannot have
when({ company: { industry: 'health' } })
// @ts-expect-error a text that the field cannot have, in a list
when({ company: { industry: ['healthcare', 'health'] } })
// @ts-expect-error a text that the field cannot have, negated
when({ company: { industry: { not: 'health' } } })
// @ts-expect-error a mixed list
when({ company: { country: ['DE', 5] } })
// @ts-expect-error a mixed list, also where the field is mixed
when({ mixed: { in: ['DE', 5] } })
// @ts-expect-error known takes a boolean
when({ score: { known: 'yes' } })
// @ts-expect-error a value for an object
when({ company: 'acme' })
// @ts-expect-error a Date is its text
when({ received: new Date(0) })
// @ts-expect-error an element of another type
when({ tags: { has: 5 } })
// @ts-expect-error hasAny takes a list
when({ tags: { hasAny: 'a' } })
// @ts-expect-error in takes a list
when({ company: { country: { in: 'DE' } } })

// Operators.
// @ts-expect-error order of texts
when({ company: { country: { gt: 'A' } } })
// @ts-expect-error order of booleans
when({ vip: { lt: 1 } })
// @ts-expect-error startsWith of a number
when({ company: { employees: { startsWith: '5' } } })
// @ts-expect-error contains of a list of numbers
when({ sizes: { contains: '5' } })
// @ts-expect-error has of a text
when({ company: { country: { has: 'DE' } } })
// @ts-expect-error hasAll of a number
when({ score: { hasAll: [1] } })
// @ts-expect-error inList of a number
when({ score: { inList: 'strategic' } })
// @ts-expect-error no such operator
when({ score: { greaterThan: 5 } })
// @ts-expect-error lists of objects can only be known
when({ contacts: { has: 'Ann' } })
// @ts-expect-error a join is for targets
when({ company: { country: { same: 'id' } } })
// @ts-expect-error a join is for targets, also in labels
when({ territory: { same: 'territory' } })
// @ts-expect-error a group is a list
when({ any: { id: 'x' } })

// Names.
// @ts-expect-error a segment value that the label does not have
when({ territory: 'dahc' })
// @ts-expect-error a segment value that the label does not have, in a list
when({ size: ['smb', 'large'] })
// @ts-expect-error a segment value that the label does not have, negated
when({ size: { not: 'large' } })
// @ts-expect-error a value of another label
when({ size: 'dach' })
// @ts-expect-error no such list
when({ company: { domain: { inList: 'strategik' } } })
// @ts-expect-error the account's owner is a text
when({ account: { owner: 5 } })
