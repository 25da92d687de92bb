import assert from 'node:assert/strict'
import type { LedgerState, Standing } from '../ledger/state.js'
import type { Store } from '../port/store.js'
import { assertSame, look, present, type StoreCase, write } from './storeContractCase.js'
import { change, ledgerAt, lookalikes, oddNames } from './storeContractRecords.js'

export const ledgerCases: readonly StoreCase[] = [
  {
    name: 'the ledger of an unknown rotation is empty',
    async run({ store }) {
      await assertLedger(store, 'r', ledgerAt(0, {}))
    },
  },
  {
    name: 'a change names some members, and the others keep their standing',
    async run({ store }) {
      await write(store, { ledgers: [change('r', 3, { ana: [10, 1], ben: [-4, 2], cem: [-6, 3] })] })
      await write(store, { ledgers: [change('r', 4, { ben: [7, 4] })] })
      await assertLedger(store, 'r', ledgerAt(4, { ana: [10, 1], ben: [7, 4], cem: [-6, 3] }))
    },
  },
  {
    name: 'members join later, and nobody is lost',
    async run({ store }) {
      await write(store, { ledgers: [change('r', 1, { ana: [0, 1] })] })
      await write(store, { ledgers: [change('r', 2, { ben: [0, 2] })] })
      await write(store, { ledgers: [change('r', 3, { cem: [0, 3] })] })
      await assertLedger(store, 'r', ledgerAt(3, { ana: [0, 1], ben: [0, 2], cem: [0, 3] }))
    },
  },
  {
    name: 'a change without members moves the turn alone',
    async run({ store }) {
      await write(store, { ledgers: [change('new', 1, {})] })
      await assertLedger(store, 'new', ledgerAt(1, {}))
      await write(store, { ledgers: [change('r', 5, { ana: [1, 1] })] })
      await write(store, { ledgers: [change('r', 6, {})] })
      await assertLedger(store, 'r', ledgerAt(6, { ana: [1, 1] }))
    },
  },
  {
    name: 'a standing is final, not added',
    async run({ store }) {
      await write(store, { ledgers: [change('r', 1, { ana: [5, 1] })] })
      await write(store, { ledgers: [change('r', 1, { ana: [5, 1] })] })
      await write(store, { ledgers: [change('r', 2, { ana: [0, 0] })] })
      await assertLedger(store, 'r', ledgerAt(2, { ana: [0, 0] }))
    },
  },
  {
    name: 'several changes of one rotation in one write apply in order',
    async run({ store }) {
      await write(store, {
        ledgers: [
          change('r', 1, { ana: [1, 1], ben: [-1, 0] }),
          change('r', 2, { ana: [-2, 2], cem: [2, 1] }),
          change('r', 3, { ben: [9, 3] }),
        ],
      })
      await assertLedger(store, 'r', ledgerAt(3, { ana: [-2, 2], ben: [9, 3], cem: [2, 1] }))
    },
  },
  {
    name: 'the same rep stands in each rotation on its own',
    async run({ store }) {
      await write(store, { ledgers: [change('a', 1, { ana: [1, 1] }), change('b', 2, { ana: [2, 2] })] })
      await write(store, { ledgers: [change('a', 3, { ana: [3, 3] })] })
      await assertLedger(store, 'a', ledgerAt(3, { ana: [3, 3] }))
      await assertLedger(store, 'b', ledgerAt(2, { ana: [2, 2] }))
    },
  },
  {
    name: 'large credits are exact',
    async run({ store }) {
      const largest = Number.MAX_SAFE_INTEGER
      const members: Record<string, Standing> = {
        largest: [largest, 0],
        smallest: [-largest, 1],
        below: [largest - 1, 2],
        above: [-largest + 1, 3],
        lead: [5_354_228_880, 4],
        half: [100_000_000_000_001, 5],
        wide: [2 ** 31, 2 ** 31],
        wider: [2 ** 32 + 1, 2 ** 40 + 1],
        odd: [-(2 ** 52) - 1, 6],
        zero: [0, 0],
      }
      await write(store, { ledgers: [change('r', 2 ** 33 + 1, members)] })
      await assertLedger(store, 'r', ledgerAt(2 ** 33 + 1, members))
    },
  },
  {
    name: 'a standing keeps its length: two to five numbers',
    async run({ store }) {
      const members: Record<string, Standing> = {
        two: [1, 2],
        three: [1, 2, 3],
        four: [1, 2, 3, -4],
        five: [1, 2, 3, 4, -5],
        zeros: [0, 0, 0, 0, 5],
        ended: [0, 0, 7, 0],
      }
      await write(store, { ledgers: [change('r', 1, members)] })
      await assertLedger(store, 'r', ledgerAt(1, members))
      const shorter: Record<string, Standing> = { five: [1, 2], four: [1, 2, 3], two: [1, 2, 3, 4, 5] }
      await write(store, { ledgers: [change('r', 2, shorter)] })
      await assertLedger(store, 'r', ledgerAt(2, { ...members, ...shorter }))
    },
  },
  {
    name: 'one of 2,000 members changes, and 1,999 stay',
    async run({ store }) {
      const members = Object.fromEntries(
        Array.from({ length: 2_000 }, (_, index): [string, Standing] => [`rep ${index}`, [index - 1_000, index]]),
      )
      await write(store, { ledgers: [change('r', 2_000, members)] })
      await write(store, { ledgers: [change('r', 2_001, { 'rep 1234': [1, 2_001] })] })
      await assertLedger(store, 'r', ledgerAt(2_001, { ...members, 'rep 1234': [1, 2_001] }))
    },
  },
  {
    name: 'unusual names of rotations are names like others',
    async run({ store }) {
      const changes = oddNames.map((name, index) => change(name, index, { ana: [index, index] }))
      await write(store, { ledgers: changes })
      for (const [index, name] of oddNames.entries()) await assertLedger(store, name, ledgerAt(index, { ana: [index, index] }))
    },
  },
  {
    name: 'unusual names of reps in a ledger are names like others',
    async run({ store }) {
      const members = Object.fromEntries(oddNames.map((name, index): [string, Standing] => [name, [index, -index]]))
      await write(store, { ledgers: [change('r', 1, members)] })
      for (const name of oddNames)
        await write(store, { ledgers: [change('r', 2, Object.fromEntries([[name, present(members[name], 'The standing')]]))] })
      const ledger = await store.ledger('r')
      assertSame(ledger, ledgerAt(2, members), 'The ledger')
      for (const name of oddNames) assert.ok(Object.hasOwn(ledger.members, name), `The rep ${JSON.stringify(name)} is missing.`)
    },
  },
  {
    name: 'names that look alike are different rotations and reps',
    async run({ store }) {
      for (const [one, other] of lookalikes) {
        await write(store, {
          ledgers: [
            change(
              one,
              1,
              Object.fromEntries([
                [one, [1, 1]],
                [other, [2, 2]],
              ]),
            ),
          ],
        })
        await write(store, { ledgers: [change(other, 2, Object.fromEntries([[other, [3, 3]]]))] })
        assert.deepEqual([...((await store.ledger(one)).members[one] ?? [])], [1, 1], JSON.stringify([one, other]))
        assert.deepEqual([...((await store.ledger(other)).members[other] ?? [])], [3, 3], JSON.stringify([one, other]))
      }
    },
  },
]

async function assertLedger(store: Store, rotation: string, expected: LedgerState): Promise<void> {
  assertSame(await store.ledger(rotation), expected, `The ledger of ${JSON.stringify(rotation)}`)
  assertSame(
    (await look(store, { rotations: [rotation] })).ledgers.get(rotation),
    expected,
    `The ledger of ${JSON.stringify(rotation)} in the view`,
  )
}
