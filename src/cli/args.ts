import { parseArgs } from 'node:util'
import { nearest } from '../condition/nearest.js'
import type { Args, Command, OptionTable } from './command.js'
import { stop } from './complaint.js'

/** Options that every command has. */
const everywhere: OptionTable = { help: 'flag', json: 'flag' }

/** Reads the arguments of a command. Anything it does not know is a usage error, never ignored. */
export function readArgs(argv: readonly string[], command: Pick<Command, 'name' | 'options' | 'positionals' | 'needed'>): Args {
  const table: OptionTable = { ...everywhere, ...command.options }
  const hint = `Run: fairlead ${command.name} --help`
  const usage = (message: string, remedy = hint): never => stop({ code: 'usage', message, hint: remedy })
  const config = Object.fromEntries(
    Object.entries(table).map(([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const]),
  )
  const options = { ...config, help: { type: 'boolean', short: 'h' } } as const
  // Not strict: Node's own messages know nothing of what was probably meant.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true })

  const values = new Map<string, string | true>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    if (!Object.hasOwn(table, name)) usage(`Unknown option ${rawName}.`, meant(name, table) ?? hint)
    if (values.has(name)) usage(`The option --${name} is given twice.`)
    if (table[name] === 'flag') {
      if (value !== undefined) usage(`The option --${name} takes no value.`)
      values.set(name, true)
    } else if (value === undefined || value === '' || (!inlineValue && value.startsWith('-') && value !== '-')) {
      usage(`The option --${name} needs a value.`)
    } else values.set(name, value)
  }
  if (!values.has('help')) checkCount(positionals, command, usage)
  return {
    positionals,
    text: (name) => {
      const value = values.get(name)
      return typeof value === 'string' ? value : undefined
    },
    flag: (name) => values.has(name),
  }
}

function checkCount(
  given: readonly string[],
  { positionals, needed }: Pick<Command, 'positionals' | 'needed'>,
  usage: (message: string) => never,
): void {
  if (given.length < needed) usage(`Missing argument: ${positionals[given.length]}.`)
  if (given.length > positionals.length) usage(`Unexpected argument: ${given[positionals.length]}.`)
}

function meant(name: string, table: OptionTable): string | undefined {
  const found = nearest(name, Object.keys(table))
  return found === undefined ? undefined : `Did you mean --${found}?`
}
