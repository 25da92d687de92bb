import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { analysePlan } from '../../analysis/analysePlan.js'
import type { HolidayTables } from '../../presence/holidayTables.js'
import type { Rep } from '../../rep.js'
import type { Args, Command } from '../command.js'
import { type Complaint, complaintsOf, plural, stop, textOf } from '../complaint.js'
import { findingText, type PlacedFinding, placed } from '../findings.js'
import type { Io } from '../io.js'
import { readHolidays } from '../read/holidays.js'
import { readKnownFields } from '../read/knownFields.js'
import { type PlanFile, readPlan } from '../read/plan.js'
import { readReps } from '../read/reps.js'
import { isSystemError } from '../read/source.js'
import { territoriesHelp } from '../read/territories.js'
import { sarifOf } from '../sarif.js'
import { namedTexts, textsHelp, unseenTexts } from '../texts.js'

export const check: Command = {
  name: 'check',
  summary: 'everything that is wrong with a plan, and what it may not mean to say',
  usage: `fairlead check PLAN [--territories TABLES] [--reps FILE] [--leads FILE] [--holidays FILE] [--text COLUMNS] [--strict]
               [--sarif FILE] [--json]

Checks a plan file: every issue at once, with line and column, JSON path and remedy. A plan without issues is analysed: rules that
are never first, conditions that hold for no lead, overlaps, gaps, targets that select nobody; each with a lead that shows it.

  --territories TABLES
                  ${territoriesHelp}
  --reps FILE     check this roster too (JSON, JSONL or CSV), and whom the rules select of it
  --leads FILE    sample leads (JSON, JSONL or CSV) that have every field there is: conditions on other fields are found
  --holidays FILE and that the holidays that reps name are among these (JSON): { "DE": { "2026-12-25": "Christmas" } }
${textsHelp}
  --strict        exit code 1 for warnings, too
  --sarif FILE    write everything to this file as SARIF 2.1.0, for code review
  --json          one JSON object: { "ok", "errors", "warnings", "issues": [{ "file", "line", "column", "path", "code", … }],
                  "findings": [{ "severity", "code", "rule", "message", "example": { "lead", … }, … }] }

Exit code: 0 if there is no error (with --strict: and no warning), 1 otherwise.
`,
  options: { territories: 'text', reps: 'text', leads: 'text', holidays: 'text', text: 'text', strict: 'flag', sarif: 'text' },
  positionals: ['PLAN'],
  needed: 1,
  run: async (args, io) => {
    const { plan, issues, findings } = await lookAt(args, io)
    const all = [...issues, ...findings]
    const errors = all.filter(({ severity }) => severity === 'error').length
    const warnings = all.filter(({ severity }) => severity === 'warning').length
    const ok = errors === 0 && !(args.flag('strict') && warnings > 0)
    const sarif = args.text('sarif')
    if (sarif !== undefined) await writeSarif(sarif, all, io)
    if (args.flag('json')) await io.stdout.write(`${JSON.stringify({ ok, errors, warnings, issues, findings })}\n`)
    else {
      for (const complaint of issues) await io.stdout.write(textOf(complaint, io.stdout.paint))
      for (const finding of findings) await io.stdout.write(findingText(finding, io.stdout.paint))
      await io.stdout.write(`${verdict(plan, ok, errors, warnings, io)}\n`)
    }
    return ok ? 0 : 1
  },
}

interface Seen {
  readonly plan: Found
  readonly issues: readonly Complaint[]
  readonly findings: readonly PlacedFinding[]
}

async function lookAt(args: Args, io: Io): Promise<Seen> {
  const texts = namedTexts(args.text('text'))
  const plan = await attempt(() => readPlan(io, args.positionals[0] as string, args.text('territories')))
  const [repsFile, leadsFile, holidaysFile] = [args.text('reps'), args.text('leads'), args.text('holidays')]
  const holidays = holidaysFile === undefined ? undefined : await attempt(() => readHolidays(io, holidaysFile))
  const tables: HolidayTables | undefined = holidays === undefined || 'complaints' in holidays ? undefined : holidays
  const known = 'plan' in plan && plan.plan !== undefined ? plan.plan : undefined
  const reps = repsFile === undefined ? undefined : await attempt(() => readReps(io, repsFile, known ?? {}, texts, tables))
  const leads = leadsFile === undefined ? undefined : await attempt(async () => ({ fields: await readKnownFields(io, leadsFile, texts) }))
  const issues = [plan, holidays, reps, leads].flatMap((one) => (one === undefined || !('complaints' in one) ? [] : one.complaints))
  const found =
    known === undefined || !('complain' in plan)
      ? []
      : findingsOf(
          plan,
          reps !== undefined && 'reps' in reps ? reps.reps : undefined,
          leads !== undefined && 'fields' in leads ? leads.fields : undefined,
        )
  // A fallback without anybody is refused by the router as well: an issue, as it is there.
  const isIssue = ({ code }: Complaint): boolean => code === 'fallbackEmpty'
  return {
    plan,
    issues: [...issues, ...found.filter(isIssue), ...unseenTexts(texts)],
    findings: found.filter((finding) => !isIssue(finding)),
  }
}

function findingsOf(
  file: PlanFile,
  reps: readonly Rep[] | undefined,
  knownFields: readonly string[] | undefined,
): readonly PlacedFinding[] {
  if (file.plan === undefined) return []
  const options = { ...(reps === undefined ? {} : { reps }), ...(knownFields === undefined ? {} : { knownFields }) }
  return placed(analysePlan(file.plan, options), file)
}

async function writeSarif(file: string, all: readonly Complaint[], io: Io): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, file), `${JSON.stringify(sarifOf(all), null, 2)}\n`)
  } catch (error) {
    if (!isSystemError(error)) throw error
    stop({ code: 'unwritable', file, message: `The file cannot be written: ${error.message}.`, hint: 'Name a file that you may write to.' })
  }
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

function verdict(found: Found, ok: boolean, errors: number, warnings: number, io: Io): string {
  const { green, red } = io.stdout.paint
  const also = warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`
  if (!ok) return red(errors > 0 ? `${plural(errors, 'error')}${also}` : plural(warnings, 'warning'))
  const told =
    'plan' in found && found.plan !== undefined
      ? ` ${found.file}: the plan ${JSON.stringify(found.plan.name)} with ${plural(found.plan.rules.length, 'rule')}`
      : ''
  return `${green('ok')}${told}${also}`
}
