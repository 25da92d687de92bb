import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../tidy/source.js'

/** The worker as one file that plain Node runs, within the checkout so that the drivers are found. */
export async function bundledWorker(): Promise<{ readonly path: string; remove(): void }> {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'chaos-'))
  const path = join(folder, 'worker.mjs')
  await build({
    entryPoints: [join(root, 'test/chaos/worker.ts')],
    outfile: path,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
