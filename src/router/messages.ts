import type { Instant } from '../lead.js'
import type { FiredEvent } from '../state/event.js'
import type { Message, MessageContent, StoredLead } from '../state/record.js'

/** The effects of a lead's decision, as messages of the audit entry that recorded it. */
export function messagesOf({ seq, subject, epoch, rep, decision, queue, at }: StoredLead): Message[] {
  const about: MessageContent = {
    kind: decision.kind,
    epoch,
    rule: decision.rule,
    ...(rep === undefined ? {} : { rep }),
    ...(queue === undefined ? {} : { queue }),
  }
  return decision.effects.map(({ channel }, index) => ({ id: `${seq}.${index}`, subject, channel, about, at }))
}

/** One message for each channel, about a deadline that was reached. */
export function messagesOfFired(
  seq: number,
  at: Instant,
  { kind, subject, epoch, name, step, due }: FiredEvent,
  channels: readonly string[],
  { rep, queue }: StoredLead,
): Message[] {
  const about: MessageContent = {
    kind,
    epoch,
    ...(rep === undefined ? {} : { rep }),
    ...(queue === undefined ? {} : { queue }),
    name,
    step,
    due,
  }
  return channels.map((channel, index) => ({ id: `${seq}.${index}`, subject, channel, about, at }))
}
