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
  matching: {
    page: 'docs/performance.md',
    measure: (run) => {
      const count = Number(run('String(suite.partsOf(suite.wholeMatching).length)'))
      const each = (at) => run(`JSON.stringify(await suite.benchMatching(suite.partsOf(suite.wholeMatching)[${at}], tell))`)
      const measured = Array.from({ length: count }, (_, at) => each(at))
      return run(`suite.matchPageOf(suite.joined(suite.wholeMatching, [${measured.join()}]), suite.machine())`)
    },
  },
  picks: { page: 'docs/performance-picks.md', measure: (run) => run('suite.pageOf(await suite.bench(suite.whole, tell))') },
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
  const run = (code) => {
    const out = join(folder, 'out.txt')
    const program = `
      import { writeFileSync } from 'node:fs'
      import * as suite from ${JSON.stringify(pathToFileURL(join(folder, 'suite.mjs')).href)}
      const tell = (step) => console.error(step)
      writeFileSync(${JSON.stringify(out)}, ${code})`
    // A process of its own, for its own garbage collector.
    const { status } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], { cwd: root, stdio: 'inherit' })
    if (status !== 0) throw new Error(`Measuring ended with ${status}.`)
    return readFileSync(out, 'utf8')
  }
  for (const [name, { page, measure }] of Object.entries(parts)) {
    if (values.only !== undefined && values.only !== name) continue
    const text = measure(run)
    if (values.write) writeFileSync(join(root, page), text)
    console.log(text)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
