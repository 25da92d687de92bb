import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { type Stage, staged } from './stage.js'

// Four processes and a server: a minute or two where others are at work.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let stage: Stage

beforeAll(async () => {
  process.env.DATABASE_URL = inject('postgresUrl')
  stage = await staged()
})

afterAll(async () => {
  delete process.env.DATABASE_URL
  await stage.remove()
})

const main = 'examples/demo/postgres/main.mjs'

test('four processes share a rotation, one is killed, and everything holds', async () => {
  const { status, stdout, stderr } = await stage.run(main)
  expect(stderr).toBe('')
  expect(stdout.split('\n').filter((line) => line.startsWith('  yes '))).toHaveLength(8)
  expect(stdout).not.toContain('NO ')
  expect(stdout).toContain('process 1 was killed (kill -9)')
  expect(stdout).toContain('every lead has one owner, the same in every answer: 1200 of 1200')
  expect(status).toBe(0)
})

test('ends with 1 if a lead has two owners', async () => {
  const path = join(stage.folder, main)
  const text = await readFile(path, 'utf8')
  const honest = 'new Set()).add(rep)'
  expect(text).toContain(honest)
  await writeFile(path, text.replace(honest, "new Set()).add(rep).add('somebody else')"))
  const { status, stdout } = await stage.run(main)
  expect(stdout).toContain('NO  every lead has one owner')
  expect(status).toBe(1)
})
