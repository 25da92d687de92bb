// Simulates the same leads under every Node version the package promises, in three time zones and under a Turkish locale, and holds all decisions
// and reports against each other, byte by byte: node scripts/replayNodes.mjs [--leads N] [majors]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values, positionals } = parseArgs({ options: { leads: { type: 'string', default: '100000' } }, allowPositionals: true })
const majors = positionals.length > 0 ? positionals : ['20', '22', '24']
const places = [
  { TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' },
]

mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'replay-'))
try {
  await bundle(root, folder, { main: 'test/simulate/nodes/main.ts' })
  const runs = majors.flatMap((major) => {
    const own = process.versions.node.split('.')[0] === major
    const find = ['-y', '-p', `node@${major}`, 'node', '-p', 'process.execPath']
    const node = own ? process.execPath : execFileSync('npx', find, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
    return places.map((place) => {
      const out = execFileSync(node, [join(folder, 'main.mjs'), values.leads], { encoding: 'utf8', env: { ...process.env, ...place } })
      const told = JSON.parse(out)
      console.log(`${told.node.padEnd(9)} ${told.zone.padEnd(17)} ${place.LC_ALL.padEnd(12)} ${told.decided} decisions ${told.decisions}`)
      return told
    })
  })
  for (const what of ['decided', 'decisions', 'report', 'comparison', 'page']) {
    const found = new Set(runs.map((run) => run[what]))
    console.log(`${what}: ${found.size === 1 ? 'the same in all' : `DIFFERENT: ${[...found].join(', ')}`}`)
    if (found.size > 1) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
