import type { AuditEntry } from '../../../src/index.js'
import { after, type Days, daysOf } from './presence.js'
import { chain } from './team.js'

/** The step that an ownership waits for, by a calendar of its own. */
interface Waiting {
  readonly step: number
  readonly due: number
}

/** Each step of an escalation: taken once, when it was due or at the next sweep, or cancelled before. */
export function createChains(sweepMs: number) {
  const waiting = new Map<string, Waiting>()
  const counts = { reminded: 0, moved: 0, nobody: 0, cancelled: 0 }

  const set = (subject: string, rep: string, step: number, at: number, atOnce = false): void => {
    const ms = chain[step]
    if (ms === undefined) waiting.delete(subject)
    else waiting.set(subject, { step, due: atOnce ? at : after((daysOf.get(rep) as Days).works, at, ms) })
  }
  /** Whatever ended the ownership must have come before the step was overdue. */
  const cancel = (subject: string, at: number): string | undefined => {
    const own = waiting.get(subject)
    if (own === undefined) return undefined
    waiting.delete(subject)
    counts.cancelled += 1
    return at > own.due + sweepMs ? `step ${own.step} was due at ${own.due} and not taken by ${at}` : undefined
  }
  const taken = (subject: string, step: number, due: number, at: number): string | undefined => {
    const own = waiting.get(subject)
    if (own?.step !== step) return `step ${step} was taken, and ${own === undefined ? 'none' : own.step} was next`
    if (own.due !== due) return `step ${step} was taken as due at ${due}, and is due at ${own.due}`
    if (at < due) return `step ${step} was taken ${due - at} ms early`
    return at > due + sweepMs ? `step ${step} was taken ${at - due} ms late` : undefined
  }

  return {
    counts,
    /** What is wrong, if anything. @param owner who has the lead before the entry */
    take: ({ at, event }: AuditEntry, owner: string | undefined): string | undefined => {
      const { subject } = event
      switch (event.kind) {
        case 'assigned':
          waiting.delete(subject)
          if (event.rule !== 'otherwise') set(subject, event.rep, 0, at)
          return undefined
        case 'fired': {
          const wrong = taken(subject, event.step, event.due, at)
          counts[event.nobody ? 'nobody' : 'reminded'] += 1
          set(subject, owner as string, event.step + 1, at, event.nobody)
          return wrong
        }
        case 'escalated': {
          const wrong = taken(subject, event.step, event.due, at)
          counts.moved += 1
          set(subject, event.rep, event.step + 1, at)
          return wrong
        }
        case 'contacted':
        case 'closed':
        case 'declined':
          return cancel(subject, at)
        default:
          return undefined
      }
    },
    /** Steps that should have been taken by the end. */
    overdue: (end: number): readonly (readonly [string, string])[] =>
      [...waiting]
        .filter(([, { due }]) => due + sweepMs < end)
        .map(([subject, { step, due }]) => [subject, `step ${step} is due since ${due}`]),
  }
}
