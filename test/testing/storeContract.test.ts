import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { isRoutingError } from '../../src/errors.js'
import { storeContract } from '../../src/testing/index.js'
import { badStores } from './badStores.js'

describe('the suite itself', () => {
  const cases = storeContract({ name: 'memory', open: memoryStore })

  test('is large, and no two cases have the same name', () => {
    expect(cases.length).toBeGreaterThanOrEqual(180)
    expect(new Set(cases.map((each) => each.name)).size).toBe(cases.length)
  })

  test('gives the reason of every skipped case', () => {
    const reasons = cases.flatMap((each) => (each.skip === undefined ? [] : [each.skip]))
    expect(new Set(reasons)).toEqual(
      new Set([
        'memory has no `reopen`: what it keeps after its end is not tested',
        'memory has no `second`: handles side by side are not tested',
      ]),
    )
    const whole = storeContract({ name: 'memory', open: memoryStore, reopen: memoryStore, second: memoryStore })
    expect(whole.filter((each) => each.skip !== undefined)).toEqual([])
  })

  test('ends every store it opened, also where a case fails', async () => {
    let open = 0
    const counted = () => {
      const store = memoryStore()
      let ended = false
      open++
      return {
        ...store,
        audit: () => [],
        end() {
          if (!ended) open--
          ended = true
          return store.end()
        },
      }
    }
    const outcomes = await failuresOf({ name: 'counted', open: counted, reopen: counted, second: counted })
    expect(outcomes.length).toBeGreaterThan(10)
    expect(open).toBe(0)
  })
})

// Each known-bad store is caught by the cases it names, and each case catches one: a case that catches nothing proves nothing.
describe('known-bad stores', () => {
  for (const { name, options, caughtBy } of badStores) {
    test(`${name} is caught`, async () => {
      const failures = await failuresOf(options)
      const names = failures.map((failure) => failure.name)
      expect(caughtBy.filter((name) => !names.includes(name))).toEqual([])
      // Caught by the suite or by the store's own refusal, not because the fault stumbled over itself.
      const expected = (error: unknown) => isRoutingError(error) || (error as { code?: unknown }).code === 'ERR_ASSERTION'
      expect(failures.filter(({ name, error }) => caughtBy.includes(name) && !expected(error))).toEqual([])
      expect(caughtBy.length).toBeGreaterThan(0)
    })
  }

  test('every case that runs has caught one of them', async () => {
    const caught = new Set<string>()
    for (const { options } of badStores) for (const { name } of await failuresOf(options)) caught.add(name)
    const names = storeContract({ name: 'all', open: memoryStore, reopen: memoryStore, second: memoryStore }).map((each) => each.name)
    expect(names.filter((name) => !caught.has(name))).toEqual([])
  })
})

type Options = Parameters<typeof storeContract>[0]
type Failures = readonly { readonly name: string; readonly error: unknown }[]

/** Each store goes through the whole suite once: it takes a while. */
const known = new Map<Options, Promise<Failures>>()
function failuresOf(options: Options): Promise<Failures> {
  const failures = known.get(options) ?? run(options)
  known.set(options, failures)
  return failures
}

async function run(options: Options): Promise<Failures> {
  const failures: { name: string; error: unknown }[] = []
  for (const { name, run, skip } of storeContract(options)) {
    if (skip !== undefined) continue
    try {
      await run()
    } catch (error) {
      failures.push({ name, error })
    }
  }
  return failures
}
