import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SqliteOptions, sqliteStore } from '../../../src/adapter/sqlite/index.js'
import { temporaryFolder } from './temporaryFolder.js'

const { file } = temporaryFolder()

test.each<[object, readonly string[]]>([
  [{ synchronus: 'full' }, ['There are: synchronous, busyTimeoutMs.']],
  [{ synchronous: 'off', busyTimeoutMs: -1 }, ["Use 'full' or 'normal'.", 'Use milliseconds, 0 or more.']],
  [{ busyTimeoutMs: Number.NaN }, ['Use milliseconds, 0 or more.']],
])('%j cannot be used, and no file is made', (options, hints) => {
  const path = file()
  expect(() => sqliteStore(path, options as SqliteOptions)).toThrow(
    expect.objectContaining({ code: 'badOptions', issues: hints.map((hint) => expect.objectContaining({ hint })) }),
  )
  expect(existsSync(path)).toBe(false)
})
