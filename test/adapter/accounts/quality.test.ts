import { expect, test } from 'vitest'
import { accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import { hardAccounts, hardPairs } from './hardCases.js'
import { labelled } from './labelled.js'
import { byIndex, measure } from './quality.js'

test('each hard case', async () => {
  const ask = byIndex(await accountIndex(hardAccounts))
  for (const { kind, lead, account, onlySuggest } of hardPairs) {
    const { match, suggestions } = ask(lead)
    const expected = onlySuggest === true ? undefined : (account ?? undefined)
    expect({ kind, lead, match }).toEqual({ kind, lead, match: expected })
    if (onlySuggest === true) expect(suggestions, kind).toContain(account)
  }
})

test.each([1, 2, 3])('labelled pairs of seed %i: what is matched is right, what is not is suggested', async (seed) => {
  const { accounts, pairs } = labelled(seed, 120)
  const quality = measure([...pairs, ...hardPairs], byIndex(await accountIndex([...accounts, ...hardAccounts])))
  expect(quality.pairs).toBeGreaterThan(1000)
  expect(quality.matched).toBeGreaterThan(400)
  expect(quality.precision).toBeGreaterThanOrEqual(0.98)
  expect(quality.recall).toBeGreaterThanOrEqual(0.55)
  expect(quality.amongThree).toBeGreaterThanOrEqual(0.9)
  expect(quality.suggested).toBeGreaterThanOrEqual(0.9)
})

test('the measure finds a matcher that guesses', () => {
  const { pairs } = labelled(1, 40)
  const guess = measure(pairs, () => ({ match: 'G0', suggestions: ['G1'] }))
  expect(guess.precision).toBeLessThan(0.05)
  expect(guess.amongThree).toBeLessThan(0.1)
})
