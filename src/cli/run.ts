import { nearest } from '../condition/nearest.js'
import { readArgs } from './args.js'
import type { Command } from './command.js'
import { balance } from './commands/balance.js'
import { check } from './commands/check.js'
import { explain } from './commands/explain.js'
import { init } from './commands/init.js'
import { match } from './commands/match.js'
import { plans } from './commands/plans.js'
import { publish } from './commands/publish.js'
import { replay } from './commands/replay.js'
import { rollback } from './commands/rollback.js'
import { route } from './commands/route.js'
import { simulate } from './commands/simulate.js'
import { complain, complaintsOf, stop } from './complaint.js'
import type { Io } from './io.js'

const commands: readonly Command[] = [init, check, match, route, explain, balance, replay, simulate, publish, plans, rollback]

/**
 * Runs one command line. Whatever the user can mend is told on standard error.
 *
 * @returns the exit code
 * @throws whatever is a defect of the program
 */
export async function run(argv: readonly string[], io: Io, version: string): Promise<number> {
  try {
    return await dispatch(argv, io, version)
  } catch (error) {
    const complaints = complaintsOf(error)
    if (complaints === undefined) throw error
    await complain(io, complaints, argv.includes('--json'))
    return 1
  }
}

async function dispatch([first, ...rest]: readonly string[], io: Io, version: string): Promise<number> {
  if (first === undefined) {
    await io.stderr.write(overview(version))
    return 1
  }
  if (first === '--version' || first === '-v') {
    await io.stdout.write(rest.includes('--json') ? `${JSON.stringify({ version })}\n` : `${version}\n`)
    return 0
  }
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    await io.stdout.write(overview(version))
    return 0
  }
  const command = find(first === 'help' ? (rest[0] as string) : first)
  const args = readArgs(first === 'help' ? ['--help', ...rest.slice(1)] : rest, command)
  if (!args.flag('help')) return command.run(args, io)
  await io.stdout.write(command.usage)
  return 0
}

function find(name: string): Command {
  const command = commands.find((one) => one.name === name)
  if (command !== undefined) return command
  const known = commands.map((one) => one.name)
  const meant = nearest(name, known)
  const hint = meant === undefined ? `The commands are: ${known.join(', ')}.` : `Did you mean ${meant}?`
  return stop({ code: 'usage', message: `${name.startsWith('-') ? 'Unknown option' : 'Unknown command'} ${name}.`, hint })
}

function overview(version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  fairlead ${name.padEnd(width)}  ${summary}`)
  return `fairlead ${version}: push distribution of sales leads

${lines.join('\n')}

More about one: fairlead COMMAND --help. Every command takes --json. Colours are off with NO_COLOR.
`
}
