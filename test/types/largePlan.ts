/** The text of a plan of many rules over a typical lead, as a host would write it. */
export function largePlan(rules: number): string {
  return `import { defineRouting } from '../../src/plan/defineRouting.js'
import { accountOwner, territory, type, weighted } from '../../src/plan/shorthand.js'
import type { RuleNameOf } from '../../src/plan/types.js'
import type { Lead, Rep } from '../../test/plan/typedRouting.js'

const routing = defineRouting({
  lead: type<Lead>(),
  rep: type<Rep>(),
  segments: {
    territory: { dach: { company: { country: ['DE', 'AT', 'CH'] } }, us: { company: { country: 'US' } } },
    size: { big: { company: { employees: { gte: 500 } } }, small: { company: { employees: { lt: 500 } } } },
  },
  lists: { strategic: ['acme.com'] },
  channels: ['slack', 'sms'],
})
export const plan = routing.plan({
  name: 'large',
  rules: [
${Array.from({ length: rules }, (_, index) => `    ${ruleText(index)},`).join('\n')}
  ],
  otherwise: { to: {} },
  rotations: { 'rule 0': { absence: 'repay', value: { field: 'company.employees', typical: 100 } }, otherwise: { manual: 'count' } },
})
export const first: RuleNameOf<typeof plan> = 'rule 0'
`
}

const kinds = [
  `to: accountOwner({ orElse: 'manager' })`,
  `when: { company: { domain: { inList: 'strategic' } }, size: 'big' }, to: { role: 'strategic' }, by: 'roundRobin'`,
  `when: { territory: ['dach', 'us'] }, to: territory('territory'), by: weighted('performance')`,
  `when: { any: [{ company: { industry: 'healthcare', employees: { gte: 50, lt: 500 } } }, { score: { gt: 80 } }] }, to: { industries: { same: 'company.industry' } }, notify: ['slack']`,
  `when: { tags: { hasAny: ['a', 'b'] }, none: [{ company: { parent: { site: { city: { startsWith: 'B' } } } } }] }, to: { any: [{ role: 'ae' }, { territory: { same: 'company.country' } }] }, whenNobody: { wait: { hours: 1 } }`,
]

function ruleText(index: number): string {
  return `{ name: 'rule ${index}', ${kinds[index % kinds.length]} }`
}
