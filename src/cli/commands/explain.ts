import { nearest } from '../../condition/nearest.js'
import type { Explanation } from '../../decide/explanation.js'
import { isRoutingError } from '../../errors.js'
import { explainLead } from '../../router/explainLead.js'
import type { Command } from '../command.js'
import { stop } from '../complaint.js'
import { databaseHelp, withDatabase } from '../database.js'
import type { Io } from '../io.js'

export const explain: Command = {
  name: 'explain',
  summary: 'why a lead went to this one, and why not to that one',
  usage: `fairlead explain LEAD [--db FILE] [--rep ID] [--json]

Tells why a lead has its owner: every rule that was tried, and every rep. LEAD is the lead's key, by default its id.
It is told from what the database kept: the plan and the roster as they were when the lead was routed.

${databaseHelp}
  --rep ID        only: why this rep, or why not
  --json          the explanation as one JSON object

Exit code: 0, or 1 if there is no such lead or rep.
`,
  options: { db: 'text', rep: 'text' },
  positionals: ['LEAD'],
  needed: 1,
  run: (args, io) =>
    withDatabase(args, io, { made: false }, async (store) => {
      const key = args.positionals[0] as string
      const explanation = await explainLead(key, store).catch((error: unknown) => {
        if (!isRoutingError(error) || error.code !== 'unknownLead') throw error
        return stop({
          code: error.code,
          message: `No lead has the key ${JSON.stringify(key)}.`,
          hint: 'Check the key, and --db; a key is written as `fairlead route` prints it.',
        })
      })
      const rep = args.text('rep')
      const shown = rep === undefined ? explanation : { ...explanation, reps: [repOf(explanation, rep)] }
      if (args.flag('json')) await io.stdout.write(`${JSON.stringify(shown)}\n`)
      else await (rep === undefined ? print(explanation, io) : io.stdout.write(`${repOf(explanation, rep).sentence}\n`))
      return 0
    }),
}

function repOf({ reps }: Explanation, id: string): Explanation['reps'][number] {
  const found = reps.find(({ rep }) => rep === id)
  if (found !== undefined) return found
  const meant = nearest(
    id,
    reps.map(({ rep }) => rep),
  )
  const hint = meant === undefined ? 'Check the id against the roster of that time.' : `Did you mean ${meant}?`
  return stop({ code: 'unknownRep', message: `When the lead was routed, no rep had the id ${JSON.stringify(id)}.`, hint })
}

async function print({ sentence, rules, reps, owners }: Explanation, { stdout }: Io): Promise<void> {
  const { bold, dim } = stdout.paint
  await stdout.write(`${bold(sentence)}\n\n${dim('Rules')}\n`)
  for (const rule of rules) await stdout.write(`  ${rule.sentence}\n`)
  await stdout.write(`\n${dim('Reps')}\n`)
  for (const rep of reps) await stdout.write(`  ${rep.sentence}\n`)
  if (!owners.some(({ until }) => until !== undefined)) return
  await stdout.write(`\n${dim('Owners')}\n`)
  for (const owner of owners) await stdout.write(`  ${owner.sentence}\n`)
}
