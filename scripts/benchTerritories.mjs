// Measures tables of territories by their number of rows, each in a process of its own: node scripts/benchTerritories.mjs [--write] [rows ...]
// With --write the table of docs/territories.md is written anew.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const given = process.argv
  .slice(2)
  .filter((arg) => arg !== '--write')
  .map(Number)
const sizes = given.length > 0 ? given : [10, 100, 1000, 10_000]

mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'bench-'))
try {
  await bundle(root, folder, { main: 'test/bench/territories/measure.ts' })
  const main = pathToFileURL(join(folder, 'main.mjs')).href
  const { tableText } = await import(main)
  const rows = sizes.map((size) => {
    const code = `const { measureTerritories } = await import(${JSON.stringify(main)}); console.log(JSON.stringify(measureTerritories(${size})))`
    return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', cwd: root }))
  })
  const table = tableText(rows)
  console.log(table)
  if (process.argv.includes('--write')) {
    const page = join(root, 'docs/territories.md')
    const text = readFileSync(page, 'utf8')
    const written = text.replace(
      /(<!-- bench:territories -->\n)[\s\S]*?(\n<!-- end -->)/,
      (_, before, after) => `${before}${table}${after}`,
    )
    if (!text.includes('<!-- bench:territories -->')) throw new Error('docs/territories.md has no place for the table.')
    writeFileSync(page, written)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
