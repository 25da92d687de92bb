import { expect, test } from 'vitest'
import { allTransitions, differences, probes } from './probes.js'

test('every change of clocks from 2020 to 2034, in every zone: open now, next open, a deadline in working time', {
  timeout: 600_000,
}, () => {
  const transitions = allTransitions()
  console.log(`${transitions.length} changes of clocks, ${transitions.length * probes.length} probes`)
  expect(transitions.length).toBeGreaterThanOrEqual(3_900)
  expect(transitions.flatMap(differences).slice(0, 20)).toEqual([])
})

test.each([
  ['a day left out: Samoa crossed the date line', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['a day left out: Tokelau', 'Pacific/Fakaofo', '2011-12-30T10:00:00Z'],
  ['half an hour: Lord Howe', 'Australia/Lord_Howe', '2025-10-04T15:30:00Z'],
  ['two hours: Troll', 'Antarctica/Troll', '2025-03-30T01:00:00Z'],
  ['midnight does not exist: Beirut', 'Asia/Beirut', '2025-03-29T22:00:00Z'],
  ['midnight comes twice: Havana', 'America/Havana', '2025-11-02T05:00:00Z'],
  ['twice in two months: Casablanca', 'Africa/Casablanca', '2025-02-23T02:00:00Z'],
  ['the whole zone moves: Caracas', 'America/Caracas', '2016-05-01T07:00:00Z'],
])('%s', (_, timeZone, at) => {
  const transition = { timeZone, at: Date.parse(at) }
  const clocks = [-1, 0].map((probe) =>
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'long' }).format(transition.at + probe),
  )
  expect(clocks[0]?.slice(0, 16)).not.toBe(clocks[1]?.slice(0, 16))
  for (const turn of [0, 1, 2]) expect(differences(transition, turn)).toEqual([])
})
