// Puts the help texts of the commands into docs/cli.md: node scripts/docsCli.mjs [command file, by default dist/cli.js].
// Each stands in the block below its mark, `<!-- help: check -->`. test/docs/cli.test.ts holds the page against the source.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const command = resolve(process.argv[2] ?? join(root, 'dist/cli.js'))
const page = join(root, 'docs/cli.md')

const help = (name) => execFileSync(process.execPath, [command, 'help', name], { encoding: 'utf8' }).trimEnd()
const text = readFileSync(page, 'utf8')
writeFileSync(
  page,
  text.replace(/(<!-- help: (\w+) -->\n```text\n)[\s\S]*?(\n```)/g, (_, before, name, after) => `${before}${help(name)}${after}`),
)
