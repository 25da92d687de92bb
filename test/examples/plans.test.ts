import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { checkPlan } from 'fairlead'
import { describe, expect, test } from 'vitest'
import { geographic } from '../../examples/geographic.js'
import { segments } from '../../examples/segments.js'
import { verticals } from '../../examples/verticals.js'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true }).compile(
  read('schema/plan.schema.json') as object,
)

describe.each([
  ['geographic', geographic],
  ['verticals', verticals],
  ['segments', segments],
])('the plan %s', (name, typed) => {
  const file = read(`examples/plans/${name}.json`)

  test('is the same in its file and in TypeScript', () => {
    expect(file).toEqual(JSON.parse(JSON.stringify(typed)))
    // The order of a label's values has a meaning, so the texts have to agree, too.
    expect(JSON.stringify(file)).toBe(JSON.stringify(typed))
  })

  test('passes the schema and checkPlan', () => {
    validate(file)
    expect(validate.errors).toBeNull()
    expect(checkPlan(file)).toHaveProperty('plan')
  })
})
