// Measures simulations beside matching alone and beside a router, in turns, as leads a second and as ratios: node scripts/benchSimulate.mjs [leads] [rounds]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [leads = 50_000, rounds = 5] = process.argv.slice(2).map(Number)

mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'bench-'))
try {
  await bundle(root, folder, { main: 'test/bench/simulation.ts' })
  const { measureSimulation } = await import(pathToFileURL(join(folder, 'main.mjs')).href)
  const { lanes } = await measureSimulation(leads, rounds)
  console.log(`${leads} leads, 32 rules, 50 reps; the median of ${rounds} rounds, and how it is beside \`simulate\` in the same round`)
  for (const { name, speed, beside } of lanes)
    console.log(`${name.padEnd(44)} ${Math.round(speed.median).toLocaleString('en-US').padStart(9)} leads/s  x ${beside.median.toFixed(2)}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
