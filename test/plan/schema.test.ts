import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { badPlans } from './badPlans.js'
import { goodPlans } from './plans.js'

const schema = JSON.parse(readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true }).compile(schema)

describe('plan.schema.json', () => {
  test.each(goodPlans.map((plan, index) => [index, plan] as const))('accepts good plan %i', (_, plan) => {
    validate(JSON.parse(JSON.stringify(plan)))
    expect(validate.errors).toBeNull()
  })

  test.each(badPlans.map((row) => [row[0], row] as const))('%s', (_, [, document, , , schemaToo]) => {
    expect(validate(document)).toBe(schemaToo === undefined)
  })

  test('most of what is wrong, the schema finds', () => {
    expect(badPlans.filter(([, , , , schemaToo]) => schemaToo !== undefined).length / badPlans.length).toBeGreaterThan(0.85)
  })

  test('every field has a word for editors', () => {
    for (const [name, field] of Object.entries(schema.properties as Record<string, { description?: string; $ref?: string }>))
      expect([name, field.description ?? field.$ref]).toEqual([name, expect.any(String)])
    for (const name of ['rule', 'otherwise', 'leadOperators', 'idOperators', 'rotationTerms']) {
      for (const [field, part] of Object.entries(
        schema.definitions[name].properties as Record<string, { description?: string; $ref?: string }>,
      ))
        expect([name, field, part.description ?? part.$ref]).toEqual([name, field, expect.any(String)])
    }
  })
})
