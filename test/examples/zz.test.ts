import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { geographic } from '../../examples/geographic.js'
import { segments } from '../../examples/segments.js'
import { verticals } from '../../examples/verticals.js'
test('write', () => {
  for (const plan of [geographic, verticals, segments]) writeFileSync(`examples/plans/${plan.name}.json`, JSON.stringify(plan, null, 2) + '\n')
  expect(1).toBe(1)
})
test.each(['quickStart','geographic','verticals','segments','middleware','ports','hostStrategy','zodSchemas'])('%s', async (name) => {
  const { main } = await import(`../../examples/${name}.ts`)
  const lines: string[] = []
  await main((line: string) => lines.push(line))
  console.log(name + '\n' + lines.join('\n'))
})
