import { defineRouting } from '../../src/plan/defineRouting.js'
import { accountOwner, territory, type, weighted } from '../../src/plan/shorthand.js'

/** A lead with a field of every kind that the types tell apart. */
export interface Lead {
  id: string
  score?: number | null
  vip?: boolean
  priority: 1 | 2 | 3
  mixed?: string | number
  received: Date
  tags: string[]
  sizes?: readonly number[]
  contacts: { name: string }[]
  attributes: Record<string, string>
  origin: { kind: 'web'; page: string } | { kind: 'phone'; minutes: number }
  company: {
    domain?: string
    country?: string
    state?: string | null
    employees?: number
    industry?: 'healthcare' | 'finance'
    parent?: { name: string; site?: { city: string } } | null
  }
  address?: { street: string }
}

export interface Rep {
  id: string
  role: 'ae' | 'specialist' | 'strategic' | 'manager'
  territory: string
  industries: ('healthcare' | 'finance')[]
  level?: number
  quota: number
  performance: number
  enabled?: boolean
  boss?: string
  stats?: { won: number; badge: string }
}

export const routing = defineRouting({
  lead: type<Lead>(),
  rep: type<Rep>(),
  key: 'id',
  segments: {
    territory: {
      dach: { company: { country: ['DE', 'AT', 'CH'] } },
      northeast: { company: { country: 'US', state: ['NY', 'MA', 'PA'] } },
    },
    size: {
      enterprise: { company: { employees: { gte: 500 } } },
      midMarket: { company: { employees: { gte: 50, lt: 500 } } },
      smb: { company: { employees: { lt: 50 } } },
    },
  },
  lists: { strategic: ['acme.com', 'globex.com'] },
  channels: ['slack', 'sms'],
  strategies: ['fastest'],
  repFields: { active: 'enabled', capacity: 'level', manager: 'boss' },
})

export const inbound = routing.plan({
  name: 'inbound',
  rules: [
    { name: 'owner', to: accountOwner({ orElse: 'manager' }) },
    { name: 'strategic', when: { company: { domain: { inList: 'strategic' } } }, to: { role: 'strategic' }, notify: ['sms'] },
    { name: 'territory', when: { size: ['enterprise', 'smb'] }, to: territory('territory'), by: weighted('stats.won') },
    { name: 'nurture', when: { score: { lt: 20 } }, to: { queue: 'nurture' } },
  ],
  otherwise: { to: {}, by: 'fastest' },
  rotations: { territory: { absence: 'repay', value: { field: 'company.employees', typical: 50 } }, owner: { manual: 'count' } },
})

/** The plan of a file that the routing accepts. */
export function planOf(value: unknown) {
  const checked = routing.check(value)
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
  return checked.plan
}

/** The value and everything in it that could be changed. */
export function everyObject(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(everyObject)] : []
}
