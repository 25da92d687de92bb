import { expect, test } from 'vitest'
import { main } from '../../examples/accountTable.js'

test('accountTable.ts prints what it says', async () => {
  const lines: string[] = []
  await main((line) => lines.push(line))
  expect(lines).toEqual([
    '3 accounts; The account A3 has the domain gmail.com, where anybody can have an address; it matches nothing by it.',
    "L1: ana; A2 by domain: domain es.mueller.example from the lead's email, the owner of A1, above it",
    'L2: bob; A3 by name: name globex, country USA',
    'L3: cy; no account',
    "L4: bob; A1 by domain: domain mueller.example from the lead's email",
    'L5: cy; no account',
    '2 accounts',
    'ana, nobody, ana; questions of 3 leads',
  ])
})
