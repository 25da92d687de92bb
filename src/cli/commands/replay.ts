import { type ReplayReport, replay as repeat } from '../../simulate/replay.js'
import type { Command } from '../command.js'
import { plural } from '../complaint.js'
import { databaseHelp, withDatabase } from '../database.js'
import type { Io } from '../io.js'
import { progressOn } from '../progress.js'

export const replay: Command = {
  name: 'replay',
  summary: 'decides everything once more and compares with the audit trail',
  usage: `fairlead replay [--db FILE] [--json]

Makes every decision of the audit trail again, from the plan, roster and facts it was made on: the same owner, the same rule, the
same ledger. Verifies the chain of hashes on the way. Stops at the first difference.

${databaseHelp}
  --json          one JSON object: { "ok", "entries", "same", "unrepeatable", "difference"? }

Exit code: 0 if everything is the same, 1 on a difference or a broken chain.
`,
  options: { db: 'text' },
  positionals: [],
  needed: 0,
  run: (args, io) =>
    withDatabase(args, io, { made: false }, async (store) => {
      const progress = progressOn(io, 'entries')
      const report = await repeat(store, { onProgress: progress.show })
      progress.clear()
      const { entries, same, unrepeatable, difference } = report
      const ok = difference === undefined
      if (args.flag('json'))
        await io.stdout.write(`${JSON.stringify({ ok, entries, same, unrepeatable, ...(ok ? {} : { difference }) })}\n`)
      else await print(report, io)
      return ok ? 0 : 1
    }),
}

async function print({ entries, same, unrepeatable, difference }: ReplayReport, { stdout }: Io): Promise<void> {
  const { green, red } = stdout.paint
  const others = entries - same - unrepeatable
  const counts = [`${plural(same, 'decision')} repeated and the same`]
  if (unrepeatable > 0)
    counts.push(`${plural(unrepeatable, 'decision')} that cannot be repeated (the lead was decided again, or erased, since)`)
  if (others > 0) counts.push(`${plural(others, 'other entr').replace(/entrs?$/, others === 1 ? 'entry' : 'entries')}`)
  await stdout.write(`${entries.toLocaleString('en-US')} entries of the audit trail: ${counts.join(', ')}.\n`)
  if (difference === undefined) {
    await stdout.write(`${green('ok')} Everything is as recorded; the chain is whole.\n`)
    return
  }
  await stdout.write(`${red('difference')} at entry ${difference.seq}: ${difference.what}\n`)
  for (const which of ['recorded', 'repeated'] as const) {
    if (difference[which] !== undefined) await stdout.write(`  ${which}: ${JSON.stringify(difference[which])}\n`)
  }
}
