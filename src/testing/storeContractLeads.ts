import assert from 'node:assert/strict'
import type { Json, JsonObject } from '../lead.js'
import { assertSame, look, present, type StoreCase, write } from './storeContractCase.js'
import { assignedLead, lookalikes, oddNames, waitingLead } from './storeContractRecords.js'

export const leadCases: readonly StoreCase[] = [
  {
    name: 'an assigned lead comes back whole, by key and by subject',
    async run({ store }) {
      const lead = assignedLead('L1', { waits: { 'first rule': 77, 'second rule': 1_767_225_600_000 }, epoch: 3 })
      await write(store, { leads: [lead] })
      assertSame(await store.lead({ key: 'L1' }), lead, 'The lead')
      assertSame(await store.lead({ subject: lead.subject }), lead, 'The lead')
    },
  },
  {
    name: 'a waiting lead comes back whole, with the end of its wait',
    async run({ store }) {
      const lead = waitingLead('L1', 'held', { until: 1_767_225_600_000 })
      await write(store, { leads: [lead] })
      assertSame(await store.lead({ key: 'L1' }), lead, 'The lead')
    },
  },
  {
    name: 'who handed a lead back and where it counts come back, and go again',
    async run({ store }) {
      const lead = assignedLead('L1', { declined: ['ben', '__proto__', ''], charged: 'r' })
      await write(store, { leads: [lead] })
      assertSame(await store.lead({ key: 'L1' }), lead, 'The lead')
      await write(store, { leads: [assignedLead('L1')] })
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
    },
  },
  {
    name: 'what a lead takes, who had it, when it was contacted and its rank come back, and go again',
    async run({ store }) {
      const lead = assignedLead('L1', {
        takes: { weight: 3, counters: { 'open enterprise': '', day: '2026-11-27', [oddNames[0] as string]: '' } },
        past: [
          { rep: '__proto__', epoch: 1, until: 1_000, because: 'declined', reason: 'no budget; "Zoë"\n\u0000' },
          { rep: '', epoch: 2, until: 2_000, because: 'escalated' },
        ],
        contactedAt: 0,
        ended: { as: 'disqualified', reason: 'a "student"\n\u0000' },
        rank: -2.5,
      })
      await write(store, { leads: [lead] })
      assertSame(await store.lead({ key: 'L1' }), lead, 'The lead')
      await write(store, { leads: [assignedLead('L1')] })
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
    },
  },
  {
    name: 'a field that is missing stays missing',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1'), waitingLead('L2', 'q')] })
      const assigned = present(await store.lead({ key: 'L1' }), 'The lead')
      const waiting = present(await store.lead({ key: 'L2' }), 'The lead')
      const rare = ['rank', 'takes', 'past', 'contactedAt', 'ended']
      for (const field of ['queue', 'until', ...rare]) assert.equal(Object.hasOwn(assigned, field), false, field)
      for (const field of ['rep', 'until', ...rare]) assert.equal(Object.hasOwn(waiting, field), false, field)
    },
  },
  {
    name: 'an unknown key and an unknown subject find nothing',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')] })
      assert.equal(await store.lead({ key: 'L2' }), undefined)
      assert.equal(await store.lead({ subject: 'L1' }), undefined)
      assert.equal(await store.lead({ key: 'subject of L1' }), undefined)
    },
  },
  {
    name: 'a changed lead is replaced whole',
    async run({ store }) {
      await write(store, { leads: [waitingLead('L1', 'held', { until: 5, waits: { a: 1 } })] })
      const later = assignedLead('L1', { seq: 2, epoch: 1, at: 2_000, waits: {} })
      await write(store, { leads: [later] })
      assertSame(await store.lead({ key: 'L1' }), later, 'The lead')
      assertSame(await store.lead({ subject: later.subject }), later, 'The lead')
    },
  },
  {
    name: 'a lead is found by its present subject alone',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1', { subject: 'before' })] })
      await write(store, { leads: [assignedLead('L1', { subject: 'after' })] })
      assert.equal(await store.lead({ subject: 'before' }), undefined)
      assertSame(await store.lead({ subject: 'after' }), assignedLead('L1', { subject: 'after' }), 'The lead')
    },
  },
  {
    name: 'a lead that is in one write twice ends as the later one',
    async run({ store }) {
      await write(store, { leads: [waitingLead('L1', 'q'), assignedLead('L1')] })
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
      assert.deepEqual(await store.queued({ queue: 'q', limit: 9 }), [])
    },
  },
  {
    name: 'a closed lead can still be read',
    async run({ store }) {
      const lead = assignedLead('L1', { state: 'closed' })
      await write(store, { leads: [lead] })
      assertSame(await store.lead({ key: 'L1' }), lead, 'The lead')
    },
  },
  {
    name: 'unusual keys are keys like others',
    async run({ store }) {
      await write(store, { leads: oddNames.map((name) => assignedLead(name)) })
      const { leads } = await look(store, { leads: oddNames })
      for (const name of oddNames) {
        assertSame(await store.lead({ key: name }), assignedLead(name), `The lead ${JSON.stringify(name)}`)
        assertSame(leads.get(name), assignedLead(name), `The lead ${JSON.stringify(name)} in the view`)
      }
    },
  },
  {
    name: 'unusual subjects, reps, rules and digests come back as they are',
    async run({ store }) {
      const leads = oddNames.map((name, index) =>
        assignedLead(`L${index}`, { subject: name, digest: name, rep: name, waits: Object.fromEntries([[name, index]]) }),
      )
      await write(store, { leads })
      for (const lead of leads) assertSame(await store.lead({ subject: lead.subject }), lead, `The lead ${lead.subject}`)
    },
  },
  ...lookalikes.map(
    ([one, other]): StoreCase => ({
      name: twoKeys(one, other),
      async run({ store }) {
        await write(store, { leads: [assignedLead(one)] })
        assert.equal(await store.lead({ key: other }), undefined)
        assert.equal((await look(store, { leads: [other] })).leads.size, 0)
        await write(store, { leads: [assignedLead(other)] })
        assertSame(await store.lead({ key: one }), assignedLead(one), 'The lead')
        assertSame(await store.lead({ key: other }), assignedLead(other), 'The lead')
      },
    }),
  ),
  {
    name: 'all that JSON can say comes back to the byte',
    async run({ store }) {
      await assertIntake(store, {
        id: 'L1',
        values: corners,
        byName: Object.fromEntries(corners.map((value, index) => [`f${index}`, value])),
      })
    },
  },
  {
    name: 'fields with unusual names come back to the byte',
    async run({ store }) {
      await assertIntake(store, Object.fromEntries(oddNames.map((name, index) => [name, { [`inner ${name}`]: index }])))
    },
  },
  {
    name: 'a deep lead comes back to the byte',
    async run({ store }) {
      let deep: Json = 'bottom'
      for (let level = 0; level < 30; level++) deep = level % 2 === 0 ? { deeper: deep } : [deep, level]
      await assertIntake(store, { deep })
    },
  },
  {
    name: 'a large lead comes back to the byte',
    async run({ store }) {
      const text = Array.from({ length: 500 }, (_, index) => `${index} – “Grüße” 🦊 ${'x'.repeat(1_000)}`)
      await assertIntake(store, { text, numbers: Array.from({ length: 10_000 }, (_, index) => index / 7) })
    },
  },
  {
    name: '1,000 leads in one write are all there',
    async run({ store }) {
      const leads = Array.from({ length: 1_000 }, (_, index) => assignedLead(`L${index}`, { seq: index + 1 }))
      await write(store, { leads, entries: 1_000 })
      const view = await look(store, { leads: leads.map((lead) => lead.key) })
      assert.equal(view.leads.size, 1_000)
      for (const lead of leads) assertSame(view.leads.get(lead.key), lead, lead.key)
    },
  },
]

const corners: readonly Json[] = [
  ...[0, -1, 0.1, 0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 53), 1e21, 123456789012345680000, 1e-7],
  ...[true, false, null, '', ' ', 'null', '0', '\n\r\t\b\f', '\u0001\u001f\u007f\u2028\u2029\ufeff', '\\"/', '𝒳👩‍👩‍👧‍👦', 'e\u0301é'],
  ...[[], {}, [[]], [{}], [null], { '': '' }, { a: { a: { a: [] } } }, { '10': 1, '9': 2, b: 3, a: 4 }],
]

async function assertIntake(store: Parameters<StoreCase['run']>[0]['store'], lead: JsonObject): Promise<void> {
  const stored = assignedLead('L1', { intake: { lead } })
  await write(store, { leads: [stored] })
  assertSame((await store.lead({ key: 'L1' }))?.intake, { lead }, 'The intake')
  assertSame((await look(store, { leads: ['L1'] })).leads.get('L1'), stored, 'The lead')
}

/** The name of the case about these two. */
export function twoKeys(one: string, other: string): string {
  return `${shown(one)} and ${shown(other)} are two keys`
}

function shown(key: string): string {
  return key.length > 20
    ? `${key.slice(0, 3)}…${key.slice(-3)} (${key.length})`
    : JSON.stringify(key.normalize() === key ? key : `${key} decomposed`)
}
