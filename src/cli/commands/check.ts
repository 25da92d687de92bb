import { compilePlan } from '../../plan/compilePlan.js'
import type { Command } from '../command.js'
import { type Complaint, plural, textOf } from '../complaint.js'
import { fallbackIssues } from '../fallback.js'
import type { Io } from '../io.js'
import { type PlanFile, readPlan } from '../read/plan.js'
import { readReps } from '../read/reps.js'
import { namedTexts, textsHelp, unseenTexts } from '../texts.js'

export const check: Command = {
  name: 'check',
  summary: 'everything that is wrong with a plan, and where',
  usage: `fairlead check PLAN [--reps FILE] [--text COLUMNS] [--json]

Checks a plan file: every issue at once, with line and column, JSON path and remedy.

  --reps FILE     check this roster too (JSON, JSONL or CSV), and that \`otherwise\` selects an active rep of it
${textsHelp}
  --json          one JSON object: { "ok", "errors", "warnings", "issues": [{ "file", "line", "column", "path", "code", … }] }

Exit code: 0 if there is no error, 1 otherwise.
`,
  options: { reps: 'text', text: 'text' },
  positionals: ['PLAN'],
  needed: 1,
  run: async (args, io) => {
    const texts = namedTexts(args.text('text'))
    const plan = await readPlan(io, args.positionals[0] as string)
    const repsFile = args.text('reps')
    const found = [...plan.complaints, ...(repsFile === undefined ? [] : await checkReps(io, repsFile, plan, texts)), ...unseenTexts(texts)]
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

async function checkReps(io: Io, file: string, { plan, complain }: PlanFile, texts: ReturnType<typeof namedTexts>): Promise<readonly Complaint[]> {
  const read = await readReps(io, file, plan ?? {}, texts)
  if ('complaints' in read) return read.complaints
  return plan === undefined ? [] : complain(fallbackIssues(compilePlan(plan), read.reps))
}

function verdict({ file, plan }: PlanFile, errors: number, warnings: number, io: Io): string {
  const { green, red } = io.stdout.paint
  const also = warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`
  if (errors > 0) return red(`${plural(errors, 'error')}${also}`)
  return `${green('ok')} ${file}${plan === undefined ? '' : `: the plan ${JSON.stringify(plan.name)} with ${plural(plan.rules.length, 'rule')}`}${also}`
}
