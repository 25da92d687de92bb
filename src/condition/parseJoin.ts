import type { JsonObject } from '../lead.js'
import { brief } from './issueList.js'
import type { ParseContext, Spot } from './parse.js'
import { parsePath } from './parsePath.js'
import type { Tree } from './tree.js'

const failed: Tree = Object.freeze({ kind: 'always' })

/** `{ same: 'lead.path', orElse?: 'manager' | 'backup' }` of a rep's field. The spot is that of `same`. */
export function parseJoin(value: JsonObject, spot: Spot, { issues, target, mayName }: ParseContext): Tree {
  if (!target) {
    issues.report(
      'misplaced',
      spot.place,
      "`same` stands outside of a rule's `to`.",
      'Joins compare a rep with the lead; a condition on the lead cannot use them.',
    )
    return failed
  }
  const lead = parsePath(value.same, 'badOperand', spot.place, issues)
  const orElse = Object.hasOwn(value, 'orElse') ? value.orElse : undefined
  const place = [...spot.place.slice(0, -1), 'orElse']
  if (orElse !== undefined && orElse !== 'manager' && orElse !== 'backup') {
    issues.report('badOperand', place, `\`orElse\` is ${brief(orElse)}.`, 'Write "manager" or "backup".')
    return failed
  }
  if (orElse !== undefined && (spot.field.length !== 1 || spot.field[0] !== 'id')) {
    issues.report(
      'misplaced',
      place,
      `\`orElse\` stands at ${spot.field.join('.')}.`,
      'It belongs to the rep\'s id only: { "id": { "same": "account.owner", "orElse": "manager" } }.',
    )
    return failed
  }
  if (lead === undefined) return failed
  if (spot.field.length === 1 && spot.field[0] === 'id' && mayName?.(lead) === false) {
    issues.report(
      'untrustedOwner',
      spot.place,
      `${brief(value.same)} is what a lead says itself, and would say who gets it.`,
      lead[0] === 'person'
        ? 'Say what tells persons apart: "samePerson": "email".'
        : 'Take the owner from the account ("account.owner"), or say in `hostFields` that only the host says this field.',
    )
    return failed
  }
  return Object.freeze({
    kind: 'join',
    path: Object.freeze(spot.field),
    lead: Object.freeze(lead),
    ...(orElse === undefined ? {} : { orElse }),
    negated: spot.negated,
  })
}
