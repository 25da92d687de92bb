import { describe, expect, test } from 'vitest'
import { fairlead, folders } from './inProcess.js'
import { files } from './samples.js'

const folder = folders()
const commands = ['init', 'check', 'match', 'route', 'explain', 'balance', 'replay', 'simulate', 'publish', 'plans', 'rollback']

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('fairlead %s lists the commands, and no others', async (word) => {
    const { code, out, err } = await fairlead(folder(), [word])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect([...out.matchAll(/^ {2}fairlead (\w+)/gm)].map(([, name]) => name)).toEqual(commands)
  })

  test('without a command it is a usage error', async () => {
    const { code, out, err } = await fairlead(folder(), [])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('fairlead route')
  })

  test.each(commands)('%s tells its usage and its exit codes, whatever else is there', async (name) => {
    const { code, out } = await fairlead(folder(), [name, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^fairlead ${name}\\b`))
    expect(out).toMatch(/Exit code: 0/)
    expect(out).toContain('--json')
    expect((await fairlead(folder(), ['help', name])).out).toBe(out)
    expect((await fairlead(folder(), [name, 'a', 'b', 'c', '-h'])).out).toBe(out)
  })

  test('the version', async () => {
    expect(await fairlead(folder(), ['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' })
    expect((await fairlead(folder(), ['--version', '--json'])).out).toBe('{"version":"1.2.3"}\n')
  })
})

describe('usage errors', () => {
  test.each<[string[], string, string]>([
    [['rout'], 'Unknown command rout.', 'Did you mean route?'],
    [
      ['serve'],
      'Unknown command serve.',
      'The commands are: init, check, match, route, explain, balance, replay, simulate, publish, plans, rollback.',
    ],
    [['simulat'], 'Unknown command simulat.', 'Did you mean simulate?'],
    [['--hepl'], 'Unknown option --hepl.', 'The commands are'],
    [['__proto__'], 'Unknown command __proto__.', 'The commands are'],
    [['help', 'chek'], 'Unknown command chek.', 'Did you mean check?'],
    [['check'], 'Missing argument: PLAN.', 'fairlead check --help'],
    [['route', 'plan.json'], 'Missing argument: LEADS.', 'fairlead route --help'],
    [['check', 'plan.json', 'more'], 'Unexpected argument: more.', 'fairlead check --help'],
    [['check', 'plan.json', '--rep', 'x'], 'Unknown option --rep.', 'Did you mean --reps?'],
    [['check', 'plan.json', '--jsno'], 'Unknown option --jsno.', 'Did you mean --json?'],
    [['check', 'plan.json', '--constructor'], 'Unknown option --constructor.', 'fairlead check --help'],
    [['check', 'plan.json', '-x'], 'Unknown option -x.', 'fairlead check --help'],
    [['check', 'plan.json', '--reps'], 'The option --reps needs a value.', 'fairlead check --help'],
    [['check', 'plan.json', '--reps='], 'The option --reps needs a value.', 'fairlead check --help'],
    [['check', 'plan.json', '--reps', '--json'], 'The option --reps needs a value.', 'fairlead check --help'],
    [['check', 'plan.json', '--json=yes'], 'The option --json takes no value.', 'fairlead check --help'],
    [['check', 'plan.json', '--reps', 'a', '--reps', 'b'], 'The option --reps is given twice.', 'fairlead check --help'],
    [['route', 'plan.json', 'leads.jsonl'], 'The option --reps is missing.', '--reps reps.json'],
    [['route', '-', '-', '--reps', 'reps.json'], 'Only one file can be - (standard input).', 'Write the others to files.'],
    [['route', 'plan.json', '-', '--reps', 'reps.json', '--now', 'today'], '--now: "today" is no instant.', '2026-01-05T09:00:00Z'],
    [['route', 'plan.json', '-', '--reps', 'reps.json', '--now', '2026-01-05T09:00:00'], 'is no instant.', 'with its offset'],
    [['route', 'plan.json', '-', '--reps', 'reps.json', '--now', '2026-02-30T09:00:00Z'], 'is no instant.', 'with its offset'],
    [['match', 'leads.jsonl'], 'The option --accounts is missing.', '--accounts accounts.csv'],
    [['match', '-', '--accounts', '-'], 'Only one file can be - (standard input).', 'Write the others to files.'],
    [['explain', 'L1', '--db', ':memory:'], 'A database in memory is always empty.', 'fairlead route'],
    [['explain', 'L1'], 'No such file.', 'relative to the current folder'],
    [['replay', '--db', 'leds.db'], 'No such file.', 'relative to the current folder'],
    [['replay', '--db', 'plan.json'], 'The store could not carry out a transaction.', 'safe'],
  ])('%j', async (argv, message, hint) => {
    const { code, out, err } = await fairlead(folder(files()), argv)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(message)
    expect(err).toContain(hint)
  })

  test('for machines', async () => {
    const { code, err } = await fairlead(folder(), ['check', 'plan.json', '--jsno', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(err)).toEqual({ severity: 'error', code: 'usage', message: 'Unknown option --jsno.', hint: 'Did you mean --json?' })
  })

  test('reading commands make no database', async () => {
    const here = folder()
    await fairlead(here, ['explain', 'L1'])
    expect((await fairlead(here, ['replay'])).err).toContain('leads.db error noFile')
  })
})
