import type { Store } from '../port/store.js'
import { type Load, noLoad } from '../state/record.js'
import { assertSame, look, type StoreCase, write } from './storeContractCase.js'
import { oddNames } from './storeContractRecords.js'

export const loadCases: readonly StoreCase[] = [
  {
    name: 'a rep without a record has no load',
    async run({ store }) {
      await assertLoads(store, { ana: { open: 0, assigned: 0 } })
    },
  },
  {
    name: 'loads are final, not added',
    async run({ store }) {
      await write(store, { loads: new Map([['ana', { open: 3, assigned: 10 }]]) })
      await write(store, { loads: new Map([['ana', { open: 4, assigned: 11 }]]) })
      await assertLoads(store, { ana: { open: 4, assigned: 11 } })
    },
  },
  {
    name: 'a load falls to zero',
    async run({ store }) {
      await write(store, { loads: new Map([['ana', { open: 1, assigned: 1 }]]) })
      await write(store, { loads: new Map([['ana', { open: 0, assigned: 1 }]]) })
      await assertLoads(store, { ana: { open: 0, assigned: 1 } })
    },
  },
  {
    name: 'reps that a write does not name keep their load',
    async run({ store }) {
      await write(store, {
        loads: new Map([
          ['ana', { open: 1, assigned: 2 }],
          ['ben', { open: 3, assigned: 4 }],
        ]),
      })
      await write(store, { loads: new Map([['ben', { open: 5, assigned: 6 }]]) })
      await assertLoads(store, { ana: { open: 1, assigned: 2 }, ben: { open: 5, assigned: 6 }, cem: noLoad })
    },
  },
  {
    name: 'counters come back, are replaced whole, and go again',
    async run({ store }) {
      const load: Load = { open: 2, assigned: 9, counts: { day: ['2026-11-27', 4], 'open enterprise': ['', 2], '__proto__ x': ['', 0] } }
      await write(store, { loads: new Map([['ana', load]]) })
      await assertLoads(store, { ana: load })
      await write(store, { loads: new Map([['ana', { ...load, counts: { day: ['2026-11-28', 1] } }]]) })
      await assertLoads(store, { ana: { open: 2, assigned: 9, counts: { day: ['2026-11-28', 1] } } })
      await write(store, { loads: new Map([['ana', { open: 2, assigned: 9 }]]) })
      await assertLoads(store, { ana: { open: 2, assigned: 9 } })
    },
  },
  {
    name: 'large loads are exact',
    async run({ store }) {
      const load = { open: 2 ** 32 + 1, assigned: Number.MAX_SAFE_INTEGER }
      await write(store, { loads: new Map([['ana', load]]) })
      await assertLoads(store, { ana: load })
    },
  },
  {
    name: 'unusual names of reps are names like others',
    async run({ store }) {
      const loads = oddNames.map((name, index): [string, Load] => [name, { open: index, assigned: index + 1 }])
      await write(store, { loads: new Map(loads) })
      await assertLoads(store, Object.fromEntries(loads))
    },
  },
  {
    name: 'the loads of 2,000 reps at once',
    async run({ store }) {
      const loads = Array.from({ length: 2_000 }, (_, index): [string, Load] => [`rep ${index}`, { open: index, assigned: 2 * index }])
      await write(store, { loads: new Map(loads) })
      await assertLoads(store, Object.fromEntries(loads))
    },
  },
]

async function assertLoads(store: Store, expected: { readonly [rep: string]: Load }): Promise<void> {
  const reps = Object.keys(expected)
  const [loads, view] = [await store.loads(reps), await look(store, { reps })]
  for (const rep of reps) {
    const own = Object.hasOwn(loads, rep) ? loads[rep] : noLoad
    assertSame(own, expected[rep], `The load of ${JSON.stringify(rep)}`)
    assertSame(view.loads.get(rep), expected[rep], `The load of ${JSON.stringify(rep)} in the view`)
  }
}
