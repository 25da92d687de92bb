import { journalOf } from '../../router/journalOf.js'
import { versionsAt } from '../../router/planVersions.js'
import { publishPlan } from '../../router/publishPlan.js'
import { restorable } from '../../router/restorable.js'
import type { Command } from '../command.js'
import { databaseHelp, withDatabase } from '../database.js'
import { numberIn, signatureHelp, signatureIn, signatureOptions, tell } from '../plans/publishing.js'

export const rollback: Command = {
  name: 'rollback',
  summary: 'puts the plan of an earlier version in force again',
  usage: `fairlead rollback --author NAME --reason TEXT [--to N] [--expect N] [--db FILE] [--json]

Publishes the plan of an earlier version once more, as a new version. What was scheduled never comes into force.

${signatureHelp}
  --to N          the version. Missing: the one before the present one; again, the one before that
${databaseHelp}
  --json          the version as one JSON object

Exit code: 0 if it was published, or is in force already; 1 otherwise.
`,
  options: { ...signatureOptions, to: 'text' },
  positionals: [],
  needed: 0,
  run: (args, io) => {
    const { expect, ...signature } = signatureIn(args)
    const to = args.text('to')
    return withDatabase(args, io, { made: false }, async (store) => {
      const versions = versionsAt(await journalOf(store), io.clock())
      const { version: restores, digest, name } = restorable(versions, to === undefined ? undefined : numberIn('to', to, 1))
      const options = { ...signature, expect: expect ?? versions.length, supersede: true }
      await tell(await publishPlan({ digest, name, restores }, options, digest, store, io.clock), args, io)
      return 0
    })
  },
}
