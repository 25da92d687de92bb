import { defineRouting } from '../../src/plan/defineRouting.js'
import type { Plan, RotationTerms } from '../../src/plan/document.js'
import { type } from '../../src/plan/shorthand.js'
import type { Rep as AnyRep } from '../../src/rep.js'
import { type Lead, type Rep, routing } from './typedRouting.js'

/** Types the terms of a rotation as a plan would. */
type Terms = NonNullable<Parameters<typeof routing.plan<'r'>>[0]['rotations']>[string]
const terms = (given: Terms): Terms => given
const valued = (field: NonNullable<Terms['value']>['field']): Terms => ({ value: { field, typical: 20_000 } })

// What goes.
terms({})
terms({ absence: 'repay', declined: 'keep', disqualified: 'giveBack', merged: 'keep', manual: 'count', atMost: 2.5, rate: 4 })
terms({ absence: 'forgive', declined: 'giveBack', disqualified: 'keep', merged: 'giveBack', manual: 'ignore' })
terms({ value: { field: 'score', typical: 50 } })
valued('priority')
valued('company.employees')
valued('origin.minutes')
valued('account.revenue')
// A field that may hold text as well may hold a number.
valued('mixed')

// Words.
// @ts-expect-error a misspelled word
terms({ absence: 'replay' })
// @ts-expect-error a word of another term
terms({ absence: 'keep' })
// @ts-expect-error a word of another term
terms({ declined: 'ignore' })
// @ts-expect-error a boolean
terms({ disqualified: true })
// @ts-expect-error another case
terms({ merged: 'giveback' })
// @ts-expect-error no word at all
terms({ manual: '' })
// @ts-expect-error a misspelled term
terms({ abscence: 'repay' })
// @ts-expect-error text for a number
terms({ atMost: '5' })
// @ts-expect-error null is no number
terms({ rate: null })

// Values.
// @ts-expect-error a field alone: what an ordinary lead is worth has to be said
terms({ value: 'company.employees' })
// @ts-expect-error without the unit
terms({ value: { field: 'company.employees' } })
// @ts-expect-error without the field
terms({ value: { typical: 50 } })
// @ts-expect-error text for a number
terms({ value: { field: 'score', typical: '50' } })
// @ts-expect-error one word too many
terms({ value: { field: 'score', typical: 50, atMost: 5 } })
// @ts-expect-error a misspelled field at the top
valued('scor')
// @ts-expect-error a misspelled field at depth
valued('company.employes')
// @ts-expect-error a text
valued('company.country')
// @ts-expect-error a text of few values
valued('company.industry')
// @ts-expect-error a boolean
valued('vip')
// @ts-expect-error a date
valued('received')
// @ts-expect-error a list of numbers is no value
valued('sizes')
// @ts-expect-error an object
valued('company')
// @ts-expect-error a label is a text
valued('size')
// @ts-expect-error a field of the reps
valued('quota')
// @ts-expect-error texts under every name
valued('attributes.amount')

// In a plan.
const to = {}
const rules = [{ name: 'r', to }] as const
const plan = routing.plan({
  name: 'p',
  rules,
  otherwise: { to, rotation: 'rest' },
  rotations: { r: { absence: 'repay' }, rest: { value: { field: 'score', typical: 50 } } },
})
const untyped: Plan = plan
const ofRest: RotationTerms | undefined = untyped.rotations?.rest
terms({ ...ofRest, value: { field: 'score', typical: 1 } })
// @ts-expect-error a plan without type knows any text, the routing only its numbers
terms({ value: { field: ofRest?.value?.field ?? 'score', typical: 1 } })
// @ts-expect-error a misspelled field in the terms of a plan
routing.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: { value: { field: 'company.employes', typical: 50 } } } })
// @ts-expect-error terms are an object
routing.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: 'repay' } })
// @ts-expect-error terms stand at the rotation, not at a rule
routing.plan({ name: 'p', rules: [{ name: 'r', to, absence: 'repay' }], otherwise: { to } })
// @ts-expect-error terms stand at the rotation, not at the fallback
routing.plan({ name: 'p', rules, otherwise: { to, value: 'score' } })

// A lead without numbers has no value but its account's.
const bare = defineRouting({ lead: type<{ id: string }>(), rep: type<Rep>() })
bare.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: { value: { field: 'account.revenue', typical: 1 } } } })
// @ts-expect-error a text
bare.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: { value: { field: 'id', typical: 1 } } } })

// A lead of which little is known has its value anywhere.
const loose = defineRouting({ lead: type<{ id: string; [field: string]: unknown }>(), rep: type<AnyRep>() })
loose.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: { value: { field: 'deal.amount', typical: 1 } } } })

// A label hides a field of the lead: rules read the label, a text.
const hidden = defineRouting({ lead: type<Lead>(), rep: type<Rep>(), segments: { score: { high: { vip: true } } } })
// @ts-expect-error hidden by the label
hidden.plan({ name: 'p', rules, otherwise: { to }, rotations: { r: { value: { field: 'score', typical: 1 } } } })
