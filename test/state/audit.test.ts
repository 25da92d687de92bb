import { describe, expect, test } from 'vitest'
import { contentDigest, emptyHead, faultOf, nextEntry, subjectDigest } from '../../src/state/audit.js'
import type { Event } from '../../src/state/event.js'

const event: Event = { kind: 'closed', subject: 'ab', epoch: 1, rep: 'ana' }

describe('the audit chain', () => {
  const first = nextEntry(emptyHead, 1000, event)
  const second = nextEntry(first, 1000, event)

  test('continues without a gap', () => {
    expect([first.seq, second.seq]).toEqual([1, 2])
    expect(second.previous).toBe(first.hash)
    expect(faultOf(emptyHead, first)).toBeUndefined()
    expect(faultOf(first, second)).toBeUndefined()
  })

  test('is the same for the same events', () => {
    expect(nextEntry(emptyHead, 1000, { ...event })).toEqual(first)
  })

  test.each([
    ['a gap', { ...second, seq: 3 }, /entry 3 follows entry 1/],
    ['time that goes back', { ...second, at: 999 }, /earlier/],
    ['another predecessor', { ...second, previous: 'ff' }, /does not continue/],
    ['a changed event', { ...second, event: { ...event, rep: 'bob' } }, /was changed/],
    ['a changed hash', { ...second, hash: 'ff' }, /was changed/],
  ])('shows %s', (_, entry, fault) => {
    expect(faultOf(first, entry)).toMatch(fault)
  })
})

test('digests depend on the salt, not on the order of fields', () => {
  expect(contentDigest('s', { a: 1, b: 2 })).toBe(contentDigest('s', { b: 2, a: 1 }))
  expect(contentDigest('s', { a: 1 })).not.toBe(contentDigest('t', { a: 1 }))
  expect(subjectDigest('s', 'L1')).toMatch(/^[0-9a-f]{32}$/)
  expect(subjectDigest('s', 'L1')).not.toBe(subjectDigest('t', 'L1'))
})
