import { holds } from '../../src/condition/interpret.js'
import type { JsonObject } from '../../src/lead.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { TextFile, Violation } from '../tidy/source.js'

/** One row of a table of examples: a condition on `x`, values of `x` it holds for, values it does not hold for. */
export interface Row {
  readonly operator: string
  readonly condition: string
  readonly holds: readonly string[]
  readonly fails: readonly string[]
}

/** The rows of all tables whose head is `| … | Condition | Holds for | Does not hold for |`. */
export function rowsOf({ text }: TextFile): Row[] {
  const rows: Row[] = []
  let inside = false
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim())
      : undefined
    if (cells === undefined) inside = false
    else if (cells.slice(1).join() === 'Condition,Holds for,Does not hold for') inside = true
    else if (inside && !/^-+$/.test(cells[0] ?? '')) {
      const [operator = '', condition = '', good = '', bad = ''] = cells
      rows.push({
        operator: spansOf(operator)[0] ?? '',
        condition: spansOf(condition)[0] ?? '',
        holds: valuesOf(good),
        fails: valuesOf(bad),
      })
    }
  }
  return rows
}

function spansOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, span]) => span as string)
}

/** Code spans hold JSON; the word `missing` stands for an absent field. */
function valuesOf(cell: string): string[] {
  return [...spansOf(cell), ...(/(^|\s)missing(\s|$)/.test(cell.replace(/`[^`]*`/g, '')) ? ['missing'] : [])]
}

/** Examples that are not as the table says. */
export function wrongExamples(page: TextFile, lists: { readonly [name: string]: readonly string[] }): Violation[] {
  return rowsOf(page).flatMap(({ operator, condition, holds: good, fails: bad }) => {
    const told = (message: string): Violation => ({ path: page.path, message: `${operator}: ${message}` })
    const checked = checkPlan({
      fairlead: 1,
      name: 'table',
      lists,
      rules: [{ name: 'row', when: JSON.parse(condition), to: {} }],
      otherwise: { to: {} },
    })
    if ('issues' in checked) return checked.issues.map(({ message }) => told(message))
    const compiled = compilePlan(checked.plan)
    const when = compiled.rules[0]?.when
    if (when === undefined || good.length + bad.length === 0) return [told('no examples')]
    const answer = (value: string): boolean =>
      holds(when, (value === 'missing' ? {} : { x: JSON.parse(value) }) as JsonObject, { lists: compiled.lists })
    return [
      ...good.filter((value) => !answer(value)).map((value) => told(`${condition} does not hold for ${value}`)),
      ...bad.filter(answer).map((value) => told(`${condition} holds for ${value}`)),
    ]
  })
}
