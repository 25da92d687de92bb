import { expect, test } from 'vitest'
import * as crm from '../../examples/crm.js'
import * as funnel from '../../examples/funnel.js'

async function printed({ main }: { main(print: (line: string) => void): Promise<void> }): Promise<readonly string[]> {
  const lines: string[] = []
  await main((line) => lines.push(line))
  return lines
}

test('crm.ts prints what it says', async () => {
  expect(await printed(crm)).toEqual([
    '80 opportunities of 10 accounts',
    'to the agent of the account: 63',
    'to the team of the office: 17',
    'elsewhere: 0',
  ])
})

test('funnel.ts prints what it says', async () => {
  expect(await printed(funnel)).toEqual([
    '120 leads: 13 by otherwise, 48 by segment, 59 by origin',
    '8 rotations among 6 reps',
    'furthest from the fair share, at any lead of any rotation: 0.83 of a lead',
  ])
})
