import type { Json } from '../../lead.js'
import { compilePlan } from '../../plan/compilePlan.js'
import { publishPlan } from '../../router/publishPlan.js'
import { readInstant, writeInstant } from '../../time/instant.js'
import type { Command } from '../command.js'
import { stop } from '../complaint.js'
import { databaseHelp, withDatabase } from '../database.js'
import { signatureHelp, signatureIn, signatureOptions, tell } from '../plans/publishing.js'
import { readPlan } from '../read/plan.js'
import { territoriesHelp } from '../read/territories.js'

export const publish: Command = {
  name: 'publish',
  summary: 'puts a plan in force for whoever routes on the database, now or at a time',
  usage: `fairlead publish PLAN --author NAME --reason TEXT [--at INSTANT] [--expect N] [--supersede] [--territories TABLES]
                  [--db FILE] [--json]

Publishes a plan as the next version, for every process that routes on the database. It is refused with every issue if there is one. What
only the processes know, the strategies and calendars that a plan needs and their roster, is checked by them, or beforehand by
fairlead check --reps.

${signatureHelp}
  --at INSTANT    it comes into force then: 2026-01-12T09:00:00Z. Missing: at once
  --territories TABLES
                  ${territoriesHelp}
  --supersede     also where versions that are scheduled would then never come into force
${databaseHelp}
  --json          the version as one JSON object

Exit code: 0 if it was published, or is the latest version already; 1 otherwise.
`,
  options: { ...signatureOptions, at: 'text', supersede: 'flag', territories: 'text' },
  positionals: ['PLAN'],
  needed: 1,
  run: async (args, io) => {
    const signature = signatureIn(args)
    const at = atIn(args.text('at'))
    const { plan, complaints } = await readPlan(io, args.positionals[0] as string, args.text('territories'))
    if (plan === undefined) return stop(...complaints)
    const { digest } = compilePlan(plan)
    const document = { digest, kind: 'plan', content: plan as unknown as Json } as const
    const options = { ...signature, ...at, ...(args.flag('supersede') ? { supersede: true } : {}) }
    return withDatabase(args, io, { made: true }, async (store) => {
      await tell(await publishPlan({ digest, name: plan.name, document }, options, digest, store, io.clock), args, io)
      return 0
    })
  },
}

function atIn(text: string | undefined): { readonly at?: number } {
  if (text === undefined) return {}
  const at = readInstant(text)
  return at === undefined ? stop({ code: 'usage', message: `--at ${text} is no instant.`, hint: writeInstant }) : { at }
}
