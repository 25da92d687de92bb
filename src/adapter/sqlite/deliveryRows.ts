import { RoutingError } from '../../errors.js'
import type { JsonObject } from '../../lead.js'
import type { ClaimedMessage, DeadMessage } from '../../port/outbox.js'
import type { Counts, DueTimer } from '../../port/store.js'
import type { AcceptedLead, Message, MessageContent, Timer } from '../../state/record.js'
import { messagePlace } from '../messagePlace.js'
import type { SqliteValue } from '../sqliteDatabase.js'
import { fromText, toText } from '../text.js'
import { json, number, type Row, text } from './rows.js'

export function acceptedFrom(row: Row): AcceptedLead {
  return {
    key: text(row.key),
    content: json<JsonObject>(row.content),
    receivedAt: number(row.received_at),
    attempts: number(row.attempts),
    ...(row.error === null ? {} : { error: text(row.error) }),
    ...(number(row.parked) === 1 ? { notBefore: null } : row.not_before === null ? {} : { notBefore: number(row.not_before) }),
  }
}

/** In the order of `addMessage`. */
export function messageValues({ id, subject, channel, about, at }: Message): SqliteValue[] {
  const place = messagePlace(id)
  if (place === undefined) throw new RoutingError('storeFailed', { detail: `A new message cannot have the id ${JSON.stringify(id)}.` })
  return [place.seq, place.number, toText(subject), toText(channel), JSON.stringify(about), at]
}

/** As it is once it is lent out: the row was read before. */
export function claimedFrom(row: Row): ClaimedMessage {
  return {
    ...messageFrom(row),
    key: text(row.key),
    attempt: number(row.attempt) + 1,
    tries: number(row.attempt) + 1 - number(row.attempts_before),
  }
}

export function deadFrom(row: Row): DeadMessage {
  return { ...messageFrom(row), attempt: number(row.attempt), error: text(row.error) }
}

function messageFrom(row: Row): Message {
  return {
    id: `${number(row.seq)}.${number(row.number)}`,
    subject: text(row.subject),
    channel: text(row.channel),
    about: json<MessageContent>(row.about),
    at: number(row.at),
  }
}

/** In the order of `putTimer`. */
export function timerValues({ subject, epoch, name, step, at, channels, state, endedAt }: Timer): SqliteValue[] {
  return [toText(subject), epoch, toText(name), step, at, JSON.stringify(channels), state, endedAt ?? null]
}

export function timerFrom(row: Row): Timer {
  return {
    subject: text(row.subject),
    epoch: number(row.epoch),
    name: text(row.name),
    step: number(row.step),
    at: number(row.at),
    channels: json<readonly string[]>(row.channels),
    state: row.state as Timer['state'],
    ...(row.ended_at === null ? {} : { endedAt: number(row.ended_at) }),
  }
}

export function dueFrom(row: Row): DueTimer {
  return { key: text(row.key), timer: timerFrom(row) }
}

export function countsFrom(row: Row): Counts {
  const oldest = (value: unknown) => (value === null ? {} : { oldest: number(value) })
  const queued = Object.entries(json<Record<string, number>>(row.queued))
  return {
    accepted: { waiting: number(row.accepted), parked: number(row.parked), ...oldest(row.accepted_oldest) },
    // `fromEntries` defines own properties, so that a queue named `__proto__` stays a queue.
    queued: Object.fromEntries(queued.map(([queue, leads]) => [fromText(queue), leads])),
    messages: { waiting: number(row.messages), dead: number(row.dead), ...oldest(row.messages_oldest) },
    timers: { set: number(row.timers), ...oldest(row.timers_oldest) },
  }
}
