import { defineRouting } from '../../src/plan/defineRouting.js'
import type { Plan } from '../../src/plan/document.js'
import { type } from '../../src/plan/shorthand.js'
import type { Router } from '../../src/router/router.js'
import { routing } from './typedRouting.js'

type Draft = Parameters<typeof routing.plan<'pool'>>[0]
const rule = (limits: NonNullable<Draft['rules'][number]['limits']>): unknown => limits
const effort = (given: NonNullable<Draft['effort']>): unknown => given
const queue = (terms: NonNullable<Draft['queues']>[string]): unknown => terms

// What goes.
rule({})
rule({ open: 5, perHour: 1, perDay: 10, perWeek: 40 })
effort({ field: 'score' })
effort({ field: 'company.employees', else: 0 })
queue({})
queue({ order: 'oldest', pushAfter: { hours: 2 } })
queue({ order: { highest: 'company.employees' }, claims: { territory: { same: 'territory' } } })
queue({ claims: { any: [{ role: 'ae' }, { id: 'ana' }] } })

// @ts-expect-error a misspelled limit
rule({ perday: 5 })
// @ts-expect-error a limit that is no number
rule({ perDay: '5' })
// @ts-expect-error a path that the lead does not have
effort({ field: 'company.employes' })
// @ts-expect-error a field that holds no number
effort({ field: 'company.country' })
// @ts-expect-error without a field
effort({ else: 1 })
// @ts-expect-error an order that is not there
queue({ order: 'newest' })
// @ts-expect-error an order by what is no number
queue({ order: { highest: 'company.country' } })
// @ts-expect-error a field that reps do not have
queue({ claims: { teritory: { same: 'territory' } } })
// @ts-expect-error a path that the lead does not have
queue({ claims: { territory: { same: 'company.contry' } } })
// @ts-expect-error a duration in a unit that is not there
queue({ pushAfter: { weeks: 1 } })
// @ts-expect-error the fallback has no limits
routing.plan({ name: 'p', rules: [], otherwise: { to: {}, limits: { perDay: 5 } } })

interface Rep {
  readonly id: string
  readonly zone: string
  readonly caps?: { readonly perDay: number }
  readonly age: number
}
const own = (repFields: NonNullable<Parameters<typeof define>[0]>): void => define(repFields)
function define(
  repFields: NonNullable<
    Parameters<typeof defineRouting<ReturnType<typeof type<{ id: string }>>, ReturnType<typeof type<Rep>>>>[0]['repFields']
  >,
): void {
  defineRouting({ lead: type<{ id: string }>(), rep: type<Rep>(), repFields })
}
own({ timeZone: 'zone', limits: 'caps' })
own({ timeZone: null, limits: null })
// @ts-expect-error a zone that is no text
own({ timeZone: 'age' })
// @ts-expect-error limits that are no object
own({ limits: 'zone' })
// @ts-expect-error only the later fields may be nowhere
own({ capacity: null })

declare const router: Router<Plan>
export async function claims(): Promise<string> {
  const claim = await router.claim('ana', 'pool')
  if (claim.kind === 'claimed') return claim.routed.kind === 'assigned' ? claim.routed.rep : claim.lead
  // @ts-expect-error who claims nothing is told why, and of no lead
  claim.lead
  const because: 'empty' | 'notSuitable' | 'inactive' | 'atCapacity' | 'unknownCapacity' | 'atRate' = claim.because
  const [first] = await router.waiting('pool', { limit: 1 })
  // @ts-expect-error a place is a place, not a number
  await router.waiting('pool', { after: 1 })
  return first === undefined ? because : first.rule
}
