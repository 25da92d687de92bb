// How long a cold import takes beside others, as a ratio: node scripts/coldStart.mjs [rounds]. Needs dist.
// Each import runs in a process of its own; the rounds interleave, so that a busy machine slows all of them alike.
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rounds = Number(process.argv[2] ?? 15)
const built = (file) => pathToFileURL(join(root, 'dist', file)).href
const subjects = {
  fairlead: built('index.js'),
  'fairlead/sqlite': built('sqlite.js'),
  immer: 'immer',
  'json-rules-engine': 'json-rules-engine',
  zod: 'zod',
}

const program = (specifier) =>
  `const start = process.hrtime.bigint(); await import(${JSON.stringify(specifier)}); console.log(Number(process.hrtime.bigint() - start) / 1e6)`
const importOnce = (specifier) =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', program(specifier)], { cwd: root, encoding: 'utf8' }),
  )
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const timings = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, specifier] of Object.entries(subjects)) timings[name].push(importOnce(specifier))
}

const base = median(timings.fairlead)
console.log(`Cold import on Node ${process.version}, median of ${rounds} processes each, relative to fairlead:`)
for (const [name, values] of Object.entries(timings)) {
  const ms = median(values)
  console.log(`  ${name.padEnd(20)} ${(ms / base).toFixed(2).padStart(6)}   ${ms.toFixed(1)} ms`)
}
