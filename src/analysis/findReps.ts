import { didYouMean } from '../condition/issueList.js'
import { nfc } from '../condition/read.js'
import { type CompiledRoster, isActive } from '../decide/roster.js'
import type { Json } from '../lead.js'
import type { Plan } from '../plan/document.js'
import { conditionsOf } from './conditions.js'
import { quoted } from './context.js'
import type { Finding } from './finding.js'
import { mentionsIn } from './mentions.js'

/** Reps whom a plan names outright, and who are inactive or not there at all. */
export function findReps(plan: Plan, roster: CompiledRoster, report: (finding: Finding) => void): void {
  const byId = new Map(roster.reps.map((rep) => [nfc(rep.id), rep]))
  const check = (id: string, path: Finding['path'], rule: string | undefined): void => {
    const rep = byId.get(nfc(id))
    if (rep !== undefined && isActive(rep, roster.fields)) return
    const about = { severity: 'warning', path, ...(rule === undefined ? {} : { rule }) } as const
    report(
      rep === undefined
        ? {
            ...about,
            code: 'unknownRep',
            message: `The roster has no rep ${quoted(id)}.`,
            hint: didYouMean(id, byId.keys(), 'Check the id against the roster.'),
          }
        : {
            ...about,
            code: 'inactiveRep',
            message: `The rep ${quoted(id)} is inactive, and gets no leads.`,
            hint: 'Name somebody else, or select by what people do, not by who they are: { "role": … }.',
          },
    )
  }
  for (const { condition, place, of, rule } of conditionsOf(plan)) {
    if (of !== 'rep') continue
    for (const { field, place: at, operator, operand } of mentionsIn(condition, place)) {
      if (field.length !== 1 || field[0] !== 'id' || !(operator === 'is' || operator === 'in')) continue
      const given: readonly Json[] = Array.isArray(operand) ? operand : [operand]
      given.forEach((id, index) => {
        if (typeof id === 'string') check(id, Array.isArray(operand) ? [...at, index] : at, rule)
      })
    }
  }
  for (const [table, rows] of Object.entries(plan.territories ?? {}))
    rows.forEach(({ reps = {} }, index) => {
      for (const id of Object.keys(reps)) check(id, ['territories', table, index, 'reps', id], undefined)
    })
}
