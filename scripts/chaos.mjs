// Processes, kills and a network that fails, held against the invariants of the store:
//   node scripts/chaos.mjs --seed 1 --processes 8 --leads 20000 --kills 60 --server-kills 4 [--callers 48] [--bouncer]
// Ends with exit code 1 if anything does not hold. The full size takes some minutes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Within the checkout, so that the drivers are found.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'chaos-'))
try {
  await bundle(root, folder, { main: 'test/chaos/main.ts', worker: 'test/chaos/worker.ts' })
  const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href)
  process.exitCode = await main(join(folder, 'worker.mjs'), process.argv.slice(2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
