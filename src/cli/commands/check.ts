import { checkFallback } from '../../decide/checkFallback.js'
import { compilePlan } from '../../plan/compilePlan.js'
import type { HolidayTables } from '../../presence/holidayTables.js'
import type { Command } from '../command.js'
import { type Complaint, complaintsOf, plural, textOf } from '../complaint.js'
import type { Io } from '../io.js'
import { readHolidays } from '../read/holidays.js'
import { type PlanFile, readPlan } from '../read/plan.js'
import { readReps } from '../read/reps.js'
import { namedTexts, textsHelp, unseenTexts } from '../texts.js'

export const check: Command = {
  name: 'check',
  summary: 'everything that is wrong with a plan, and where',
  usage: `fairlead check PLAN [--reps FILE] [--holidays FILE] [--text COLUMNS] [--json]

Checks a plan file: every issue at once, with line and column, JSON path and remedy.

  --reps FILE     check this roster too (JSON, JSONL or CSV), and that \`otherwise\` selects an active rep of it
  --holidays FILE and that the holidays that reps name are among these (JSON): { "DE": { "2026-12-25": "Christmas" } }
${textsHelp}
  --json          one JSON object: { "ok", "errors", "warnings", "issues": [{ "file", "line", "column", "path", "code", … }] }

Exit code: 0 if there is no error, 1 otherwise.
`,
  options: { reps: 'text', holidays: 'text', text: 'text' },
  positionals: ['PLAN'],
  needed: 1,
  run: async (args, io) => {
    const texts = namedTexts(args.text('text'))
    const plan = await attempt(() => readPlan(io, args.positionals[0] as string))
    const repsFile = args.text('reps')
    const holidaysFile = args.text('holidays')
    const holidays = holidaysFile === undefined ? undefined : await attempt(() => readHolidays(io, holidaysFile))
    const tables = holidays === undefined || 'complaints' in holidays ? undefined : holidays
    const reps = repsFile === undefined ? [] : await attempt(() => checkReps(io, repsFile, plan, texts, tables))
    const found = [plan, holidays, reps].flatMap((one) => (one === undefined || !('complaints' in one) ? [] : one.complaints))
    if (Array.isArray(reps)) found.push(...reps)
    found.push(...unseenTexts(texts))
    const errors = found.filter(({ severity }) => severity === 'error').length
    const warnings = found.length - errors
    if (args.flag('json')) await io.stdout.write(`${JSON.stringify({ ok: errors === 0, errors, warnings, issues: found })}\n`)
    else {
      for (const complaint of found) await io.stdout.write(textOf(complaint, io.stdout.paint))
      await io.stdout.write(`${verdict(plan, errors, warnings, io)}\n`)
    }
    return errors === 0 ? 0 : 1
  },
}

/** What was found in a plan file, or why it cannot even be read. */
type Found = PlanFile | Unreadable

interface Unreadable {
  readonly complaints: readonly Complaint[]
}

/** A file that cannot be read is a finding like any other: the report tells of it, and of the other file. */
async function attempt<Result>(read: () => Promise<Result>): Promise<Result | Unreadable> {
  try {
    return await read()
  } catch (error) {
    const complaints = complaintsOf(error)
    if (complaints === undefined) throw error
    return { complaints }
  }
}

async function checkReps(
  io: Io,
  file: string,
  found: Found,
  texts: ReturnType<typeof namedTexts>,
  tables: HolidayTables | undefined,
): Promise<readonly Complaint[]> {
  const plan = 'plan' in found ? found.plan : undefined
  const read = await readReps(io, file, plan ?? {}, texts, tables)
  if ('complaints' in read) return read.complaints
  if (plan === undefined || !('complain' in found)) return []
  const compiled = compilePlan(plan)
  return found.complain(checkFallback(compiled, read.reps, compiled.repFields))
}

function verdict(found: Found, errors: number, warnings: number, io: Io): string {
  const { green, red } = io.stdout.paint
  const also = warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`
  if (errors > 0) return red(`${plural(errors, 'error')}${also}`)
  const told =
    'plan' in found && found.plan !== undefined
      ? ` ${found.file}: the plan ${JSON.stringify(found.plan.name)} with ${plural(found.plan.rules.length, 'rule')}`
      : ''
  return `${green('ok')}${told}${also}`
}
