import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compile, compilers, compileText, versionOf } from './compiler.js'
import { largePlan } from './largePlan.js'

const typeTests = fileURLToPath(new URL('./tsconfig.json', import.meta.url))
const patience = 180_000

/** What a plan of 200 rules may cost: a good quarter more than measured, 85,937 instantiations by 5.9 and 6.0, and 114,774 by 7.0. */
const budgets = { '5.9': 114_000, '6.0': 114_000, '7.0': 147_000 }

describe.each(compilers)('TypeScript $version', (compiler) => {
  test('is the version that the tests mean', { timeout: patience }, async () => {
    expect(await versionOf(compiler)).toContain(`Version ${compiler.version}.`)
  })

  test('accepts the type tests: everything right compiles, everything wrong is an error', { timeout: patience }, async () => {
    const { errors, figures } = await compile(compiler, typeTests)
    expect(errors).toEqual([])
    // The type tests were really read: they alone have hundreds of lines.
    expect(figures.get('Instantiations')).toBeGreaterThan(10_000)
  })

  test('reports what is wrong: the harness can fail', { timeout: patience }, async () => {
    const text = largePlan(5).replace("notify: ['slack']", "notify: ['slak']").replace("'healthcare', employees", "'healthcare', employes")
    const { errors } = await compileText(compiler, text)
    expect(errors).toEqual([
      expect.stringMatching(
        /text\.ts\(\d+,\d+\): error TS2561: .*'employes' does not exist in type .* Did you mean to write 'employees'\?$/,
      ),
      expect.stringMatching(/text\.ts\(\d+,\d+\): error TS2820: Type '"slak"' is not assignable .* Did you mean '"slack"'\?$/),
    ])
  })

  test('an expected error that does not come is an error', { timeout: patience }, async () => {
    const { errors } = await compileText(
      compiler,
      largePlan(1).replace('export const first', '// @ts-expect-error nothing\nexport const first'),
    )
    expect(errors).toEqual([expect.stringContaining('error TS2578')])
  })

  test('200 rules stay within the budget of instantiations, and cost little more than 20', { timeout: patience }, async () => {
    const [few, many] = [await compileText(compiler, largePlan(20)), await compileText(compiler, largePlan(200))]
    expect([few.errors, many.errors]).toEqual([[], []])
    const [small, large] = [few.figures.get('Instantiations') ?? Number.NaN, many.figures.get('Instantiations') ?? Number.NaN]
    expect(large).toBeGreaterThan(0)
    expect(large).toBeLessThan(budgets[compiler.version])
    expect(large).toBeLessThan(small * 3)
  })
})
