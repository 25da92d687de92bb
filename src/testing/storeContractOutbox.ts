import assert from 'node:assert/strict'
import { assertSame, errorOf, request, type StoreCase, write } from './storeContractCase.js'
import { again, claim, claimAll, dead, done, idsOf, loansOf, several, tell } from './storeContractLoans.js'
import { assignedLead, messageOf, oddNames } from './storeContractRecords.js'

/** What is lent out, and to whom. */
export const outboxCases: readonly StoreCase[] = [
  {
    name: 'a message comes back whole, with the key of its lead',
    async run({ store }) {
      const messages = [
        messageOf('1.0', 'L1', { channel: 'e-mail', at: 1_767_225_600_123 }),
        messageOf('2.0', 'L2', { about: { kind: 'queued', epoch: 0, rule: 'low score', queue: 'nurture' } }),
        messageOf('2.1', 'L3', { about: { kind: 'fired', epoch: 3, rep: 'ben', name: 'first contact', step: 2, due: 1_767_225_599_999 } }),
      ]
      await tell(store, messages)
      assertSame(
        await claim(store, { channels: ['slack', 'e-mail'] }),
        messages.map((message, index) => ({ ...message, key: `L${index + 1}`, attempt: 1, tries: 1 })),
        'The messages',
      )
    },
  },
  {
    name: 'messages are lent oldest first, by audit entry, then by number, as numbers',
    async run({ store }) {
      const ids = ['2.0', '9.0', '9.2', '9.10', '10.0', '10.1', '100.0']
      await tell(
        store,
        [4, 0, 6, 3, 1, 5, 2].map((index) => messageOf(ids[index] ?? '', `L${index}`)),
      )
      assert.deepEqual(idsOf(await claim(store)), ids)
    },
  },
  {
    name: 'at most `limit` messages, and those are the first; the rest comes with the next claim',
    async run({ store }) {
      await tell(store, several(7))
      assert.deepEqual(await claim(store, { limit: 0 }), [])
      assert.deepEqual(idsOf(await claim(store, { limit: 3 })), ['1.0', '1.1', '1.2'])
      assert.deepEqual(idsOf(await claim(store, { limit: 3 })), ['1.3', '1.4', '1.5'])
      assert.deepEqual(idsOf(await claim(store, { limit: 3 })), ['1.6'])
    },
  },
  {
    name: 'only messages for the channels that were asked for are lent',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'a', { channel: 'slack' }), messageOf('1.1', 'b', { channel: 'e-mail' })])
      await tell(store, [messageOf('2.0', 'c', { channel: 'Slack' }), messageOf('2.1', 'd', { channel: 'crm' })])
      assert.deepEqual(await claim(store, { channels: [] }), [])
      assert.deepEqual(await claim(store, { channels: ['sms'] }), [])
      assert.deepEqual(idsOf(await claim(store, { channels: ['slack'] })), ['1.0'])
      assert.deepEqual(idsOf(await claim(store, { channels: ['crm', 'e-mail'] })), ['1.1', '2.1'])
    },
  },
  {
    name: 'of one lead only the oldest message is lent, and the next one once that is done',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1'), messageOf('2.0', 'L1')])
      for (const id of ['1.0', '1.1', '2.0']) {
        const lent = await claim(store)
        assert.deepEqual(idsOf(lent), [id])
        assert.deepEqual(await claim(store), [])
        await done(store, lent[0])
      }
      assert.deepEqual(await claim(store), [])
    },
  },
  {
    name: "a lead's older message blocks, whatever its channel",
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1', { channel: 'e-mail' }), messageOf('1.1', 'L1')])
      assert.deepEqual(await claim(store), [])
      const lent = await claim(store, { channels: ['e-mail', 'slack'] })
      assert.deepEqual(idsOf(lent), ['1.0'])
      assert.deepEqual(await claim(store), [])
      await done(store, lent[0])
      assert.deepEqual(idsOf(await claim(store)), ['1.1'])
    },
  },
  {
    name: 'a lead that waits blocks no other',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1'), messageOf('2.0', 'L2')])
      const [first] = await claim(store, { limit: 1 })
      assert.deepEqual(idsOf(await claim(store, { limit: 1 })), ['2.0'])
      await again(store, first, 9_000)
      await tell(store, [messageOf('3.0', 'L3')])
      assert.deepEqual(idsOf(await claim(store, { limit: 1 })), ['3.0'])
    },
  },
  {
    name: 'unusual subjects, keys, channels and errors of messages are like others',
    async run({ store }) {
      await write(store, {
        leads: oddNames.map((name) => assignedLead(name, { subject: name })),
        messages: oddNames.map((name, index) =>
          messageOf(`1.${index}`, name, { subject: name, channel: name, about: { kind: 'fired', epoch: 1, rep: name, name } }),
        ),
      })
      for (const [index, name] of oddNames.entries()) {
        const lent = await claim(store, { channels: [name] })
        assert.deepEqual(
          lent.map(({ id, key, subject, channel, about }) => [id, key, subject, channel, about.rep, about.name]),
          [[`1.${index}`, name, name, name, name, name]],
          JSON.stringify(name),
        )
        await dead(store, lent[0], name)
      }
      assert.deepEqual(
        (await store.dead({ limit: 1_000 })).map(({ error }) => error),
        oddNames,
      )
    },
  },
  {
    name: 'a message stays as it was written when its lead changes',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1')])
      await write(store, { leads: [assignedLead('L1', { rep: 'ben', epoch: 2, state: 'closed' })] })
      assertSame(await claim(store), [{ ...messageOf('1.0', 'L1'), key: 'L1', attempt: 1, tries: 1 }], 'The message')
    },
  },
  {
    name: '1,000 messages in one write are all there, in order',
    async run({ store }) {
      await tell(store, several(1_000))
      const lent = idsOf(await claimAll(store, 300))
      assert.deepEqual(
        lent,
        several(1_000).map(({ id }) => id),
      )
    },
  },
  {
    name: 'a large message comes back to the byte',
    async run({ store }) {
      const large = `“Grüße” 🦊 ${'x'.repeat(100_000)}`
      const message = messageOf('1.0', 'L1', { about: { kind: 'assigned', epoch: 1, rule: large } })
      await tell(store, [message])
      const lent = await claim(store)
      assertSame(lent, [{ ...message, key: 'L1', attempt: 1, tries: 1 }], 'The message')
      await dead(store, lent[0], large)
      assertSame(await store.dead({ limit: 9 }), [{ ...message, attempt: 1, error: large }], 'The dead message')
    },
  },
  {
    name: 'relays at once never share a message',
    async run({ store }) {
      await tell(store, several(60))
      const claims = await Promise.all(Array.from({ length: 20 }, () => claim(store, { limit: 7, leaseMs: 100_000 })))
      // A relay may leave out what another is about to take; what is left over comes later.
      const lent = idsOf([...claims.flat(), ...(await claimAll(store, 7))])
      assert.equal(new Set(lent).size, lent.length, 'A message was lent twice.')
      assert.equal(lent.length, 60)
    },
  },
  {
    name: 'relays at once never get two messages of one lead',
    async run({ store }) {
      await tell(
        store,
        several(60).map((message, index) => messageOf(message.id, `L${index % 4}`)),
      )
      const claims = await Promise.all(Array.from({ length: 12 }, () => claim(store, { limit: 3, leaseMs: 100_000 })))
      const leads = claims.flat().map(({ key }) => key)
      assert.equal(new Set(leads).size, leads.length, 'Two messages of one lead are on loan.')
      assert.ok(leads.length > 0)
    },
  },
  {
    name: 'messages of a step that throws, and of a write that fails, are not there',
    async run({ store }) {
      await errorOf(() =>
        store.transact({
          ...request(),
          step: () => {
            throw new Error('mine')
          },
        }),
      )
      await errorOf(() => write(store, { leads: [assignedLead('L1')], messages: [messageOf('1.0', 'L1')], documents: [impossible] }))
      assert.deepEqual(await claim(store), [])
      await tell(store, [messageOf('1.0', 'L1')])
      assert.deepEqual(idsOf(await claim(store)), ['1.0'])
    },
  },
  {
    name: 'handles that claim at once never share a message, and each sees what the other settled',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await tell(store, [...several(20), messageOf('2.0', 'L0')])
      const claims = await Promise.all([store, other, store, other].map((handle) => claim(handle, { limit: 4, leaseMs: 100_000 })))
      const lent = claims.flat()
      assert.equal(new Set(idsOf(lent)).size, lent.length, 'A message was lent twice.')
      const first = lent.find(({ id }) => id === '1.0') ?? (await claim(store, { limit: 1, leaseMs: 100_000 }))[0]
      assert.equal(await done(other, first), true)
      assert.equal(await done(store, first), false)
      assert.ok(idsOf(await claim(store)).includes('2.0'))
    },
  },
  {
    name: 'messages, loans and what was given up are there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      await tell(store, several(5))
      const [a, b, c] = await claim(store, { now: 1_000, leaseMs: 500, limit: 4 })
      await done(store, a)
      await again(store, b, 3_000)
      await dead(store, c, 'no')
      const reopened = await reopen(store)
      assert.deepEqual(loansOf(await claim(reopened, { now: 1_499, limit: 1 })), ['1.4 1'])
      assert.deepEqual(loansOf(await claim(reopened, { now: 1_500, limit: 1 })), ['1.3 2'])
      assert.deepEqual(loansOf(await claim(reopened, { now: 3_000, limit: 1 })), ['1.1 2'])
      assertSame(await reopened.dead({ limit: 9 }), [{ ...messageOf('1.2', 'L2'), attempt: 1, error: 'no' }], 'The dead message')
    },
  },
]

const impossible = { digest: 'd1', kind: 'plan', content: 1n as never } as const
