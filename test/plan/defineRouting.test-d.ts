import { expectTypeOf } from 'vitest'
import type { JsonObject } from '../../src/lead.js'
import { defineRouting } from '../../src/plan/defineRouting.js'
import type { Plan } from '../../src/plan/document.js'
import { accountOwner, leastLoaded, roundRobin, territory, type, weighted } from '../../src/plan/shorthand.js'
import type { LeadInputOf, LeadOf, RepOf, RuleNameOf } from '../../src/plan/types.js'
import type { Rep as AnyRep } from '../../src/rep.js'
import { type Lead, type Rep, routing } from './typedRouting.js'

// The example of the design, whole.
const inbound = routing.plan({
  name: 'inbound',
  rules: [
    { name: 'account owner', to: accountOwner() },
    { name: 'strategic', when: { company: { domain: { inList: 'strategic' } } }, to: { role: 'strategic' }, by: 'roundRobin' },
    { name: 'territory', to: { territory: { same: 'territory' } }, by: { weighted: 'performance' } },
    {
      name: 'healthcare',
      when: { company: { industry: 'healthcare' } },
      to: { role: 'specialist', industries: { same: 'company.industry' } },
      notify: ['slack', 'sms'],
    },
    { name: 'low score', when: { score: { lt: 20 } }, to: { queue: 'nurture' } },
  ],
  otherwise: { to: { role: 'ae' }, by: { weighted: 'quota' } },
})

type Names = 'account owner' | 'strategic' | 'territory' | 'healthcare' | 'low score'

// The types travel with the plan.
expectTypeOf<RuleNameOf<typeof inbound>>().toEqualTypeOf<Names>()
expectTypeOf<LeadOf<typeof inbound>>().toEqualTypeOf<Lead>()
expectTypeOf<LeadInputOf<typeof inbound>>().toEqualTypeOf<Lead>()
expectTypeOf<RepOf<typeof inbound>>().toEqualTypeOf<Rep>()
expectTypeOf(inbound).toExtend<Plan>()
function nameOf<P extends Plan>(plan: P): RuleNameOf<P> {
  return plan.rules[0]?.name as RuleNameOf<P>
}
expectTypeOf(nameOf(inbound)).toEqualTypeOf<Names>()

// A plan without types has leads, reps and names of which nothing is known.
expectTypeOf<LeadOf<Plan>>().toEqualTypeOf<JsonObject>()
expectTypeOf<RepOf<Plan>>().toEqualTypeOf<AnyRep>()
expectTypeOf<RuleNameOf<Plan>>().toEqualTypeOf<string>()

// A plan from a file knows leads and reps, and not its rules.
const checked = routing.check(JSON.parse('{}'))
if ('plan' in checked) {
  expectTypeOf<LeadOf<typeof checked.plan>>().toEqualTypeOf<Lead>()
  expectTypeOf<RuleNameOf<typeof checked.plan>>().toEqualTypeOf<string>()
} else expectTypeOf(checked.issues[0]?.code).not.toBeAny()

// What a routing does not declare, its plans cannot name.
const bare = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })
const to = {}
bare.plan({ name: 'bare', rules: [], otherwise: { to } })
// @ts-expect-error no channels
bare.plan({ name: 'bare', rules: [{ name: 'r', to, notify: ['slack'] }], otherwise: { to } })
// @ts-expect-error no lists
bare.plan({ name: 'bare', rules: [{ name: 'r', when: { company: { domain: { inList: 'strategic' } } }, to }], otherwise: { to } })
// @ts-expect-error no labels
bare.plan({ name: 'bare', rules: [{ name: 'r', when: { size: 'smb' }, to }], otherwise: { to } })
// @ts-expect-error no strategies
bare.plan({ name: 'bare', rules: [{ name: 'r', to, by: 'fastest' }], otherwise: { to } })

// The parts of the routing are typed as well.
// @ts-expect-error a misspelled field in a segment
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), segments: { size: { big: { company: { employes: { gte: 500 } } } } } })
// @ts-expect-error an operand of the wrong type in a segment
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), segments: { size: { big: { company: { employees: { gte: '500' } } } } } })
// @ts-expect-error a segment does not see another label
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), segments: { size: { big: { score: 1 } }, tier: { top: { size: 'big' } } } })
const inUnknown = { inList: 'b' } as const
// @ts-expect-error a list that is not there, in a segment
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), lists: { a: ['x'] }, segments: { t: { u: { id: inUnknown } } } })
// @ts-expect-error a list holds texts
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), lists: { a: [1] } })
// @ts-expect-error a key that the lead does not have
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), key: 'company.domian' })
// @ts-expect-error a list is no key
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), key: ['id', 'tags'] })
// @ts-expect-error capacity is a number
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), repFields: { capacity: 'territory' } })
// @ts-expect-error a rep field that is not there
defineRouting({ lead: type<Lead>(), rep: type<Rep>(), repFields: { manager: 'bos' } })
interface Shifts {
  id: string
  zone: string
  shifts: { mon: string }
  free: string[]
  hours: number
}
defineRouting({ lead: type<Lead>(), rep: type<Shifts>(), repFields: { timeZone: 'zone', hours: 'shifts', holidays: 'free', away: null } })
// @ts-expect-error hours are an object
defineRouting({ lead: type<Lead>(), rep: type<Shifts>(), repFields: { hours: 'hours' } })
// @ts-expect-error times away are a list
defineRouting({ lead: type<Lead>(), rep: type<Shifts>(), repFields: { away: 'shifts' } })
// @ts-expect-error only the fields about time can be none
defineRouting({ lead: type<Lead>(), rep: type<Shifts>(), repFields: { capacity: null } })
// @ts-expect-error reps have an id
defineRouting({ lead: type<Lead>(), rep: type<{ name: string }>() })
// @ts-expect-error a lead is an object
defineRouting({ lead: type<string>(), rep: type<Rep>() })
// @ts-expect-error neither schema nor type
defineRouting({ lead: {}, rep: type<Rep>() })
defineRouting({
  lead: type<Lead>(),
  rep: type<Rep>(),
  key: ['id', 'company.domain'],
  segments: { tier: { top: { account: { tier: 'gold' } } } },
})

// Helpers return literal data that fits.
expectTypeOf(accountOwner().id.same).toEqualTypeOf<'account.owner'>()
expectTypeOf(territory('territory')).toEqualTypeOf<{ readonly territory: { readonly same: 'territory' } }>()
expectTypeOf(weighted('quota')).toEqualTypeOf<{ readonly weighted: 'quota' }>()
routing.plan({
  name: 'helpers',
  rules: [
    { name: 'owner', to: accountOwner({ orElse: 'manager' }), by: roundRobin() },
    { name: 'territory', to: territory('territory'), by: weighted('quota') },
    { name: 'won', to, by: weighted('stats.won') },
    { name: 'rest', to, by: leastLoaded(), whenNobody: { wait: { hours: 2 } }, rotation: 'shared' },
    { name: 'custom', to, by: 'fastest', whenNobody: 'next' },
  ],
  otherwise: { to, by: roundRobin(), whenNobody: 'hold' },
})
// @ts-expect-error reps have no such field
routing.plan({ name: 'p', rules: [{ name: 'r', to: territory('teritory') }], otherwise: { to } })
// @ts-expect-error not a numeric field
routing.plan({ name: 'p', rules: [{ name: 'r', to, by: weighted('role') }], otherwise: { to } })
// @ts-expect-error neither manager nor backup
accountOwner({ orElse: 'boss' })

// Leads and reps of which little is known are written freely, and joins, lists and labels stay typed.
const loose = defineRouting({
  lead: type<{ id: string; [field: string]: unknown }>(),
  rep: type<AnyRep>(),
  segments: { size: { big: { employees: { gte: 500 } } } },
})
loose.plan({
  name: 'loose',
  rules: [
    {
      name: 'any',
      when: { anything: { deep: { gte: 5 } }, any: [{ id: 'x' }, { other: ['a'] }], size: 'big' },
      to: { skills: { hasAny: ['x'] }, region: { same: 'region' } },
    },
    { name: 'weight', to: { any: [{ team: 'a' }, { team: 'b' }] }, by: { weighted: 'whatever' } },
  ],
  otherwise: { to: accountOwner() },
})
// @ts-expect-error the id is known to be a text
loose.plan({ name: 'p', rules: [{ name: 'r', when: { id: 5 }, to }], otherwise: { to } })
// @ts-expect-error the label is known
loose.plan({ name: 'p', rules: [{ name: 'r', when: { size: 'huge' }, to }], otherwise: { to } })
const looseReps = defineRouting({ lead: type<Lead>(), rep: type<AnyRep>() })
// @ts-expect-error the lead is known, also where the reps are not
looseReps.plan({ name: 'p', rules: [{ name: 'r', to: { region: { same: 'company.contry' } } }], otherwise: { to } })

// A recursive lead ends in freely written conditions.
interface Node {
  id: string
  value: number
  below?: Node
}
const recursive = defineRouting({ lead: type<Node>(), rep: type<Rep>() })
recursive.plan({
  name: 'p',
  rules: [{ name: 'r', when: { below: { below: { value: { gt: 1 } } } }, to: { territory: { same: 'below.below.id' } } }],
  otherwise: { to },
})
// @ts-expect-error a misspelled field at depth
recursive.plan({ name: 'p', rules: [{ name: 'r', when: { below: { below: { valu: { gt: 1 } } } }, to }], otherwise: { to } })
