import assert from 'node:assert/strict'
import type { Instant } from '../lead.js'
import type { Store } from '../port/store.js'
import type { DraftRecord, PlanRecord, VersionRecord } from '../state/planRecord.js'
import { assertSame, errorOf, look, request, type StoreCase, write, writeOf } from './storeContractCase.js'
import { document, oddNames } from './storeContractRecords.js'

export function versionOf(number: number, version: number, over: Partial<VersionRecord> = {}): VersionRecord {
  const signed = { author: 'ana', reason: 'a better plan', at: 1_000 }
  return { kind: 'version', number, version, digest: `digest ${version}`, name: 'inbound', ...signed, ...over }
}

export function draftOf(number: number, over: Partial<DraftRecord> = {}): DraftRecord {
  return { kind: 'draft', number, digest: 'd', name: 'inbound', author: 'ana', reason: 'try', at: 1_000, issues: [], ...over }
}

export const planCases: readonly StoreCase[] = [
  {
    name: 'where nobody has published a plan, none is in force and the journal is empty',
    async run({ store }) {
      assert.deepEqual(await store.plans({ limit: 9 }), [])
      const view = await look(store, { journal: true })
      assert.equal(view.plan, undefined)
      assert.deepEqual(view.journal, [])
      await write(store, { journal: [draftOf(1)] })
      assert.equal((await look(store)).plan, undefined, 'A draft is in force.')
    },
  },
  {
    name: 'lines of the journal of every kind come back to the byte',
    async run({ store }) {
      const issues = [{ code: 'wrongType' as const, message: 'no', path: ['rules', 0], hint: 'yes' }]
      const signed = { author: 'Zoë \u0000\ud800', reason: oddNames.join(), at: 2 ** 41 }
      const journal: readonly PlanRecord[] = [
        draftOf(1, { issues }),
        { kind: 'evidence', number: 2, of: 1, digest: '__proto__', ...signed },
        { kind: 'discarded', number: 3, of: 1, ...signed },
        versionOf(4, 1, { ...signed, draft: 9, restores: 7, from: 2 ** 42 }),
        ...oddNames.map((name, index) => versionOf(5 + index, 2 + index, { digest: name, name })),
      ]
      await write(store, { journal })
      assertSame([...(await store.plans({ limit: 1_000 }))].reverse(), journal, 'The journal')
      assertSame((await look(store, { journal: true })).journal, journal, 'The journal')
      const last = oddNames.length + 1
      assert.deepEqual((await look(store)).plan, { version: last, digest: oddNames.at(-1) })
    },
  },
  {
    name: 'the journal in pages, the latest lines first',
    async run({ store }) {
      for (let number = 1; number <= 25; number++) await write(store, { journal: [draftOf(number)] })
      const pages: (readonly number[])[] = []
      for (let before: number | undefined; ; before = pages.at(-1)?.at(-1)) {
        const page = await store.plans({ limit: 10, ...(before === undefined ? {} : { before }) })
        if (page.length === 0) break
        // A store that takes no notice of `before` must fail here, and not go on for ever.
        for (const { number } of page) assert.ok(before === undefined || number < before, `Line ${number} is not before line ${before}.`)
        assert.ok(pages.length < 25, 'The pages of the journal have no end.')
        pages.push(page.map(({ number }) => number))
      }
      assert.deepEqual(
        pages.map((page) => page.length),
        [10, 10, 5],
      )
      assert.deepEqual(
        pages.flat(),
        Array.from({ length: 25 }, (_, index) => 25 - index),
      )
      assert.deepEqual(await store.plans({ limit: 0 }), [])
    },
  },
  {
    name: 'a transaction sees the journal where it asks for it',
    async run({ store }) {
      await write(store, { journal: [draftOf(1), versionOf(2, 1)] })
      assert.equal((await look(store)).journal, undefined, 'It sees what it did not ask for.')
      assertSame((await look(store, { journal: true })).journal, [draftOf(1), versionOf(2, 1)], 'The journal')
    },
  },
  {
    name: 'a version is in force in the very next transaction, whatever its clock says',
    async run({ store }) {
      await write(store, { journal: [versionOf(1, 1, { at: 9_000 })] }, { now: 9_000 })
      assert.deepEqual((await look(store, { now: 1 })).plan, { version: 1, digest: 'digest 1' })
      await write(store, { journal: [versionOf(2, 2, { at: 9_000 })], entries: 0 }, { now: 9_000 })
      assert.deepEqual((await look(store, { now: 1 })).plan, { version: 2, digest: 'digest 2' })
    },
  },
  {
    name: 'a scheduled version is in force from its time on, to the millisecond',
    async run({ store }) {
      const from = 2 ** 41
      await write(store, { journal: [versionOf(1, 1), versionOf(2, 2, { from })] })
      assert.deepEqual(await versionsAt(store, [from - 1, from, from + 1, 1_000]), [1, 2, 2, 1])
    },
  },
  {
    name: 'once the trail is past its time, a scheduled version is in force for clocks that are behind, too',
    async run({ store }) {
      await write(store, { journal: [versionOf(1, 1), versionOf(2, 2, { from: 5_000 }), versionOf(3, 3, { from: 6_000 })] })
      assert.deepEqual(await versionsAt(store, [4_999]), [1])
      await write(store, {}, { now: 5_000 })
      assert.deepEqual(await versionsAt(store, [1, 4_999, 5_999, 6_000]), [2, 2, 2, 3])
    },
  },
  {
    name: 'of the versions whose time has come the one with the highest number is in force',
    async run({ store }) {
      await write(store, { journal: [versionOf(1, 1), versionOf(2, 2, { from: 5_000 }), versionOf(3, 3, { from: 4_000 }), draftOf(4)] })
      assert.deepEqual(await versionsAt(store, [3_999, 4_000, 5_000, 9_000]), [1, 3, 3, 3])
      await write(store, { journal: [versionOf(5, 4)] })
      assert.deepEqual(await versionsAt(store, [3_999, 4_000, 5_000, 9_000]), [4, 4, 4, 4])
    },
  },
  {
    name: 'of many who publish at once each sees the one before, and no line is lost',
    async run({ store }) {
      const seen = await Promise.all(Array.from({ length: 60 }, () => publish(store)))
      const inOrder = [...seen].sort((one, other) => one - other)
      assert.deepEqual(
        inOrder,
        Array.from({ length: 60 }, (_, index) => index),
        'Two who published saw the same version in force.',
      )
      const journal = await store.plans({ limit: 100 })
      assert.deepEqual(
        journal.map(({ number }) => number),
        Array.from({ length: 60 }, (_, index) => 60 - index),
      )
    },
  },
  {
    name: 'no transaction sees an earlier version than one before it in the trail',
    async run({ store }) {
      const seen: (readonly [seq: number, version: number])[] = []
      const decide = async (): Promise<void> =>
        void (await store.transact({
          ...request(),
          step: (view) => {
            seen.push([view.head.seq + 1, view.plan?.version ?? 0])
            return { write: writeOf(view, {}), result: undefined }
          },
        }))
      await Promise.all(Array.from({ length: 90 }, (_, index) => (index % 3 === 0 ? publish(store) : decide())))
      const versions = seen.sort(([one], [other]) => one - other).map(([, version]) => version)
      assert.equal(versions.length, 60)
      for (const [index, version] of versions.entries())
        assert.ok(version >= (versions[index - 1] ?? 0), `Version ${version} is in force after version ${versions[index - 1]}.`)
    },
  },
  {
    name: 'what a step that throws, or a write that fails, would have published is not in force',
    async run({ store }) {
      await write(store, { journal: [versionOf(1, 1)] })
      await errorOf(() => write(store, { journal: [versionOf(2, 2)], documents: [document('d1', 1n as never)] }))
      await errorOf(() =>
        store.transact({
          ...request(),
          step: () => {
            throw new Error('mine')
          },
        }),
      )
      assert.deepEqual(await versionsAt(store, [9_000]), [1])
      assert.equal((await store.plans({ limit: 9 })).length, 1)
      await write(store, { journal: [versionOf(2, 2)] })
      assert.deepEqual(await versionsAt(store, [9_000]), [2])
    },
  },
  {
    name: 'a journal with a gap, or with a number twice, is refused',
    async run({ store }) {
      await write(store, { journal: [draftOf(1)] })
      for (const journal of [[draftOf(1)], [draftOf(3)], [draftOf(2), draftOf(4)], [draftOf(2), draftOf(2)]])
        await errorOf(() => write(store, { journal }))
      assertSame(await store.plans({ limit: 9 }), [draftOf(1)], 'The journal')
    },
  },
  {
    name: 'changing lines of the journal changes nothing in the store',
    async run({ store }) {
      const journal = [versionOf(1, 1)]
      await write(store, { journal })
      const read = [journal, await store.plans({ limit: 9 }), (await look(store, { journal: true })).journal ?? []]
      for (const lines of read) spoil(lines)
      assertSame(await store.plans({ limit: 9 }), [versionOf(1, 1)], 'The journal')
      assert.deepEqual((await look(store)).plan, { version: 1, digest: 'digest 1' })
    },
  },
  {
    name: 'the journal is there after opening again, and goes on',
    needs: 'reopen',
    async run({ store, reopen }) {
      await write(store, { journal: [draftOf(1), versionOf(2, 1), versionOf(3, 2, { from: 5_000 })] })
      const again = await reopen(store)
      assert.deepEqual(await versionsAt(again, [4_999, 5_000]), [1, 2])
      await write(again, { journal: [versionOf(4, 3)] })
      assert.deepEqual(await versionsAt(again, [4_999]), [3])
      assert.equal((await again.plans({ limit: 9 })).length, 4)
    },
  },
  {
    name: 'what is published through one handle is in force for the next transaction of another',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await look(other)
      await write(store, { journal: [versionOf(1, 1)], entries: 0 })
      assert.deepEqual(await versionsAt(other, [1]), [1])
      const seen = await Promise.all(Array.from({ length: 30 }, (_, index) => publish(index % 2 === 0 ? store : other)))
      assert.equal(new Set(seen).size, 30, 'Two who published saw the same version in force.')
    },
  },
]

/** Publishes the next version. @returns the version that was in force before */
async function publish(store: Store): Promise<number> {
  return await store.transact({
    ...request({ journal: true }),
    step: (view) => {
      const { journal = [], plan } = view
      const versions = journal.filter(({ kind }) => kind === 'version').length
      return { write: writeOf(view, { journal: [versionOf(journal.length + 1, versions + 1)] }), result: plan?.version ?? 0 }
    },
  })
}

async function versionsAt(store: Store, times: readonly Instant[]): Promise<readonly (number | undefined)[]> {
  const found: (number | undefined)[] = []
  for (const now of times) found.push((await look(store, { now })).plan?.version)
  return found
}

/** Writes over everything, as far as that can be done. */
function spoil(lines: readonly PlanRecord[]): void {
  try {
    for (const line of lines) Object.assign(line, { version: 7, digest: 'spoilt', author: 'nobody', from: 9_999 })
    ;(lines as PlanRecord[]).length = 0
  } catch {
    // Frozen: as good.
  }
}
