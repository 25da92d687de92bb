// Measures picking and whole decisions beside others, as ratios: node scripts/bench.mjs [--write]
// With --write the results become docs/performance.md. Takes about two minutes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Within the checkout, so that the packages under measurement are found; they stay as they are.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'bench-'))
try {
  await build({
    entryPoints: { bench: join(root, 'test/bench/bench.ts'), report: join(root, 'test/bench/report.ts') },
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
  const [bench, report] = ['bench', 'report'].map((name) => pathToFileURL(join(folder, `${name}.mjs`)).href)
  const page = join(folder, 'page.md')
  const program = `
    import { writeFileSync } from 'node:fs'
    import { bench, whole } from ${JSON.stringify(bench)}
    import { pageOf } from ${JSON.stringify(report)}
    const results = await bench(whole, (step) => console.error(step))
    writeFileSync(${JSON.stringify(page)}, pageOf(results))`
  // A process of its own, for its own garbage collector.
  const { status } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
  if (status === 0) {
    const text = readFileSync(page, 'utf8')
    if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/performance.md'), text)
    console.log(text)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
