// Writes docs/errors.md from the tables of src/errors.ts: node scripts/docsErrors.mjs [--check] [file]
// With --check nothing is written; the exit code is 1 where the file is not what would be written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { issueTable, errorTable } = await tablesOf(join(root, 'src/errors.ts'))

const everywhere = 'plan, roster, lead'

/** In what an issue is found. */
const reporters = {
  notJson: everywhere,
  wrongType: 'plan, roster, lead; also a `lead` or `rep` of `defineRouting` that is no schema',
  missingField: 'plan, roster',
  unknownField: 'plan',
  unknownOperator: 'plan',
  badOperand: 'plan',
  reservedName: everywhere,
  duplicateName: "plan, roster; also where a segment or list of a plan differs from the routing's",
  emptyGroup: 'plan',
  unknownList: 'plan',
  unknownTerritory: 'plan',
  untrustedOwner: 'plan',
  unknownChannel: 'plan; also a deadline',
  unknownStrategy: 'plan; also a strategy that is not registered with `createRouter`',
  unknownRotation: 'plan',
  unknownQueue: 'plan',
  unknownLabel: 'plan',
  unknownHolidays: 'roster on the command line; `rosterAvailability`, `rosterCalendar`, `holidayTables`',
  misplaced: "plan; also where `key` or `repFields` of a plan differ from the routing's",
  tooMuch: everywhere,
  contradiction: 'an absence in a file of the command line that ends before it begins',
  unsupportedVersion: 'plan',
  fallbackEmpty: 'plan, by `createRouter` where the roster is a fixed list, and by `publish`',
  badKey: 'lead',
  schema: 'lead, roster',
}

/** Who throws an error. */
const throwers = {
  badPlan: '`createRouter`, `router.publish`, `router.rollback`, `router.draft` for what is no JSON, `defineRouting`, `routing.plan`',
  stalePlan: '`router.publish`, `router.rollback`',
  unknownPlan: '`router.publish` of a draft, `router.rollback`, `router.attach`, `router.discard`',
  planUnusable: 'every call that decides by the plan or shows what it says',
  badRoster:
    "`createRouter`; `rosterCalendar`, when it is asked about such a rep; `router.route` for a fixed roster that the host's schema refuses",
  badLead: '`router.route`, `router.accept`; `router.routeMany` as the rejection of that lead',
  overload: '`router.route`, `router.routeMany` (as the rejection of that lead), `router.sweep`',
  storeFailed: 'every call that reads or writes the store; `sqliteStore`',
  storeTimeout: 'every call that reads or writes the store',
  storeUnavailable: 'every call that reads or writes the store',
  noHostTransaction: '`router.route`, `router.accept` with a `tx`',
  storeClosed: 'every call of a store after `end()`, and the router calls that need it',
  schemaNewer: '`sqliteStore`, `postgresStore`',
  badOptions:
    '`createRouter`, `createRelay`, `createSweeper`; `router.deadline`, `router.cancelDeadline`, and every call that acts on a lead; `router.route` where a clock or a salt of the host answers nonsense, or a `tx` is no transaction',
  noSqlite: '`sqliteStore`',
  unknownLead:
    '`router.explain`, `router.contacted`, `router.converted`, `router.disqualified`, `router.close`, `router.reassign`, `router.decline`, `router.deadline`, `router.cancelDeadline`',
  closedLead: '`router.contacted`, `router.reassign`, `router.decline`, `router.deadline`',
  noOwner: '`router.contacted`, `router.decline`',
  unknownRep: '`router.claim`, `router.reassign`, `router.transferAll` with `to`; the command `fairlead explain --rep`',
  staleEpoch:
    '`router.contacted`, `router.converted`, `router.disqualified`, `router.close`, `router.reassign`, `router.decline`, `router.deadline`, `router.cancelDeadline` with an `epoch`',
  unsettled: '`router.route`, `router.routeMany`, `router.sweep`',
  notRouted: '`router.route`, `router.routeMany`',
  nextTwice: '`router.route`, `router.routeMany`; the lead may have been routed by the first `next()`',
  badObservation: '`observe`, `observeAll`, `observationOf`',
  auditBroken: '`router.explain`, `balance`, `observationsOf`',
}

/** The source as it stands: it imports nothing, so that its text is all there is to load. */
async function tablesOf(file) {
  const source = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  return import(`data:text/javascript;base64,${Buffer.from(source.outputText).toString('base64')}`)
}

const cell = (text) => text.replaceAll('|', '\\|')

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
}

/** Every code of the table with the words beside it. */
function joined(entries, words, what) {
  const missing = Object.keys(entries).filter((code) => !Object.hasOwn(words, code))
  const gone = Object.keys(words).filter((code) => !Object.hasOwn(entries, code))
  if (missing.length + gone.length > 0)
    throw new Error(`scripts/docsErrors.mjs and src/errors.ts differ in the ${what}: ${[...missing, ...gone].join(', ')}`)
  return Object.entries(entries).map(([code, entry]) => [code, entry, words[code]])
}

const page = `# Errors and issues

<!-- Generated from src/errors.ts by scripts/docsErrors.mjs. Do not edit. -->

There are three kinds, and they are never mixed.

1. **Outcomes are data.** A rep who is away, a full rep, a duplicate lead, a port that failed: these stand in the decision and its
   trace. Nothing is thrown.
2. **Bad input is a list of issues.** \`checkPlan\` and \`routing.check\` return every issue at once. Each has a \`code\` for machines, a
   \`message\` for people, the \`path\` from the root, and a \`hint\` that says what to do.
3. **A broken world throws** one \`RoutingError\`. It has a \`code\`, a \`message\`, a \`hint\`, and where it applies \`issues\`, \`path\` and
   \`cause\`. Tell errors apart by \`code\`, through \`isRoutingError\`; not by \`instanceof\`, since an application may hold two copies
   of the package.

Bad input that reaches a call which cannot return issues is thrown as a \`RoutingError\` with the code \`badPlan\`, \`badRoster\` or
\`badLead\`, and the issues in \`issues\`.

## Errors

${table(
  ['Code', 'Meaning', 'Remedy', 'Thrown by'],
  joined(errorTable, throwers, 'errors').map(([code, [meaning, remedy], where]) => [`\`${code}\``, meaning, remedy, where]),
)}

A middleware's own error is passed on as it is. So is what a step of your own throws in a transaction of a store.

## Issues

Issues of a plan are returned by \`checkPlan\` and \`routing.check\`, and thrown with \`badPlan\`. Issues of a roster are thrown with
\`badRoster\`, those of a lead with \`badLead\`. The remedy depends on the place; it is the \`hint\` of the issue itself.

${table(
  ['Code', 'Meaning', 'Found in'],
  joined(issueTable, reporters, 'issues').map(([code, meaning, where]) => [`\`${code}\``, meaning, where]),
)}

A list of issues ends after 1,000, with an issue \`tooMuch\`.
`

const check = process.argv.includes('--check')
const file = resolve(process.argv.slice(2).find((argument) => argument !== '--check') ?? join(root, 'docs/errors.md'))
if (!check) writeFileSync(file, page)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
  console.error(`${file} is out of date: run \`npm run docs:errors\`.`)
  process.exitCode = 1
}
