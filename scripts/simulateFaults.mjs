// Simulates several processes on one store while everything fails that can: node scripts/simulateFaults.mjs [--seed N] [--runs N]
// The same seeds are the same runs. The first failure is told with the shortest script that fails alike; the exit code is then 1.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values } = parseArgs({ options: { seed: { type: 'string', default: '0' }, runs: { type: 'string', default: '20000' } } })
const [seed, runs] = [Number(values.seed), Number(values.runs)]
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) throw new Error('--seed and --runs take whole numbers')

mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'simulate-'))
try {
  const outfile = join(folder, 'simulate.mjs')
  await build({
    entryPoints: [join(root, 'test/faults/simulation/main.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
  })
  const { simulateFaults } = await import(pathToFileURL(outfile).href)
  if (!(await simulateFaults(seed, runs, (line) => console.log(line)))) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
