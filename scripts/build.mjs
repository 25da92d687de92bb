// Builds the package: node scripts/build.mjs [folder, by default dist]
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { licensesOf } from './licenses.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = resolve(process.argv[2] ?? join(root, 'dist'))

rmSync(out, { recursive: true, force: true })
const tsup = spawnSync(process.execPath, [join(root, 'node_modules/tsup/dist/cli-default.js'), '--out-dir', out], {
  cwd: root,
  stdio: 'inherit',
})
if (tsup.status !== 0) process.exit(tsup.status ?? 1)

const metafiles = ['esm', 'cjs'].map((format) => join(out, `metafile-${format}.json`))
const inputs = metafiles.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')).inputs))
for (const file of metafiles) rmSync(file)
writeFileSync(join(out, 'THIRD_PARTY_LICENSES.txt'), licensesOf(root, inputs))
