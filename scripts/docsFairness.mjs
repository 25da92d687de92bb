// Measures the fairness of the ledger and of the usual rules, and writes docs/fairness-measured.md and docs/images/deviation.svg:
// node scripts/docsFairness.mjs [--check]
// With --check nothing is written; the exit code is 1 where a file is not what would be written. Takes some ten seconds.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const { outputFiles } = await build({
  entryPoints: [join(root, 'test/fairness/report.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
})
const { report } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)

for (const [path, text] of Object.entries(report())) {
  const file = join(root, path)
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${path} is out of date: run \`npm run docs:fairness\`.`)
    process.exitCode = 1
  }
}
