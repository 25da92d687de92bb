import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder of this test file, removed at its end, and new paths in it. */
export function temporaryFolder(): { readonly folder: string; file(): string } {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-'))
  let files = 0
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { folder, file: () => join(folder, `${files++}.db`) }
}
