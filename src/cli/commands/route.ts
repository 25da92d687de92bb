import { checkFallback } from '../../decide/checkFallback.js'
import { noTables, rosterCalendar } from '../../presence/rosterCalendar.js'
import { createRouter } from '../../router/createRouter.js'
import type { PlanInForce } from '../../router/publishing.js'
import type { Command } from '../command.js'
import { type Complaint, complain, stop } from '../complaint.js'
import { databaseHelp, withDatabase } from '../database.js'
import { readAccounts } from '../read/accounts.js'
import { readAbsences } from '../read/availability.js'
import { holidaysHelp, readHolidays } from '../read/holidays.js'
import { mustReadReps } from '../read/reps.js'
import { readRows } from '../read/rows.js'
import { tableFiles, territoriesHelp, textFieldsOf } from '../read/territories.js'
import { begun } from '../route/batches.js'
import { routeRows } from '../route/routeRows.js'
import { csvHelp, namedTexts, textsHelp, unseenTexts } from '../texts.js'
import { assertOneStdin, availabilityOf, clockOf, given, mustActivate, mustReadPlan } from '../world.js'

export const route: Command = {
  name: 'route',
  summary: 'routes leads for real: one owner for each, kept in a database',
  usage: `fairlead route PLAN LEADS --reps FILE [--territories TABLES] [--accounts FILE] [--availability FILE] [--holidays FILE]
               [--db FILE] [--now INSTANT] [--text COLUMNS] [--json]

Routes leads and keeps the outcome. LEADS is a .jsonl, .json or .csv file of any size, or - for standard input. A lead that has been
routed before keeps its owner, so the same command may safely run again: after a crash, or on a file that has grown.

  --reps FILE          the roster (JSON, JSONL or CSV): id, and active, capacity, manager, backup and what the plan's rules select by;
                       timeZone, hours, holidays and away say when a rep is there (in CSV: hours.mon-fri is 09:00-12:30;13:30-18:00)
  PLAN                 in force as long as nobody has published one (fairlead publish); then that one is, and this tells so
  --territories TABLES ${territoriesHelp}
  --accounts FILE      accounts: id, owner (a rep's id), domain (several with ; between them), name, country, parent, further fields. A
                       lead's account is the one of its domain, website or email, or one of the same name with further evidence
                       (fairlead match tells which and why)
  --availability FILE  absences: rep, from, until (instants, each may be missing), reason; beside what the roster says
  --holidays FILE      ${holidaysHelp}
  --now INSTANT        the time of the run, 2026-01-05T09:00:00Z, in place of the clock
${databaseHelp}
                       :memory: for a dry run
${textsHelp}
  --json               JSON lines also on a terminal, and on standard error

Standard output: one line for each routed lead, in the order of the input. On a terminal it is text, otherwise JSON:
  {"lead":"L1","kind":"assigned","rep":"ana","rule":"territory","at":"2026-01-05T09:00:00.000Z","duplicate":false,"epoch":1,"seq":1}
  {"lead":"L2","kind":"queued","queue":"nurture", …}
Standard error: rows that were refused, with file, line and reason; then the sum: read = assigned + queued + routed before + refused.

${csvHelp}

Exit code: 0 if every lead was routed; 2 if some rows were refused (all others were routed); 1 if the command, the plan, the roster or
another file is wrong (then nothing was routed), or if the run ended early (then the sum says how far it came; run it again).
`,
  options: {
    territories: 'text',
    reps: 'text',
    accounts: 'text',
    availability: 'text',
    holidays: 'text',
    db: 'text',
    now: 'text',
    text: 'text',
  },
  positionals: ['PLAN', 'LEADS'],
  needed: 2,
  run: async (args, io) => {
    const [planFile, leadsFile] = args.positionals as [string, string]
    const repsFile =
      args.text('reps') ?? stop({ code: 'usage', message: 'The option --reps is missing.', hint: 'Name the roster: --reps reps.json' })
    assertOneStdin([
      planFile,
      leadsFile,
      repsFile,
      args.text('accounts'),
      args.text('availability'),
      args.text('holidays'),
      ...tableFiles(args.text('territories')).map(({ file }) => file),
    ])
    const clock = clockOf(args, io)
    const texts = namedTexts(args.text('text'))
    const plan = await mustReadPlan(io, planFile, args.text('territories'))
    const compiled = mustActivate(plan)
    const holidays = await given(args.text('holidays'), (file) => readHolidays(io, file))
    const reps = await mustReadReps(io, repsFile, plan.plan, texts, holidays ?? noTables)
    const empty = checkFallback(compiled, reps, compiled.repFields)
    if (empty.length > 0) stop(...plan.complain(empty))
    const accounts = await given(args.text('accounts'), (file) => readAccounts(io, file, reps, texts))
    const absences = await given(args.text('availability'), (file) => readAbsences(io, file, reps, texts))
    const json = args.flag('json')
    await complain(io, [...(accounts?.warnings ?? []), ...(absences?.warnings ?? [])], json)
    // A file that cannot be read, or whose header makes no sense, ends the command before there is a database.
    const keys = new Set([...compiled.keyPaths.map((path) => path.join('.')), ...textFieldsOf(plan.plan)])
    const rows = await begun(readRows(io, leadsFile, { ...texts, fixed: keys }))

    const availability = availabilityOf(reps, compiled.repFields, holidays, absences)
    return withDatabase(args, io, { made: true }, async (store) => {
      const router = createRouter({
        plan: plan.plan,
        roster: reps,
        store,
        clock,
        // Nothing is swept here: the steps of escalations get their times, for whoever sweeps the database.
        workCalendar: rosterCalendar({ ...(holidays === undefined ? {} : { holidays }), repFields: compiled.repFields }),
        ...(accounts === undefined ? {} : { accounts: accounts.index.port }),
        ...availability,
      })
      await complain(io, otherPlan(await router.planInForce(), plan.file), json)
      const code = await routeRows(rows, router, io, json)
      await complain(io, unseenTexts(texts), json)
      return code
    })
  },
}

/** Leads go by the version in force, also where somebody has forgotten that one was published. */
function otherPlan({ version, digest, code }: PlanInForce, file: string): Complaint[] {
  if (version === undefined || digest === code.digest) return []
  const message = `Version ${version.version} of the plan is in force in this database, by ${version.author}: ${version.reason}`
  const hint = `Leads go by that. To put this file in force: fairlead publish ${file}`
  return [{ severity: 'warning', code: 'otherPlan', file, message, hint }]
}
