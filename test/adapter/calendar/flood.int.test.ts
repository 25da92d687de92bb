import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { root } from '../../tidy/source.js'

// Without the limits on events and steps this heap is full before the second flood is read.
const HEAP_MB = 128

test('floods of 8 MB are read within a small heap', { timeout: 300_000 }, async () => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'flood-'))
  try {
    const outfile = join(folder, 'flood.mjs')
    const entryPoints = [join(root, 'test/adapter/calendar/flood.ts')]
    await build({ entryPoints, outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20' })
    const { status, stdout } = spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, outfile], { encoding: 'utf8' })
    expect([status, stdout.trim().split('\n')]).toEqual([
      0,
      [
        '100,000 events: nobody away, tooMuch',
        '20,000 endless series: away, tooMuch',
        'one series 10,000 times, with 10,000 exceptions: nobody away, tooMuch',
        '8 MB of listed dates: away, tooMuch',
      ],
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
