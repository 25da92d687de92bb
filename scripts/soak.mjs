// One process for a long time, with everything it can do: its heap, sockets, handles and listeners stay as they are, and at the end nothing is open.
//   node scripts/soak.mjs [--seed 1] [--rounds 60] [--leads 1000]
// Ends with exit code 1 if anything grows or is left. Takes some minutes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Within the checkout, so that the drivers are found.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'soak-'))
try {
  await bundle(root, folder, { main: 'test/soak/main.ts', worker: 'test/soak/worker.ts' })
  const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href)
  process.exitCode = await main(join(folder, 'worker.mjs'), process.argv.slice(2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
