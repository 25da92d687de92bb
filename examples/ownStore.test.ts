// How a store of one's own is held against the contract: the same cases that fairlead's own stores pass.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from 'fairlead'
import { storeContract } from 'fairlead/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { journalStore } from './ownStore.js'

const folder = mkdtempSync(join(tmpdir(), 'fairlead-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

const paths = new WeakMap<Store, string>()
let files = 0

function open(path = join(folder, `${files++}.jsonl`)): Store {
  const store = journalStore(path)
  paths.set(store, path)
  return store
}

const cases = storeContract({
  name: 'journal',
  open: () => open(),
  async reopen(store) {
    await store.end()
    return open(paths.get(store))
  },
})

describe('a journal keeps the contract of every store', () => {
  for (const { name, run, skip } of cases) test.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (${skip})`, run)
})

describe('a journal that ends in the middle of a line', () => {
  const accepted = async (store: Store) => (await store.accepted({ now: 9, limit: 9 })).map(({ key }) => key)

  test('goes on after the last whole one', async () => {
    const path = join(folder, 'torn.jsonl')
    const store = open(path)
    await store.accept({ key: 'L1', content: { name: 'Ärzte' }, receivedAt: 1 })
    await store.end()
    const whole = readFileSync(path, 'utf8')
    appendFileSync(path, whole.slice(0, 40))
    const again = open(path)
    expect(await accepted(again)).toEqual(['L1'])
    expect(readFileSync(path, 'utf8')).toBe(whole)
    await again.accept({ key: 'L2', content: {}, receivedAt: 2 })
    await again.end()
    const last = open(path)
    expect(await accepted(last)).toEqual(['L1', 'L2'])
    await last.end()
  })
})
