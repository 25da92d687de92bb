// How well and how fast accounts are matched, beside other ways: node scripts/matchAccounts.mjs [--quality] [--speed] [--sizes 10000,1000000]
// Without an option both. The tables stand in docs/accounts.md.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.mjs'

const { values } = parseArgs({
  options: { quality: { type: 'boolean' }, speed: { type: 'boolean' }, sizes: { type: 'string', default: '10000,100000,1000000' }, others: { type: 'boolean' } },
})
const both = values.quality !== true && values.speed !== true
const root = dirname(dirname(fileURLToPath(import.meta.url)))
// Within the checkout, so that packages are found.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'match-'))
try {
  await bundle(root, folder, { suite: 'test/adapter/accounts/suite.ts' })
  const { qualityReport, speedReport } = await import(pathToFileURL(join(folder, 'suite.mjs')).href)
  if (both || values.quality) console.log(`${await qualityReport(1000)}\n`)
  if (both || values.speed) console.log(await speedReport(values.sizes.split(',').map(Number), values.others === true))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
