import { type as ark } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf } from 'vitest'
import * as z from 'zod'
import { defineRouting } from '../../src/plan/defineRouting.js'
import { accountOwner } from '../../src/plan/shorthand.js'
import type { InferInput, InferOutput } from '../../src/plan/standardSchema.js'
import type { LeadInputOf, LeadOf, RepOf } from '../../src/plan/types.js'

interface Lead {
  id: string
  score: number
  company: { country: string; industry?: 'healthcare' | 'finance' }
}
interface Rep {
  id: string
  regions: string[]
  quota: number
}
const to = {}

// zod: what the schema makes of a lead is what conditions see; what it accepts is what comes in.
const zodLead = z.object({
  id: z.string().brand<'LeadId'>(),
  score: z.string().transform(Number),
  status: z.string().brand<'Status'>(),
  company: z.object({ country: z.string().default('US'), industry: z.enum(['healthcare', 'finance']).nullish() }),
})
const byZod = defineRouting({
  lead: zodLead,
  rep: z.object({ id: z.string(), regions: z.array(z.string()), quota: z.number() }),
  segments: { tier: { top: { score: { gt: 80 } } } },
})
const zodPlan = byZod.plan({
  name: 'zod',
  rules: [
    { name: 'owner', to: accountOwner() },
    {
      name: 'top',
      when: { tier: 'top', company: { industry: { not: 'finance' } }, status: 'new' },
      to: { regions: { same: 'company.country' } },
      by: { weighted: 'quota' },
    },
  ],
  otherwise: { to },
})
expectTypeOf<LeadOf<typeof zodPlan>>().toEqualTypeOf<z.output<typeof zodLead>>()
expectTypeOf<LeadInputOf<typeof zodPlan>>().toEqualTypeOf<z.input<typeof zodLead>>()
expectTypeOf<RepOf<typeof zodPlan>>().toEqualTypeOf<Rep>()
expectTypeOf<InferInput<typeof zodLead>['score']>().toEqualTypeOf<string>()
expectTypeOf<InferOutput<typeof zodLead>['score']>().toEqualTypeOf<number>()
// @ts-expect-error misspelled, through zod
byZod.plan({ name: 'p', rules: [{ name: 'r', when: { company: { contry: 'DE' } }, to }], otherwise: { to } })
// @ts-expect-error the output is a number
byZod.plan({ name: 'p', rules: [{ name: 'r', when: { score: { gt: '80' } }, to }], otherwise: { to } })
// @ts-expect-error no such industry
byZod.plan({ name: 'p', rules: [{ name: 'r', when: { company: { industry: 'retail' } }, to }], otherwise: { to } })
// @ts-expect-error reps need an id
defineRouting({ lead: zodLead, rep: z.object({ name: z.string() }) })

// valibot
const byValibot = defineRouting({
  lead: v.object({
    id: v.string(),
    score: v.number(),
    company: v.object({ country: v.string(), industry: v.exactOptional(v.picklist(['healthcare', 'finance'])) }),
  }),
  rep: v.object({ id: v.string(), regions: v.array(v.string()), quota: v.number() }),
})
const valibotPlan = byValibot.plan({
  name: 'p',
  rules: [{ name: 'r', when: { score: { gt: 5 } }, to: { regions: { same: 'company.country' } } }],
  otherwise: { to },
})
expectTypeOf<LeadOf<typeof valibotPlan>>().toEqualTypeOf<Lead>()
expectTypeOf<RepOf<typeof valibotPlan>>().toEqualTypeOf<Rep>()
// @ts-expect-error misspelled, through valibot
byValibot.plan({ name: 'p', rules: [{ name: 'r', when: { company: { contry: 'DE' } }, to }], otherwise: { to } })
// @ts-expect-error a number with texts
byValibot.plan({ name: 'p', rules: [{ name: 'r', to: { regions: { same: 'score' } } }], otherwise: { to } })

// arktype
const byArktype = defineRouting({
  lead: ark({ id: 'string', score: 'number', company: { country: 'string', 'industry?': "'healthcare' | 'finance'" } }),
  rep: ark({ id: 'string', regions: 'string[]', quota: 'number' }),
})
const arktypePlan = byArktype.plan({
  name: 'p',
  rules: [{ name: 'r', when: { score: { gt: 5 } }, to: { regions: { same: 'company.country' } } }],
  otherwise: { to },
})
expectTypeOf<LeadOf<typeof arktypePlan>>().toEqualTypeOf<Lead>()
expectTypeOf<RepOf<typeof arktypePlan>>().toEqualTypeOf<Rep>()
// @ts-expect-error misspelled, through arktype
byArktype.plan({ name: 'p', rules: [{ name: 'r', when: { company: { contry: 'DE' } }, to }], otherwise: { to } })
// @ts-expect-error no numeric field of that name
byArktype.plan({ name: 'p', rules: [{ name: 'r', to, by: { weighted: 'regions' } }], otherwise: { to } })
