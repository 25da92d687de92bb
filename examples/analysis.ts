// What a plan says and its author may not have meant: rules that are never first, overlaps, gaps. Each with a lead that shows it.
import { defineRouting, type } from 'fairlead'
import { analysePlan } from 'fairlead/analysis'

interface Lead {
  readonly id: string
  readonly company?: { readonly country?: string; readonly employees?: number }
}

interface Rep {
  readonly id: string
  readonly team: 'enterprise' | 'field' | 'dach'
  readonly active?: boolean
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

export const doubtful = routing.plan({
  name: 'doubtful',
  rules: [
    { name: 'large', when: { company: { employees: { gte: 500 } } }, to: { team: 'enterprise' } },
    { name: 'dach', when: { company: { country: ['DE', 'AT', 'CH'] } }, to: { team: 'dach' } },
    // Written later, and put at the end: no lead ever gets here.
    { name: 'large in Germany', when: { company: { country: 'DE', employees: { gte: 1000 } } }, to: { team: 'field' } },
    { name: 'mid-size', when: { company: { employees: { gte: 50, lt: 500 } } }, to: { id: 'cy' } },
  ],
  otherwise: { to: {} },
})

const reps: readonly Rep[] = [
  { id: 'ana', team: 'enterprise' },
  { id: 'bob', team: 'dach' },
  { id: 'cy', team: 'field', active: false },
  { id: 'dee', team: 'field' },
]

export function main(print: (line: string) => void): void {
  const { findings } = analysePlan(doubtful, { reps })
  for (const { severity, code, rule, others, example } of findings) {
    const about = [rule, ...(others ?? [])].filter((name) => name !== undefined).join(', ')
    print(
      `${severity} ${code}${about === '' ? '' : ` (${about})`}${example === undefined ? '' : ` ${JSON.stringify(example.lead)} -> ${example.rep}`}`,
    )
  }
}
