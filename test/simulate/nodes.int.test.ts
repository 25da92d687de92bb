import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'nodes-'))
const script = join(folder, 'main.mjs')

beforeAll(() =>
  build({
    entryPoints: [join(root, 'test/simulate/nodes/main.ts')],
    outfile: script,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  }),
)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

interface Told {
  readonly zone: string
  readonly number: string
  readonly decided: number
  readonly used: { readonly rules: number; readonly escalated: number; readonly waited: boolean }
}

async function told(leads: number, place: { readonly TZ: string; readonly LC_ALL: string }): Promise<Told> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(leads)], {
    env: { ...process.env, NODE_OPTIONS: '', ...place },
  })
  return JSON.parse(stdout) as Told
}

/** All that may not depend on where it runs. */
const results = ({ zone: _zone, number: _number, ...rest }: Told & { readonly language?: string }) => ({ ...rest, language: '' })

test('3,000 leads in three zones and two languages: the same decisions and reports, byte by byte', { timeout: 900_000 }, async () => {
  const first = await told(3000, { TZ: 'UTC', LC_ALL: 'C.UTF-8' })
  expect(first.decided).toBeGreaterThan(3000)
  expect(first.used).toMatchObject({ rules: 8, waited: true })
  expect(first.used.escalated).toBeGreaterThan(20)
  const others = [
    await told(3000, { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' }),
    await told(3000, { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' }),
  ]
  // They ran elsewhere indeed.
  expect([first, ...others].map(({ number }) => number)).toEqual(['1,234.5', '1.234,5', '1.234,5'])
  expect(new Set([first, ...others].map(({ zone }) => zone)).size).toBe(3)
  for (const other of others) expect(results(other)).toEqual(results(first))
  // Other leads are other digests.
  expect(results(await told(2999, { TZ: 'UTC', LC_ALL: 'C.UTF-8' }))).not.toEqual(results(first))
})
