import { verifyAudit } from '../../../src/index.js'
import type { JsonObject } from '../../../src/lead.js'
import type { Plan } from '../../../src/plan/document.js'
import type { Store } from '../../../src/port/store.js'
import type { Rep } from '../../../src/rep.js'
import { createRouter } from '../../../src/router/createRouter.js'
import type { Router } from '../../../src/router/router.js'

/** One hot rotation by weight, with limits that are counted and not reached, and a message for each lead. */
const plan: Plan = {
  fairlead: 1,
  name: 'bench',
  channels: ['crm'],
  rules: [
    { name: 'enterprise', when: { employees: { gte: 5000 } }, to: { team: 'enterprise' } },
    { name: 'inbound', when: { country: ['DE', 'AT', 'CH'] }, to: { team: 'inbound' }, by: { weighted: 'quota' }, notify: ['crm'] },
  ],
  otherwise: { to: { team: 'inbound' }, by: { weighted: 'quota' } },
}

export const roster: readonly Rep[] = Array.from({ length: 10 }, (_, index) => ({
  id: `rep${index}`,
  team: 'inbound',
  quota: 1 + (index % 3),
  capacity: 10_000_000,
}))

export function routerOver(store: Store): Router {
  return createRouter({ plan, roster, store, outbox: true })
}

export function leadOf(id: string, number: number): JsonObject {
  return { id, country: 'DE', employees: number % 3000, email: `person${number}@example${number % 50}.com` }
}

/** What is in the store is right: one entry, one record, one message and one open lead for each lead, the chain whole, the shares fair. @returns what is not */
export async function faultsOf(store: Store, leads: number): Promise<readonly string[]> {
  const faults: string[] = []
  const expect = (what: string, actual: number, expected: number) => {
    if (actual !== expected) faults.push(`${what}: ${actual} instead of ${expected}`)
  }
  const { entries, fault } = await verifyAudit(store)
  if (fault !== undefined) faults.push(`the chain: ${fault.what}`)
  expect('audit entries', entries, leads)
  expect('messages', (await store.counts()).messages.waiting, leads)
  const loads = await store.loads(roster.map(({ id }) => id))
  expect(
    'open leads',
    Object.values(loads).reduce((sum, { open }) => sum + open, 0),
    leads,
  )
  const whole = roster.reduce((sum, { quota }) => sum + Number(quota), 0)
  for (const { id, quota } of roster) {
    const off = Math.abs((loads[id]?.assigned ?? 0) - (leads * Number(quota)) / whole)
    if (off >= 1) faults.push(`${id} is ${off.toFixed(2)} leads away from its share`)
  }
  return faults
}
