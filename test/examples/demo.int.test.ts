import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Stage, staged } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await staged()
})

afterAll(async () => {
  await stage.remove()
})

describe('the demo', () => {
  test('routes a week through three teams, tells why, and everything it checks holds', async () => {
    const { status, stdout, stderr } = await stage.run('examples/demo/main.mjs')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.split('\n').filter((line) => line.startsWith('  yes '))).toHaveLength(21)
    expect(stdout).not.toContain('NO ')
    expect(stdout).toContain('435 leads: 379 of leads.jsonl, 56 of tradeFair.csv')
    expect(stdout).toContain('435 lines in: 392 assigned + 0 queued + 0 held + 37 duplicate + 6 refused = 435')
    expect(stdout).toContain('435 lines in: 375 assigned + 17 queued + 0 held + 37 duplicate + 6 refused = 435')
    for (const plan of ['geographic', 'verticals', 'segments']) {
      expect(stdout).toContain(`the audit of '${plan}' replayed from the file: 392 decisions made again, 392 the same owner`)
    }
    expect(stdout).toContain('ben did not get L-0247: at capacity (15 open of 15)')
    expect(stdout).toContain('L-0047 (leads.jsonl) with other content: stays with jun, decided by audit entry 47')
    expect(stdout).toContain('Everything holds.')
  })

  test('says the same each time', async () => {
    const [one, other] = [await stage.run('examples/demo/main.mjs'), await stage.run('examples/demo/main.mjs')]
    expect(one.stdout.length).toBeGreaterThan(5000)
    expect(other.stdout).toBe(one.stdout)
  })

  test.each([
    ['a lead goes missing', 'routeWeek.mjs', 'return routed\n', 'routed.pop()\n  return routed\n', '435 lines in'],
    ['an outcome is counted as another', 'routeWeek.mjs', "outcome: 'duplicate'", "outcome: 'assigned'", 'add up to the 429 assigned ones'],
    [
      'a share is worked out wrongly',
      'fairShares.mjs',
      'rotation.owed.get(owner) - 1)',
      'rotation.owed.get(owner) - 2)',
      'further from the fair share',
    ],
    [
      'the audit says something else',
      'checks.mjs',
      'await replay(store)',
      '{ ...(await replay(store)), same: 7 }',
      'decisions made again, 7 the same',
    ],
  ])('ends with 1 if %s', async (_, file, from, to, complaint) => {
    const path = join(stage.folder, 'examples/demo', file)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(from)
    await writeFile(path, text.replace(from, to))
    try {
      const { status, stdout } = await stage.run('examples/demo/main.mjs')
      expect(status).toBe(1)
      expect(
        stdout
          .split('\n')
          .filter((line) => line.startsWith('  NO '))
          .join('\n'),
      ).toContain(complaint)
    } finally {
      await writeFile(path, text)
    }
  })
})

describe('examples as one runs them, with the built package', () => {
  test('the unit test for the test runner of Node', async () => {
    const { status, stdout } = await stage.run('--test', '--test-reporter=tap', 'examples/hostPlan.node.test.mjs')
    expect(stdout).toContain('# pass 5')
    expect(stdout).toContain('# fail 0')
    expect(status).toBe(0)
  })

  test('the unit test for Jest', async () => {
    const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
    const config = JSON.stringify({
      rootDir: stage.folder,
      transform: {},
      testMatch: ['**/hostPlan.jest.test.mjs'],
      haste: { enableSymlinks: false },
    })
    const { status, stderr } = await stage.run('--experimental-vm-modules', jest, '--config', config, '--runInBand', '--no-cache')
    expect(stderr).toContain('Tests:       3 passed, 3 total')
    expect(status).toBe(0)
  })

  const stripsTypes = Object.hasOwn(process.features, 'typescript') && (process.features as { typescript?: unknown }).typescript !== false

  test.skipIf(!stripsTypes)('an example in TypeScript, by a Node that strips types (22.18 or newer)', async () => {
    const { status, stdout } = await stage.run('examples/quickStart.ts')
    expect(stdout).toContain("ana owns L1 by the rule 'europe'")
    expect(status).toBe(0)
  })
})
