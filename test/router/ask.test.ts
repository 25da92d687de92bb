import { expect, test } from 'vitest'
import type { PortContext } from '../../src/index.js'
import { ask } from '../../src/router/ask.js'

const hang = (): Promise<never> => new Promise(() => {})

test('the signal is aborted when the router stops waiting, whenever it is looked at', async () => {
  let seen: PortContext | undefined
  let [during, aborted] = [true, 0]
  const answer = await ask(5, 20, (context) => {
    seen = context
    during = context.signal.aborted
    context.signal.addEventListener('abort', () => {
      aborted += 1
    })
    return hang()
  })
  expect(answer).toEqual({ failed: 'no answer within 20 ms', late: true })
  expect([seen?.now, during, aborted, seen?.signal.aborted]).toEqual([5, false, 1, true])
})

test('also if it is looked at only afterwards', async () => {
  let seen: PortContext | undefined
  await ask(5, 20, (context) => {
    seen = context
    return hang()
  })
  expect(seen?.signal.aborted).toBe(true)
  expect(seen?.signal).toBe(seen?.signal)
})
