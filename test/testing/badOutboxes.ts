import type { ClaimedMessage } from '../../src/port/outbox.js'
import type { Message, StoredLead } from '../../src/state/record.js'
import { type BadStore, bad, type NamedFault } from './badStore.js'
import type { Fault } from './faultyStores.js'
import { looseOutbox, type Rules } from './looseOutbox.js'

const messages = (change: (message: Message) => Message): Fault => ({
  write: (write) => ({ ...write, messages: write.messages.map(change) }),
})
const rule = (name: string, over: Partial<Rules>, caughtBy: readonly string[]): NamedFault => ({
  name,
  fault: () => looseOutbox(over),
  caughtBy,
})

const faults: readonly NamedFault[] = [
  {
    name: 'no times in messages',
    fault: () => messages(({ about: { due: _, ...about }, ...message }) => ({ ...message, about })),
    caughtBy: ['a message comes back whole, with the key of its lead'],
  },
  {
    name: 'text of messages cut at 64 kB',
    fault: () => messages(({ about, ...message }) => ({ ...message, about: { ...about, rule: (about.rule ?? '').slice(0, 65_535) } })),
    caughtBy: ['a large message comes back to the byte'],
  },
  {
    name: '500 messages in a write',
    fault: () => ({ write: (write) => ({ ...write, messages: write.messages.slice(0, 500) }) }),
    caughtBy: ['1,000 messages in one write are all there, in order'],
  },
  {
    name: 'messages about the present owner',
    fault: () => ({
      answers: (good) => ({
        claim: (query) =>
          (good.claim(query) as readonly ClaimedMessage[]).map((message) => {
            const { rep } = (good.lead({ key: message.key }) as StoredLead | undefined) ?? {}
            return rep === undefined ? message : { ...message, about: { ...message.about, rep } }
          }),
      }),
    }),
    caughtBy: ['a message stays as it was written when its lead changes'],
  },
  {
    name: 'as many messages as there are',
    fault: () => ({ answers: (good) => ({ claim: (query) => good.claim({ ...query, limit: 1e6 }) }) }),
    caughtBy: ['at most `limit` messages, and those are the first; the rest comes with the next claim'],
  },
  rule('messages kept before the commit', {}, [
    'messages of a step that throws, and of a write that fails, are not there',
    'a write that fails halfway leaves no trace',
  ]),
  rule('ids of messages as text', { before: (a, b) => (a.id < b.id ? -1 : 1) }, [
    'messages are lent oldest first, by audit entry, then by number, as numbers',
    'messages that were given up are oldest first, and at most `limit`',
  ]),
  rule('every channel', { wanted: () => true }, ['only messages for the channels that were asked for are lent']),
  rule('names of channels trimmed', { wanted: ({ channel }, { channels }) => channels.some((name) => name.trim() === channel.trim()) }, [
    'unusual subjects, keys, channels and errors of messages are like others',
  ]),
  rule('no order', { blocks: () => false }, [
    'of one lead only the oldest message is lent, and the next one once that is done',
    "a lead's older message blocks, whatever its channel",
    'relays at once never get two messages of one lead',
  ]),
  rule('an order for each channel', { blocks: (earlier, { channel }) => earlier.state === 'waiting' && earlier.channel === channel }, [
    "a lead's older message blocks, whatever its channel",
  ]),
  rule('one line for all leads', { blocksAll: ({ state }) => state === 'waiting' }, ['a lead that waits blocks no other']),
  rule('postponed messages are overtaken', { blocks: ({ state, notBefore }, _, { now }) => state === 'waiting' && notBefore <= now }, [
    'a message that is to be tried again waits for its time, and so does the rest of its lead',
  ]),
  rule('the dead block', { blocks: ({ state }) => state !== 'done' }, ['a message that is given up no longer holds up its lead']),
  rule('no lease', { lend: () => {} }, ['a lent message is nobody else’s until the loan is over, and then it is lent once more']),
  rule('leases without an end', { lend: (kept) => void Object.assign(kept, { notBefore: Number.POSITIVE_INFINITY }) }, [
    'a lent message is nobody else’s until the loan is over, and then it is lent once more',
    'who lost a loan to somebody else can settle nothing',
  ]),
  rule('others get in between looking and lending', { gap: true }, [
    'relays at once never share a message',
    'relays at once never get two messages of one lead',
  ]),
  rule('anybody settles', { settles: (kept) => kept?.lent === true }, ['who lost a loan to somebody else can settle nothing']),
  rule(
    'loans settled in time only',
    { settles: (kept, { attempt, now }) => kept?.lent === true && kept.attempt === attempt && now < kept.notBefore },
    ['a loan that is over can still be settled while nobody else has the message'],
  ),
  rule('loans settled twice', { settles: (kept, { attempt }) => kept?.state === 'waiting' && kept.attempt === attempt }, [
    'a loan is settled once, whatever came of it',
    'what was not lent cannot be settled',
  ]),
  rule('the unknown is settled', { settles: (kept, { attempt }) => kept === undefined || (kept.lent && kept.attempt === attempt) }, [
    'what was not lent cannot be settled',
    'what was pruned is settled all the same: it is not lent and not revived',
  ]),
  rule('never delivered', { settle: (kept) => void Object.assign(kept, { lent: false, notBefore: 0 }) }, [
    'a delivered message is never lent again',
    'a message that is given up comes back whole, with its attempts and its error, and is not lent',
    'a message that is to be tried again waits for its time, and so does the rest of its lead',
    'delivered messages older than a moment are removed, and no younger ones',
  ]),
  rule('loans numbered from one again', { revive: (kept) => void Object.assign(kept, { state: 'waiting', attempt: 0, notBefore: 0 }) }, [
    'a revived message waits again, at once, and its attempts go on counting',
    'a loan from before a message was revived settles nothing',
  ]),
  rule('revived with all its tries', { revive: (kept) => void Object.assign(kept, { state: 'waiting', notBefore: 0 }) }, [
    'a revived message is tried as often as a new one',
  ]),
  rule('anything is revived', { revives: () => true }, ['only a message that was given up can be revived, and that once']),
  rule(
    'the revived go to the end',
    {
      before: () => 0,
      revive(kept, all) {
        Object.assign(kept, { state: 'waiting', attempt: 0, notBefore: 0 })
        all.push(...all.splice(all.indexOf(kept), 1))
      },
    },
    ['a revived message comes before the later ones of its lead'],
  ),
  rule('messages on loan not counted', { counts: ({ state, lent }) => state === 'waiting' && !lent }, [
    'messages that wait are counted, lent and postponed ones too, and those given up apart',
  ]),
  rule('old messages pruned, whatever became of them', { prunes: ({ at }, before) => at < before }, [
    'what waits, is lent, was given up or is set is never pruned, however old',
  ]),
  rule('nothing of messages erased', {}, [
    'the messages of an erased lead that wait are gone, also those on loan',
    'a message of an erased lead that was given up cannot come back',
    'the key of an erased lead is free for a new one, to which nothing of the old one clings',
  ]),
]

export const badOutboxes: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))
