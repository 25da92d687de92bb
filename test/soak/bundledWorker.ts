import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import { root } from '../tidy/source.js'

/** The worker as a file that plain Node runs, and a folder that is gone after the tests. */
export function bundledWorker(): { readonly path: () => string; readonly folder: () => string } {
  let folder = ''
  beforeAll(async () => {
    // Within the checkout, so that the drivers are found.
    mkdirSync(join(root, '.tmp'), { recursive: true })
    folder = mkdtempSync(join(root, '.tmp', 'soak-'))
    await bundle(root, folder, { worker: 'test/soak/worker.ts' })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { path: () => join(folder, 'worker.mjs'), folder: () => folder }
}
