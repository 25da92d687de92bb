// One rotation for two rules, with terms: absence is repaid, hand-given leads count, amounts are balanced as well as counts.
import { createRouter, defineRouting, memoryStore, type Routed, type } from 'fairlead'

type Lead = { readonly id: string; readonly product: 'crm' | 'erp'; readonly amount: number }
type Rep = { readonly id: string; readonly products: readonly ('crm' | 'erp')[] }

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

const plan = routing.plan({
  name: 'products',
  rules: [
    { name: 'crm', when: { product: 'crm' }, to: { products: { same: 'product' } }, rotation: 'sales' },
    { name: 'erp', when: { product: 'erp' }, to: { products: { same: 'product' } }, rotation: 'sales' },
  ],
  otherwise: { to: {} },
  rotations: {
    sales: {
      // Back from a holiday: at double weight until up to three missed leads are made up.
      absence: 'repay',
      atMost: 3,
      manual: 'count',
      value: { field: 'amount', typical: 20_000 },
    },
  },
})

const reps: readonly Rep[] = [
  { id: 'ana', products: ['crm', 'erp'] },
  { id: 'ben', products: ['crm', 'erp'] },
  { id: 'cem', products: ['crm'] },
  { id: 'dia', products: ['erp'] },
]

export async function main(print: (line: string) => void): Promise<void> {
  const away = new Set<string>()
  const router = createRouter({
    plan,
    roster: reps,
    store: memoryStore(),
    clock: () => Date.parse('2026-01-05T09:00:00Z'),
    availability: ({ id }) => !away.has(id),
  })
  let next = 1
  /** Routes so many leads: products in turn, every fifth one large. Tells who got how many, and what they were worth together. */
  const month = async (title: string, count: number): Promise<void> => {
    const got = new Map(reps.map(({ id }) => [id, { leads: 0, worth: 0 }]))
    for (let index = 0; index < count; index++) {
      const lead: Lead = { id: `L${next++}`, product: index % 2 === 0 ? 'crm' : 'erp', amount: index % 5 === 0 ? 100_000 : 10_000 }
      const routed: Routed = await router.route(lead)
      const tally = routed.kind === 'assigned' ? got.get(routed.rep) : undefined
      if (tally !== undefined) {
        tally.leads += 1
        tally.worth += lead.amount
      }
    }
    print(`${title}: ${[...got].map(([rep, { leads, worth }]) => `${rep} ${leads} (${worth / 1000}k)`).join(', ')}`)
  }

  await month('everybody there', 120)
  away.add('ben')
  await month('ben on holiday', 60)
  away.delete('ben')
  await month('ben is back', 30)
  await month('and then', 120)

  await router.reassign('L1', { to: 'cem' })
  await router.route({ id: 'X1', product: 'crm', amount: 20_000 })
  print((await router.explain('X1')).sentence)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
