// Measures the stores beside the bare floor, as ratios: node scripts/benchStore.mjs [--write] [--rounds 3] [--ms 3000]
// With --write the results become docs/performance-store.md. Takes about six minutes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    ms: { type: 'string', default: '3000' },
  },
})

mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'bench-store-'))
try {
  await bundle(root, folder, { report: 'test/bench/store/report.ts', worker: 'test/bench/store/worker.ts' })
  const { bench, pageOf } = await import(pathToFileURL(join(folder, 'report.mjs')).href)
  const page = pageOf(await bench(join(folder, 'worker.mjs'), Number(values.rounds), Number(values.ms), (line) => console.error(line)))
  if (values.write) writeFileSync(join(root, 'docs/performance-store.md'), page)
  console.log(page)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
