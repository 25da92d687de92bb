import { viewLead } from '../plan/viewLead.js'
import type { Context } from './context.js'
import { listsIn, possibilityOf, quoted, undecided } from './context.js'
import { type Formula, notOf } from './formula.js'
import { formulaOfSegment } from './formulate.js'

/** Values of labels that no lead gets: their condition contradicts itself, or earlier values take whatever it holds for. */
export function findSegments(context: Context): void {
  const { plan } = context.subject
  for (const { label, values } of plan.segments) {
    const earlier: Formula[] = []
    for (const { value, tree, path } of values) {
      const condition = formulaOfSegment(tree, plan)
      const name = `${quoted(value)} of the ${path[0] === 'segments' ? 'segment' : 'table'} ${quoted(label)}`
      const gets = possibilityOf([condition, ...earlier], context, ({ labels }) => labels[label] === value)
      if (gets.kind === 'undecided') context.report(undecided('unreachableSegment', path, `whether any lead gets the value ${name}.`))
      if (gets.kind === 'found' && gets.lists) {
        const fields = listsIn({ ...gets.lead.example.lead, account: gets.lead.example.account })
        context.report({
          code: 'unreachableSegment',
          severity: 'warning',
          path,
          example: gets.lead.example,
          message: `Only leads in which ${fields.join(', ')} is a list get the value ${name}.`,
          hint: 'Look for tests that exclude each other, and for earlier values that cover this one.',
        })
      }
      if (gets.kind === 'none') {
        const alone = possibilityOf([condition], context, ({ labels }) => labels[label] !== undefined)
        context.report({
          code: 'unreachableSegment',
          severity: 'warning',
          path,
          ...(alone.kind === 'found' ? { example: alone.lead.example } : {}),
          message:
            alone.kind === 'found'
              ? `No lead gets the value ${name}: whatever it holds for, an earlier value takes; this lead is ${quoted(
                  viewLead(plan, alone.lead.example.lead, alone.lead.example.account).labels[label] ?? '',
                )}.`
              : `No lead gets the value ${name}: its condition holds for none.`,
          hint:
            alone.kind === 'found'
              ? 'The first value that holds is the label: move this one up, or narrow those before it.'
              : 'Look for tests that exclude each other.',
        })
      }
      earlier.push(notOf(condition))
    }
  }
}
