import { defineRouting } from '../../src/plan/defineRouting.js'
import { accountOwner, territory, type, weighted } from '../../src/plan/shorthand.js'
import type { LeadOf, RuleNameOf } from '../../src/plan/types.js'
interface Lead { id: string; score?: number | null; company: { domain?: string; country?: string; state?: string; employees?: number; industry: 'healthcare' | 'finance' }; tags: string[]; contacts: { name: string }[]; received: Date; attributes: Record<string, string>; channel: {kind: 'web', page: string} | {kind: 'phone', number: string, minutes: number} }
interface Rep { id: string; role: 'ae' | 'specialist' | 'strategic'; territory: string; industries: string[]; quota: number; performance: number; age?: number }
const routing = defineRouting({
  lead: type<Lead>(), rep: type<Rep>(),
  segments: {
    territory: {
      dach: { company: { country: ['DE', 'AT', 'CH'] } },
      northeast: { company: { country: 'US', state: ['NY', 'MA', 'PA'] } },
    },
    size: {
      enterprise: { company: { employees: { gte: 500 } } },
      smb: { company: { employees: { lt: 50 } } },
    },
  },
  lists: { strategic: ['acme.com', 'globex.com'] },
  channels: ['slack', 'sms'],
  strategies: ['fastest'],
  repFields: { active: 'actve' },
  key: 'company.domai',
})
const bad = defineRouting({ lead: type<Lead>(), rep: type<Rep>(), segments: { size: { big: { company: { employes: 5 } }, small: { company: { employees: '5' } } } } })
const p = routing.plan({
  name: 'inbound',
  rules: [
    { name: 'account owner', to: accountOwner() },
    { name: 'strategic', when: { company: { domain: { inList: 'strategic' } } }, to: { role: 'strategic' }, by: 'roundRobin' },
    { name: 'territory', to: { territory: { same: 'territory' } }, by: { weighted: 'performance' } },
    { name: 't2', to: territory('territory'), by: weighted('performance') },
    { name: 'healthcare', when: { company: { industry: 'healthcare' } }, to: { role: 'specialist', industries: { same: 'company.industry' } }, notify: ['slack', 'sms'] },
    { name: 'low score', when: { score: { lt: 20 } }, to: { queue: 'nurture' } },
    { name: 'web', when: { channel: { kind: ['web', 'phone'], minutes: { gt: 5 } } }, to: { any: [{ role: 'ae' }, { id: 'ana' }] } },
  ],
  otherwise: { to: { role: 'ae' }, by: { weighted: 'quota' } },
})
const x: RuleNameOf<typeof p> = 'x'
const l: LeadOf<typeof p> = 'x'
const o = { to: {} }
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { employes: 5 } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { employees: { gte: '500' } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { country: 5 } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { country: { gt: 5 } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { employees: { startsWith: '5' } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { country: { has: '5' } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { territory: 'dac' } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { domain: { inList: 'strat' } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, notify: ['slak'] }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, by: 'fast' }] })
routing.plan({ name: 'a', rules: [{ name: 'r', to: {} }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { industries: { same: 'score' } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { role: { same: 'company.industry' } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { country: { same: 'id' } } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, by: { weighted: 'role' } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { rol: 'ae' } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { territory: { same: 'territory', orElse: 'manager' } } }] })
routing.plan({ name: 'a', otherwise: { to: {}, whenNobody: { wait: { hours: 1 } } }, rules: [{ name: 'r', to: {} }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { any: [{ rol: 'ae' }] } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { any: [{ company: { employes: 5 } }] } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: territory('teritory') }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { territory: { same: 'teritory' } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { role: 'aee' } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: { role: 'ae', queue: 'x' } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { known: true, country: 'DE' } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { known: true } } }] })
routing.plan({ name: 'a', otherwise: o, rules: [{ name: 'r', to: {}, when: { company: { country: ['DE', 5] } } }] })
