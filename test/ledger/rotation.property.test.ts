import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRotation, type Rotation } from '../../src/door/rotation.js'
import { LEVEL_LIMIT } from '../../src/ledger/book.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { apply, sum } from './histories.js'
import type { Member } from './oracle.js'

type Step =
  | { readonly kind: 'turns'; readonly times: number; readonly refused: number }
  | { readonly kind: 'set'; readonly rep: number; readonly weight: number }
  | { readonly kind: 'pause'; readonly rep: number }

const weight = fc.constantFrom(1, 1, 1, 2, 2, 5, 100)
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('turns' as const),
        times: fc.integer({ min: 1, max: 12 }),
        refused: fc.constantFrom(0, 0, 1, 6, 77),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('set' as const), rep: fc.nat({ max: 11 }), weight }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const), rep: fc.nat({ max: 11 }) }) },
  ),
  { minLength: 60, maxLength: 120, size: 'max' },
)

/** The rotation beside the plain scan over whoever takes part. */
function sideBySide() {
  const rotation = createRotation()
  let ledger: LedgerState = emptyLedger
  const weights = new Map<string, number>()
  let refusals = 0
  return {
    rotation,
    refusals: () => refusals,
    set(rep: string, next: number) {
      rotation.set(rep, next)
      weights.set(rep, next)
      // The scan knows nobody before a first turn: it is told in the same order.
      if (!Object.hasOwn(ledger.members, rep))
        ledger = { ...ledger, turn: ledger.turn + 1, members: { ...ledger.members, [rep]: [0, ledger.turn + 1] } }
    },
    pause(rep: string) {
      rotation.pause(rep)
      weights.delete(rep)
    },
    /** One turn of both; the same one, or the test fails. */
    next(refused: (rep: string) => boolean, using: Rotation = rotation): string | undefined {
      const out = new Set<string>()
      const id = using.next((rep) => refused(rep) && out.add(rep) !== undefined)
      refusals += out.size
      const contenders: Member[] = [...weights].filter(([rep]) => !out.has(rep)).map(([rep, each]) => ({ id: rep, weight: each }))
      if (contenders.length === 0) {
        expect(id).toBeUndefined()
        return undefined
      }
      const { winner, change } = pickByCredit(ledger, { contenders })
      ledger = apply(ledger, change)
      expect(id).toBe(contenders[winner]?.id)
      return id
    },
    check(using: Rotation = rotation) {
      const state = using.state()
      const credits = Object.keys(state.members).map((rep) => creditOf(state, rep))
      expect(sum(credits)).toBe(0)
      for (const rep of Object.keys(state.members)) {
        expect(creditOf(state, rep)).toBe(creditOf(ledger, rep))
        expect(using.owed(rep)).toBe(creditOf(ledger, rep) / LEAD)
      }
    },
  }
}

describe('createRotation', () => {
  test('is the plain scan, with heaps: same turns, same credits, whoever joins, pauses, changes weight or is refused', () => {
    let refusals = 0
    let turns = 0
    fc.assert(
      fc.property(steps, (script) => {
        const both = sideBySide()
        for (const rep of [0, 1, 2, 3]) both.set(`rep${rep}`, 1 + (rep % 2))
        for (const step of script) {
          if (step.kind === 'set') both.set(`rep${step.rep}`, step.weight)
          else if (step.kind === 'pause') both.pause(`rep${step.rep}`)
          else
            for (let turn = 0; turn < step.times; turn++)
              turns += both.next((rep) => (step.refused >> (Number(rep.slice(3)) % 7)) % 2 === 1) === undefined ? 0 : 1
          both.check()
        }
        refusals += both.refusals()
      }),
      { numRuns: 80 },
    )
    // Hit rate: there are refusals in plenty.
    expect(refusals / turns).toBeGreaterThan(0.15)
  })

  test('a rotation read back from its state, through JSON, takes the same turns; from changes alone as well', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 50 }), (script, at) => {
        // Ids that look like numbers stand in another order in JSON.
        const original = createRotation({ reps: [{ id: '7', weight: 2 }, { id: '3' }, { id: 'b' }, { id: 'a', weight: 2 }] })
        let rows: LedgerState = { ...emptyLedger, members: {} }
        const save = (): void => {
          const { members, ...numbers } = original.changes()
          rows = { ...numbers, members: { ...rows.members, ...members } }
        }
        script.forEach((step, index) => {
          if (step.kind === 'set') original.set(`rep${step.rep}`, step.weight)
          if (step.kind === 'pause') original.pause(`rep${step.rep}`)
          if (step.kind === 'turns')
            for (let turn = 0; turn < step.times; turn++) original.next((rep) => rep.length % 2 === step.refused % 3)
          if (index % 3 === 0) save()
          if (index !== at) return
          save()
          expect(JSON.parse(JSON.stringify(rows))).toEqual(JSON.parse(JSON.stringify(original.state())))
          const copies = [original.state(), rows].map((state) =>
            createRotation({ state: JSON.parse(JSON.stringify(state)) as LedgerState }),
          )
          const reference = createRotation({ state: original.state() })
          const turns = Array.from({ length: 60 }, () => reference.next())
          for (const copy of copies) expect(Array.from({ length: 60 }, () => copy.next())).toEqual(turns)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('a turn of ten thousand changes one standing', () => {
    const rotation = createRotation({
      reps: Array.from({ length: 10_000 }, (_, index) => ({ id: `rep${index}`, weight: 1 + (index % 5) })),
    })
    rotation.changes()
    for (let turn = 0; turn < 50; turn++) {
      const id = rotation.next() as string
      expect(Object.keys(rotation.changes().members)).toEqual([id])
    }
    const asked: string[] = []
    const id = rotation.next((rep) => asked.push(rep) < 4) as string
    expect(Object.keys(rotation.changes().members).sort()).toEqual([...asked].sort())
    expect(asked).toHaveLength(4)
    expect(asked.at(-1)).toBe(id)
  })

  test('equal weights: strict order; weights: in proportion', () => {
    const equal = createRotation({ reps: [{ id: 'ana' }, { id: 'ben' }, { id: 'cem' }] })
    expect(Array.from({ length: 7 }, () => equal.next()).join(' ')).toBe('ana ben cem ana ben cem ana')
    const weighted = createRotation({ reps: [{ id: 'ana', weight: 3 }, { id: 'ben' }] })
    const turns = Array.from({ length: 40 }, () => weighted.next())
    expect(turns.filter((id) => id === 'ana')).toHaveLength(30)
  })

  test('nobody there: no turn, and nothing changes', () => {
    const rotation = createRotation({ reps: [{ id: 'ana' }] })
    const before = JSON.stringify(rotation.state())
    expect(rotation.next(() => true)).toBeUndefined()
    expect(JSON.stringify(rotation.state())).toBe(before)
    rotation.pause('ana')
    expect(rotation.next()).toBeUndefined()
    expect(createRotation().next()).toBeUndefined()
    expect(rotation.owed('nobody')).toBe(0)
  })

  test('whoever was paused comes back with what it was owed, and is not flooded', () => {
    const rotation = createRotation({ reps: Array.from({ length: 10 }, (_, index) => ({ id: `rep${index}` })) })
    for (let turn = 0; turn < 25; turn++) rotation.next()
    const owed = rotation.owed('rep9')
    rotation.pause('rep9')
    for (let turn = 0; turn < 300; turn++) expect(rotation.next()).not.toBe('rep9')
    expect(rotation.owed('rep9')).toBe(owed)
    rotation.set('rep9')
    const turns = Array.from({ length: 100 }, () => rotation.next())
    for (const leads of [20, 50, 100])
      expect(turns.slice(0, leads).filter((id) => id === 'rep9').length).toBeLessThanOrEqual(leads / 10 + 1)
  })

  test('folds its level and goes on', () => {
    const rotation = createRotation({ reps: [{ id: 'ana', weight: 2 }, { id: 'ben' }, { id: 'cem', weight: 5 }] })
    for (let turn = 0; turn < 10; turn++) rotation.next()
    const near = rotation.state()
    // The same credits at a level just below the limit.
    const level = Math.floor(LEVEL_LIMIT / near.weight) - LEAD
    const far: LedgerState = {
      ...near,
      level,
      members: Object.fromEntries(
        Object.entries(near.members).map(([id, [credit, last, own = 0]]) => [
          id,
          [credit - own * (level - near.level), last, own] as const,
        ]),
      ),
    }
    const [one, other] = [createRotation({ state: near }), createRotation({ state: far })]
    for (let turn = 0; turn < 100; turn++) expect(other.next()).toBe(one.next())
    expect(other.state()).toEqual(one.state())
  })

  test.each([0, -1, 1.5, Number.NaN, 1_500_001, '2' as unknown as number])('refuses the weight %s', (bad) => {
    const rotation = createRotation({ reps: [{ id: 'ana' }] })
    expect(() => rotation.set('ben', bad)).toThrow(
      expect.objectContaining({ code: 'badOptions', message: expect.stringContaining('"ben"') }),
    )
    expect(rotation.next()).toBe('ana')
  })

  test('refuses weights that come to too much together', () => {
    const rotation = createRotation({ reps: [{ id: 'ana', weight: 1_500_000 }] })
    expect(() => rotation.set('ben', 1_000_001)).toThrow(expect.objectContaining({ code: 'badOptions' }))
    rotation.set('ben', 1_000_000)
    rotation.set('ana', 1_400_000)
    expect(rotation.state().weight).toBe(2_400_000)
  })
})
