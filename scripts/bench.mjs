// Measures matching, picking and whole decisions beside others, as ratios: node scripts/bench.mjs [--only matching|picks] [--write]
// With --write the results become docs/performance.md and docs/performance-picks.md. Takes some minutes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean', default: false } } })
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const parts = {
  matching: { page: 'docs/performance.md', call: 'matchPageOf(await benchMatching(wholeMatching, tell), machine())' },
  picks: { page: 'docs/performance-picks.md', call: 'pageOf(await bench(whole, tell))' },
}
if (values.only !== undefined && !Object.hasOwn(parts, values.only)) throw new Error(`--only is one of: ${Object.keys(parts).join(', ')}`)

// Within the checkout, so that the packages under measurement are found; they stay as they are.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'bench-'))
try {
  await build({
    entryPoints: { suite: join(root, 'test/bench/suite.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    alias: { fairlead: join(root, 'src/index.ts'), 'fairlead/rotation': join(root, 'src/door/rotation.ts') },
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  const suite = pathToFileURL(join(folder, 'suite.mjs')).href
  for (const [name, { page, call }] of Object.entries(parts)) {
    if (values.only !== undefined && values.only !== name) continue
    const file = join(folder, `${name}.md`)
    const program = `
      import { writeFileSync } from 'node:fs'
      import { bench, benchMatching, machine, matchPageOf, pageOf, whole, wholeMatching } from ${JSON.stringify(suite)}
      const tell = (step) => console.error(step)
      writeFileSync(${JSON.stringify(file)}, ${call})`
    // A process of its own, for its own garbage collector.
    const { status } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], { cwd: root, stdio: 'inherit' })
    if (status !== 0) {
      process.exitCode = status ?? 1
      break
    }
    const text = readFileSync(file, 'utf8')
    if (values.write) writeFileSync(join(root, page), text)
    console.log(text)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
