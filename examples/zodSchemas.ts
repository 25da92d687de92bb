// Leads and reps by schemas the host has anyway: any Standard Schema does (zod here; valibot and arktype alike). They type the plan,
// parse what comes in, and refuse what is wrong with a reason.
import { createRouter, defineRouting, isRoutingError, memoryStore } from 'fairlead'
import { z } from 'zod'

const Lead = z.object({
  id: z.string().min(1),
  email: z.email(),
  // Forms send text; rules compare numbers. Types are never coerced by rules, so it happens here, once.
  employees: z.coerce.number().int().positive().optional(),
  country: z
    .string()
    .transform((code) => code.trim().toUpperCase())
    .default('US'),
})

const Rep = z.object({ id: z.string(), countries: z.array(z.string()), capacity: z.number().int().optional() })

const routing = defineRouting({ lead: Lead, rep: Rep })

// `country` is a string here, as the schema makes it; a misspelled field or `{ employees: { gte: '500' } }` would not compile.
const plan = routing.plan({
  name: 'inbound',
  rules: [
    { name: 'large', when: { employees: { gte: 500 } }, to: { id: 'ana' } },
    { name: 'country', to: { countries: { same: 'country' } } },
  ],
  otherwise: { to: {} },
})

export async function main(print: (line: string) => void): Promise<void> {
  const roster = [
    { id: 'ana', countries: ['US'] },
    { id: 'bob', countries: ['DE', 'AT'] },
  ]
  const router = createRouter({ plan, roster, store: memoryStore(), clock: () => Date.parse('2026-01-05T09:00:00Z') })
  // As text, which the schema takes in.
  await router.route({ id: 'L1', email: 'kim@vexido.example', employees: '1200', country: 'at' })
  await router.route({ id: 'L2', email: 'lou@vexido.example', country: ' at ' })
  await router.route({ id: 'L3', email: 'noa@vexido.example' })
  for (const key of ['L1', 'L2', 'L3']) print((await router.explain(key)).sentence)

  try {
    await router.route({ id: 'L4', email: 'no address', employees: -5 })
  } catch (error) {
    if (!isRoutingError(error)) throw error
    print(`L4 was refused (${error.code}):`)
    for (const { path, message } of error.issues) print(`- ${path.join('.')}: ${message}`)
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log)
