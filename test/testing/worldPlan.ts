import type { Condition } from 'fairlead'
import fc from 'fast-check'

/** Small plans with a label, and conditions on the same fields. */
const scalars = fc.constantFrom<string | number>('DE', 'de', 'AT', 1, 2, 10)
const test = fc.oneof(
  fc.record({ is: scalars }),
  fc.record({ not: scalars }),
  fc.record({ gt: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ lte: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ startsWith: fc.constantFrom('D', 'DE', 'a') }),
  fc.record({ contains: fc.constantFrom('E', 'e') }),
  fc.record({ has: scalars }),
  fc.record({ known: fc.boolean() }),
)
const fields = fc.constantFrom('a', 'b', 'c')
const single = fc
  .tuple(fields, test)
  .map(([field, asked]): Condition => (field === 'c' ? { c: { d: asked } } : { [field]: asked }) as Condition)
const ofLead = fc.oneof(
  single,
  fc.tuple(single, single).map(([one, other]) => ({ all: [one, other] }) as Condition),
  fc.tuple(single, single).map(([one, other]) => ({ any: [one, other] }) as Condition),
  fc.tuple(single, single).map(([one, other]) => ({ all: [one], none: [other] }) as Condition),
)
const label = fc.constantFrom('x', 'y').map((value) => ({ tier: value }) as Condition)
const ofRule = fc.oneof({ weight: 3, arbitrary: ofLead }, { weight: 1, arbitrary: label })

export const worldPlan = fc
  .record({ x: ofLead, y: ofLead, rules: fc.array(ofRule, { maxLength: 4 }), where: ofRule })
  .map(({ x, y, rules, where }) => ({
    document: {
      fairlead: 1,
      name: 'w',
      segments: { tier: { x, y } },
      rules: rules.map((when, index) => ({ name: `r${index}`, when, to: {} })),
      otherwise: { to: {} },
    },
    where,
  }))
