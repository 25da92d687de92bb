import type { Decision } from '../decide/decision.js'
import type { Instant } from '../lead.js'
import { ESCALATION } from '../plan/document.js'
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
    ...aboutEscalated(decision),
  }
  return decision.effects.map(({ channel }, index) => ({ id: `${seq}.${index}`, subject, channel, about, at }))
}

function aboutEscalated(decision: Decision): Pick<MessageContent, 'name' | 'step' | 'due' | 'from'> {
  if (decision.kind !== 'assigned' || decision.escalated === undefined) return {}
  const { step, due, from } = decision.escalated
  return { name: ESCALATION, step, due, from }
}

/** One message for each channel, about a deadline that was reached. */
export function messagesOfFired(
  seq: number,
  at: Instant,
  { kind, subject, epoch, name, step, due, nobody }: FiredEvent,
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
    ...(nobody === undefined ? {} : { nobody }),
  }
  return channels.map((channel, index) => ({ id: `${seq}.${index}`, subject, channel, about, at }))
}
