// How well and how fast accounts are matched, beside other ways:
//   node scripts/matchAccounts.mjs [--quality] [--pairs FILE] [--speed] [--sizes 10000,1000000] [--others]
// Without an option quality and speed, with --others also of fuse.js, minisearch and a scan. --pairs takes names of companies, one `name;country` a
// line, and measures the quality on them. The tables stand in docs/accounts.md.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.mjs'

const { values } = parseArgs({
  options: {
    quality: { type: 'boolean' },
    pairs: { type: 'string' },
    speed: { type: 'boolean' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    others: { type: 'boolean', default: false },
  },
})
const both = values.quality !== true && values.speed !== true && values.pairs === undefined
const root = dirname(dirname(fileURLToPath(import.meta.url)))
// Within the checkout, so that packages are found.
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp', 'match-'))
try {
  await bundle(root, folder, { suite: 'test/adapter/accounts/suite.ts' })
  const { labelledNames, qualityReport, reportOn, speedReport } = await import(pathToFileURL(join(folder, 'suite.mjs')).href)
  if (both || values.quality) console.log(`${await qualityReport(400)}\n`)
  if (values.pairs !== undefined) console.log(`${await reportOn(labelledNames(readFileSync(values.pairs, 'utf8'), 1))}\n`)
  if (both || values.speed) {
    console.log(await speedReport(values.sizes.split(',').map(Number), values.others))
    console.log(
      `\nNode ${process.versions.node}; load of the machine ${loadavg()
        .map((load) => load.toFixed(1))
        .join(', ')}`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
