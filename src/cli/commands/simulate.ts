import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkFallback } from '../../decide/checkFallback.js'
import type { JsonObject } from '../../lead.js'
import type { Store } from '../../port/store.js'
import { noTables, rosterCalendar } from '../../presence/rosterCalendar.js'
import { activatePlan } from '../../router/activePlan.js'
import { compare } from '../../simulate/compare.js'
import type { HistoryLead } from '../../simulate/history.js'
import type { Course, Scenario } from '../../simulate/options.js'
import { htmlReport } from '../../simulate/page/page.js'
import { simulate as run } from '../../simulate/simulate.js'
import { durationMs } from '../../time/duration.js'
import { readInstant, writeInstant } from '../../time/instant.js'
import type { Args, Command } from '../command.js'
import { complain, plural, stop } from '../complaint.js'
import { withDatabase } from '../database.js'
import type { Io } from '../io.js'
import { progressOn } from '../progress.js'
import { readAccounts } from '../read/accounts.js'
import { readAbsences } from '../read/availability.js'
import { readDuration } from '../read/duration.js'
import { holidaysHelp, readHolidays } from '../read/holidays.js'
import { mustReadReps } from '../read/reps.js'
import { readRows } from '../read/rows.js'
import { isSystemError } from '../read/source.js'
import { tableFiles, territoriesHelp, textFieldsOf } from '../read/territories.js'
import { begun } from '../route/batches.js'
import { leadsOf, pathOf, type Refusals } from '../simulate/leads.js'
import { simulationText } from '../simulate/text.js'
import { csvHelp, namedTexts, textsHelp, unseenTexts } from '../texts.js'
import { assertOneStdin, availabilityOf, clockOf, given, mustActivate, mustReadPlan } from '../world.js'

export const simulate: Command = {
  name: 'simulate',
  summary: 'what if: what a plan and a roster would make of leads, and what would change',
  usage: `fairlead simulate PLAN [LEADS] --reps FILE [--territories TABLES] [--against PLAN] [--against-reps FILE]
                  [--against-territories TABLES] [--db FILE] [--at FIELD] [--closed FIELD]
                  [--every TIME] [--now INSTANT] [--until INSTANT] [--open-for TIME] [--contact-after TIME] [--accounts FILE]
                  [--availability FILE] [--holidays FILE] [--text COLUMNS] [--report FILE] [--json]

Routes leads in memory and keeps nothing: who would get what, how long leads would wait, how fair it would be. With another plan or
another roster it does so twice, side by side, and tells which leads would go elsewhere. LEADS is a .jsonl, .json or .csv file of any size,
in the order of time, or - for standard input; or a database that \`route\` wrote, with what its owners did.

  --reps FILE          the roster, as in route
  --territories TABLES ${territoriesHelp}
  --against PLAN       compare with this plan...
  --against-reps FILE  ...and this roster...
  --against-territories TABLES
                       ...and these tables; what is not given is the same
  --db FILE            the leads of this SQLite database, in place of LEADS
  --at FIELD           the field of a lead that says when it came, 2026-01-05T09:00:00Z or milliseconds; else one comes after the other
  --closed FIELD       the field that says when it was closed, if it was
  --every TIME         without --at: how far apart they come (default: 1m), from --now on
  --now INSTANT        without --at: when the first one comes, in place of the clock
  --until INSTANT      goes on until then with what waits (default: the last lead)
  --open-for TIME      how long an owner has a lead before it is closed: 8h, 3d (default: for good)
  --contact-after TIME how long an owner takes to reach the person: longer than the steps of an escalation, and they happen (default: 0)
  --accounts FILE      accounts, as in route
  --availability FILE  absences, as in route
  --holidays FILE      ${holidaysHelp}
${textsHelp}
  --report FILE        writes a page of HTML with charts and tables, complete in one file
  --json               the figures as one JSON object, and JSON lines on standard error

Standard output: the figures. Standard error: rows that were left out, with file, line and reason.

${csvHelp}

Exit code: 0; 2 if some rows were left out; 1 if the command, a plan, a roster or another file is wrong (then nothing is written).
`,
  options: {
    reps: 'text',
    territories: 'text',
    against: 'text',
    'against-reps': 'text',
    'against-territories': 'text',
    db: 'text',
    at: 'text',
    closed: 'text',
    every: 'text',
    now: 'text',
    until: 'text',
    'open-for': 'text',
    'contact-after': 'text',
    accounts: 'text',
    availability: 'text',
    holidays: 'text',
    text: 'text',
    report: 'text',
  },
  positionals: ['PLAN', 'LEADS'],
  needed: 1,
  run: async (args, io) => {
    const { scenario, other, texts, keys } = await readScenarios(args, io)
    const course = courseOf(args)
    const json = args.flag('json')
    const leadsFile = args.positionals[1]
    const refusals: Refusals = { count: 0 }
    const progress = progressOn(io, 'leads')
    const go = async (history: AsyncIterable<HistoryLead<JsonObject>> | Store): Promise<void> => {
      const steps = { ...course, onProgress: progress.show }
      const result =
        other === undefined
          ? await run(history, { ...scenario, ...steps })
          : await compare(history, { before: scenario, after: other, ...steps })
      progress.clear()
      const report = args.text('report')
      if (report !== undefined) await write(io, report, htmlReport(result))
      await io.stdout.write(json ? `${JSON.stringify(result)}\n` : simulationText(result, io.stdout.paint))
      if (report !== undefined && !json) await io.stderr.write(`${report} has the report.\n`)
    }
    if (leadsFile === undefined) await withDatabase(args, io, { made: false }, go)
    else {
      const rows = await begun(readRows(io, leadsFile, { ...texts, fixed: keys }))
      const times = {
        at: pathOf('at', args.text('at')),
        closed: pathOf('closed', args.text('closed')),
        first: clockOf(args, io)(),
        everyMs: durationMs(readDuration('every', args.text('every') ?? '1m')),
      }
      await go(leadsOf(rows, times, activatePlan(scenario.plan, {}, true), { io, json, refusals }))
    }
    await complain(io, unseenTexts(texts), json)
    if (refusals.count > 0 && !json) await io.stderr.write(`${plural(refusals.count, 'row')} left out.\n`)
    return refusals.count > 0 ? 2 : 0
  },
}

interface Scenarios {
  readonly scenario: Scenario
  /** What is different, where something is to be compared. */
  readonly other: Partial<Scenario> | undefined
  readonly texts: ReturnType<typeof namedTexts>
  /** Columns of the leads that stay text. */
  readonly keys: ReadonlySet<string>
}

async function readScenarios(args: Args, io: Io): Promise<Scenarios> {
  const [planFile, leadsFile] = args.positionals as [string, string | undefined]
  const repsFile =
    args.text('reps') ?? stop({ code: 'usage', message: 'The option --reps is missing.', hint: 'Name the roster: --reps reps.json' })
  checkSource(args, leadsFile)
  const files = ['accounts', 'availability', 'holidays', 'against', 'against-reps'].map((name) => args.text(name))
  const tableNames = ['territories', 'against-territories'].flatMap((name) => tableFiles(args.text(name)).map(({ file }) => file))
  assertOneStdin([planFile, leadsFile, repsFile, ...files, ...tableNames])
  const texts = namedTexts(args.text('text'))
  const holidays = await given(args.text('holidays'), (file) => readHolidays(io, file))
  const [againstFile, againstReps, againstTables] = ['against', 'against-reps', 'against-territories'].map((name) => args.text(name))
  const tables = args.text('territories')
  const samePlan = againstFile === undefined && againstTables === undefined
  const plan = await mustReadPlan(io, planFile, tables)
  const compiled = mustActivate(plan)
  const reps = await mustReadReps(io, repsFile, plan.plan, texts, holidays ?? noTables)
  const otherPlan = samePlan ? plan : await mustReadPlan(io, againstFile ?? planFile, againstTables ?? tables)
  const otherCompiled = samePlan ? compiled : mustActivate(otherPlan)
  const otherReps = againstReps === undefined ? reps : await mustReadReps(io, againstReps, otherPlan.plan, texts, holidays ?? noTables)
  for (const [one, of, roster] of [
    [plan, compiled, reps],
    [otherPlan, otherCompiled, otherReps],
  ] as const) {
    const empty = checkFallback(of, roster, of.repFields)
    if (empty.length > 0) stop(...one.complain(empty))
  }
  const everybody = [...new Map([...otherReps, ...reps].map((rep) => [rep.id, rep])).values()]
  const accounts = await given(args.text('accounts'), (file) => readAccounts(io, file, everybody, texts))
  const absences = await given(args.text('availability'), (file) => readAbsences(io, file, everybody, texts))
  await complain(io, [...(accounts?.warnings ?? []), ...(absences?.warnings ?? [])], args.flag('json'))
  const sideOf = (of: typeof plan, compiledOf: typeof compiled, roster: typeof reps): Scenario => {
    const times = { ...(holidays === undefined ? {} : { holidays }), repFields: compiledOf.repFields }
    const { availability } = availabilityOf(roster, compiledOf.repFields, holidays, absences)
    return {
      plan: of.plan,
      roster,
      workCalendar: rosterCalendar(times),
      ...(availability === undefined ? {} : { availability: availability as NonNullable<Scenario['availability']> }),
      ...(accounts === undefined ? {} : { accounts: accounts.index.port }),
      ...durations(args),
    }
  }
  const scenario = sideOf(plan, compiled, reps)
  // What is left out of the other side is as before: a roster that says nothing of times has to say so.
  const always = scenario.availability === undefined ? {} : { availability: () => true }
  return {
    scenario,
    other: samePlan && againstReps === undefined ? undefined : { ...always, ...sideOf(otherPlan, otherCompiled, otherReps) },
    texts,
    keys: new Set([
      ...[...compiled.keyPaths, ...otherCompiled.keyPaths].map((path) => path.join('.')),
      ...textFieldsOf(plan.plan),
      ...textFieldsOf(otherPlan.plan),
    ]),
  }
}

function checkSource(args: Args, leadsFile: string | undefined): void {
  const db = args.text('db')
  if (db === undefined && leadsFile === undefined)
    stop({ code: 'usage', message: 'Missing argument: LEADS.', hint: 'Name a file with leads, or a database: --db leads.db' })
  if (db === undefined) return
  if (leadsFile !== undefined)
    stop({ code: 'usage', message: 'Leads come out of LEADS or out of --db, not out of both.', hint: 'Leave out one of the two.' })
  for (const option of ['at', 'closed', 'every', 'now'])
    if (args.text(option) !== undefined)
      stop({
        code: 'usage',
        message: `The option --${option} is for LEADS.`,
        hint: 'A database knows when its leads came and were closed.',
      })
}

function durations(args: Args): Pick<Scenario, 'openFor' | 'contactAfter'> {
  const [openFor, contactAfter] = ['open-for', 'contact-after'].map((name) => {
    const text = args.text(name)
    return text === undefined ? undefined : readDuration(name, text)
  })
  return { ...(openFor === undefined ? {} : { openFor }), ...(contactAfter === undefined ? {} : { contactAfter }) }
}

function courseOf(args: Args): Course {
  const text = args.text('until')
  if (text === undefined) return {}
  return {
    until: readInstant(text) ?? stop({ code: 'usage', message: `--until: ${JSON.stringify(text)} is no instant.`, hint: writeInstant }),
  }
}

async function write(io: Io, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, file), text)
  } catch (error) {
    if (!isSystemError(error)) throw error
    stop({
      code: 'unwritable',
      file,
      message: `The report cannot be written: ${error.message}.`,
      hint: 'Check the folder and its permissions.',
    })
  }
}
