import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'zone-'))
const script = join(folder, 'elsewhere.mjs')
beforeAll(() =>
  build({ entryPoints: [join(root, 'test/time/elsewhere.ts')], outfile: script, bundle: true, platform: 'node', format: 'esm' }),
)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Minutes that UTC is ahead of the zone, at the beginning of 2026. */
test.each([
  ['Asia/Kathmandu', -345],
  ['America/St_Johns', 210],
])(
  'a machine in %s reckons the same: every fifteenth change of clocks, held against Temporal',
  { timeout: 600_000 },
  async (timeZone, offset) => {
    const child = spawn(process.execPath, [script, '15'], { env: { ...process.env, NODE_OPTIONS: '', TZ: timeZone } })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const told = JSON.parse(out) as { readonly offset: number; readonly transitions: number; readonly differences: readonly string[] }
    expect([told.offset, told.differences]).toEqual([offset, []])
    expect(told.transitions).toBeGreaterThan(250)
  },
)
