import type { Issue } from '../../errors.js'
import type { Instant } from '../../lead.js'
import type { Presence } from '../../port/ports.js'
import { awayAt } from '../../presence/awayAt.js'
import type { Rep, RepId } from '../../rep.js'
import { readInstant, writeInstant } from '../../time/instant.js'
import type { Period } from '../../time/periods.js'
import { type Complaint, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { rowObject, textField } from './fields.js'
import type { Texts } from './header.js'
import { strangers } from './reps.js'
import { readTable } from './table.js'

export interface AbsenceBook {
  presence(rep: RepId, now: Instant): Presence
  readonly warnings: readonly Complaint[]
}

/**
 * Reads absences: `rep`, and as may be `from`, `until` (instants; a missing one has no bound) and `reason`.
 * A rep is away from `from` up to, but not including, `until`.
 */
export async function readAbsences(io: Io, file: string, reps: readonly Rep[], texts: Omit<Texts, 'fixed'>): Promise<AbsenceBook> {
  const table = await readTable(io, file, { ...texts, fixed: new Set(['rep', 'from', 'until', 'reason']) })
  const issues: Issue[] = []
  const periods = new Map<RepId, Period[]>()
  const named: { row: number; field: string; id: string }[] = []
  for (const [row, value] of table.rows.entries()) {
    const fields = rowObject(value, row, 'An absence', issues)
    if (fields === undefined) continue
    const instant = (field: string, missing: Instant): Instant => {
      const text = textField(fields, field, row, writeInstant, issues)
      const read = text === undefined ? missing : readInstant(text)
      if (read === undefined)
        issues.push({ code: 'wrongType', message: `${JSON.stringify(text)} is no instant.`, path: [row, field], hint: writeInstant })
      return read ?? missing
    }
    const rep = textField(fields, 'rep', row, 'Write the id of a rep.', issues, true)
    const [from, until] = [instant('from', Number.NEGATIVE_INFINITY), instant('until', Number.POSITIVE_INFINITY)]
    if (until <= from)
      issues.push({
        code: 'contradiction',
        message: 'The absence ends before it begins.',
        path: [row, 'until'],
        hint: 'Let `until` be later than `from`.',
      })
    for (const field of Object.keys(fields)) {
      if (!['rep', 'from', 'until', 'reason'].includes(field)) {
        issues.push({
          code: 'unknownField',
          message: `An absence has no field ${JSON.stringify(field)}.`,
          path: [row, field],
          hint: 'It has: rep, from, until, reason.',
        })
      }
    }
    if (rep === undefined) continue
    named.push({ row, field: 'rep', id: rep })
    const reason = textField(fields, 'reason', row, 'Write a few words, or leave it out.', issues)
    periods.set(rep, [...(periods.get(rep) ?? []), { from, until, ...(reason === undefined ? {} : { reason }) }])
  }
  if (issues.length > 0) stop(...table.complain(issues))
  return { presence: (rep, now) => awayAt(periods.get(rep) ?? [], now), warnings: strangers(table, named, reps) }
}
