import { expect, test } from 'vitest'
import { bag } from '../../../src/adapter/accounts/bag.js'
import { idMap } from '../../../src/adapter/accounts/idMap.js'
import { largest } from '../../../src/adapter/accounts/largest.js'
import { letters, numbers } from '../../../src/adapter/accounts/pieces.js'
import { letterDistance } from '../../../src/adapter/accounts/similarity.js'
import { textTable } from '../../../src/adapter/accounts/textTable.js'
import { wordIndex } from '../../../src/adapter/accounts/wordIndex.js'

test('numbers stay where they were put, beyond the first pieces, too', () => {
  const list = numbers()
  const places = [0, 255, 256, 65_535, 65_536, 200_000]
  for (const place of places) list.set(place, place + 7)
  expect(places.map((place) => list.get(place))).toEqual(places.map((place) => place + 7))
  expect([list.get(3), list.get(199_999), list.get(9_999_999)]).toEqual([0, 0, 0])
  list.set(1, 2 ** 32 - 1)
  expect(list.get(1)).toBe(2 ** 32 - 1)
})

test('letters go on from sheet to sheet', () => {
  const list = letters()
  const texts = Array.from({ length: 400 }, (_, n) => `${n}${'x'.repeat((n * 37) % 5000)}`)
  const places = texts.map((text) => list.add(text))
  expect(places.map((place) => list.at(place))).toEqual(texts)
  expect(places.every((place, n) => list.isAt(place, texts[n] as string))).toBe(true)
  expect(list.isAt(places[1] as number, '2')).toBe(false)
  expect(list.isAt(places[0] as number, '00')).toBe(false)
  expect(list.bytes).toBeGreaterThan(2 ** 18)
})

test('a bag holds one value, or several, the latest first', () => {
  const table = textTable()
  const held = bag(table)
  const [a, b, c] = [table.add('a'), table.add('b'), table.add('c')]
  held.add(a, 0)
  for (const value of [5, 5, 6, 6, 5]) held.add(b, value)
  expect([a, b, c].map((text) => held.valuesOf(text))).toEqual([[0], [5, 6, 5], []])
  expect([a, b, c].map((text) => held.onlyOf(text))).toEqual([0, -1, -1])
})

test('ids in parts', () => {
  const map = idMap<number>()
  const ids = ['', 'a', '\u{1f600}', ...Array.from({ length: 3000 }, (_, n) => `account-${n}`)]
  for (const [n, id] of ids.entries()) map.set(id, n)
  map.set('a', 1)
  expect(map.size).toBe(ids.length)
  expect(ids.every((id, n) => map.has(id) && map.get(id) === n)).toBe(true)
  expect([map.has('b'), map.get('b')]).toEqual([false, undefined])
})

test('the largest, ties by text, whatever the order', () => {
  const sizes = [3, 9, 9, 1, 9, 4]
  const texts = ['d', 'c', 'a', 'e', 'b', 'f']
  const ask = (order: number[], count: number) =>
    largest(
      order,
      (n) => sizes[n] as number,
      (n) => texts[n] as string,
      count,
    )
  expect(ask([0, 1, 2, 3, 4, 5], 4)).toEqual([2, 4, 1, 5])
  expect(ask([5, 4, 3, 2, 1, 0], 2)).toEqual([2, 4])
  expect(ask([0, 3], 4)).toEqual([0, 3])
})

test.each([
  ['acme', 'acme', 0],
  ['acme', 'amce', 1],
  ['acme', 'acm', 1],
  ['acme', 'acmee', 1],
  ['acme', 'acne', 1],
  ['acme', 'acxx', 2],
  ['acme', 'macn', 3],
])('%s and %s differ by %i', (one, other, count) => {
  expect(letterDistance(one, other)).toBe(count)
})

test('words a letter away are found, and no others', async () => {
  const words = textTable()
  for (const word of ['lantern', 'lanterns', 'latern', 'lanetrn', 'lantorn', 'lanternes', '360', '36', 'ab', 'a', 'moon']) words.add(word)
  const index = await wordIndex(words, 3)
  const near = (text: string) =>
    index
      .near(text)
      .map(({ word }) => words.textOf(word))
      .sort()
  expect(near('lantern')).toEqual(['lanetrn', 'lantern', 'lanterns', 'lantorn', 'latern'])
  expect(near('360')).toEqual(['360'])
  expect(near('365')).toEqual([])
  expect(near('ab')).toEqual(['ab'])
  expect(near('mon')).toEqual(['moon'])
  expect(near('nothing')).toEqual([])
  expect(index.near('lantern').find(({ word }) => words.textOf(word) === 'lantern')?.similarity).toBe(1)
  expect(near('x'.repeat(5000))).toEqual([])
})
