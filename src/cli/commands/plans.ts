import { journalOf } from '../../router/journalOf.js'
import { type PlanVersion, versionsAt } from '../../router/planVersions.js'
import type { Command } from '../command.js'
import { databaseHelp, withDatabase } from '../database.js'
import { stateText } from '../plans/publishing.js'

export const plans: Command = {
  name: 'plans',
  summary: 'the versions of the plan: who published which, when and why',
  usage: `fairlead plans [--db FILE] [--json]

Lists every version that was published, the first one first, with its author, reason and state.

${databaseHelp}
  --json          one JSON line for each version

Exit code: 0.
`,
  options: { db: 'text' },
  positionals: [],
  needed: 0,
  run: (args, io) =>
    withDatabase(args, io, { made: false }, async (store) => {
      const versions = versionsAt(await journalOf(store), io.clock())
      if (args.flag('json')) for (const version of versions) await io.stdout.write(`${JSON.stringify(version)}\n`)
      else if (versions.length === 0) await io.stdout.write('Nobody has published a plan: whoever routes goes by the plan that is given.\n')
      else for (const version of versions) await io.stdout.write(textOf(version))
      return 0
    }),
}

function textOf(version: PlanVersion): string {
  const { version: number, name, digest, author, reason, at, restores } = version
  const again = restores === undefined ? '' : `, version ${restores} once more`
  return `version ${number} (${name}, ${digest.slice(0, 12)}${again}) ${stateText(version)}\n  ${new Date(at).toISOString()} ${author}: ${reason}\n`
}
