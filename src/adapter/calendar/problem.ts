import type { Instant } from '../../lead.js'

/**
 * Something in a calendar that could not be read. Where it could matter only for a time, `from` and `until` say when; without them it
 * could matter at any time.
 */
export interface CalendarProblem {
  /**
   * `shape`: no calendar, or not whole. `date`: a date, time or duration that is none. `zone`: a time zone that nobody knows.
   * `rule`: a recurrence that is none. `tooMuch`: more than the limits allow.
   */
  readonly kind: 'shape' | 'date' | 'zone' | 'rule' | 'tooMuch'
  /** For people. It may quote names of time zones and rules of the file, but no title, person or address. */
  readonly message: string
  /** The line at which the event (or the fault) begins, counted from 1. */
  readonly line?: number
  readonly from?: Instant
  readonly until?: Instant
}

/** What a file may cost. All of them count for one file. */
export interface CalendarLimits {
  /** The size of the text in UTF-16 units. Default: 8,000,000. */
  readonly maxSize: number
  /** Events that are read. Default: 20,000. */
  readonly maxEvents: number
  /** Steps spent on recurrences, listed dates and exceptions, all events together. Default: 50,000. */
  readonly maxSteps: number
  /** Steps that a single recurrence may take. Default: 10,000. */
  readonly maxStepsOfRule: number
}

export const defaultLimits: CalendarLimits = { maxSize: 8_000_000, maxEvents: 20_000, maxSteps: 50_000, maxStepsOfRule: 10_000 }

/** Counts what is spent, so that a file cannot hold the process up for as long as it likes. */
export interface Budget {
  /** @returns whether there was that much left; if not, nothing is left for others */
  spend(steps: number): boolean
}

export function createBudget(steps: number): Budget {
  let left = steps
  return {
    spend(wanted) {
      const enough = wanted <= left
      left = enough ? left - wanted : 0
      return enough
    },
  }
}

/** Text of a file for a message: short, and without what could forge a line of a log. */
export function quoted(text: string): string {
  const shown = text.slice(0, 60).replace(/[^\x20-\x7e\xa1-\u{10ffff}]/gu, '?')
  return `"${shown}${text.length > 60 ? '…' : ''}"`
}
