import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Command } from '../command.js'
import { stop } from '../complaint.js'
import { sampleFiles } from '../init/sampleFiles.js'
import type { Io } from '../io.js'
import { isSystemError } from '../read/source.js'

export const init: Command = {
  name: 'init',
  summary: 'a plan, a roster, sample leads and a test to start from',
  usage: `fairlead init [DIR] [--force] [--json]

Writes ${Object.keys(sampleFiles).join(', ')} into DIR (default: the current folder), which is made
if it is not there. Existing files are left alone: if there is one of these names, nothing is written.

  --force         overwrite them
  --json          one JSON object: { "written": [ … ], "next": [ … ] }

Exit code: 0, or 1 if nothing was written.
`,
  options: { force: 'flag' },
  positionals: ['DIR'],
  needed: 0,
  run: async (args, io) => {
    const folder = args.positionals[0] ?? '.'
    const path = resolve(io.cwd, folder)
    const names = Object.keys(sampleFiles)
    const there = await existing(path, names)
    if (there.length > 0 && !args.flag('force')) {
      const hint = 'Nothing was written. Name another folder, or overwrite them: --force'
      stop(
        ...there.map((name, index) => ({
          code: 'exists',
          file: join(folder, name),
          message: 'The file exists.',
          ...(index === there.length - 1 ? { hint } : {}),
        })),
      )
    }
    try {
      await mkdir(path, { recursive: true })
      // Without --force a file that somebody made in this very moment is not overwritten either.
      for (const [name, text] of Object.entries(sampleFiles))
        await writeFile(join(path, name), text, { flag: args.flag('force') ? 'w' : 'wx' })
    } catch (error) {
      if (!isSystemError(error)) throw error
      stop({
        code: 'unwritable',
        file: folder,
        message: `The folder cannot be written: ${error.message}.`,
        hint: 'Name a folder that you may write to.',
      })
    }
    await tell(folder, names, io, args.flag('json'))
    return 0
  },
}

async function tell(folder: string, names: readonly string[], io: Io, json: boolean): Promise<void> {
  const here = relative(io.cwd, resolve(io.cwd, folder))
  const next = [
    ...(here === '' ? [] : [`cd ${here.includes(' ') ? JSON.stringify(here) : here}`]),
    'npx fairlead check plan.json --reps reps.json',
    'npx fairlead route plan.json leads.jsonl --reps reps.json --accounts accounts.csv',
    'npx fairlead explain L3 --rep ben',
    'node --test',
  ]
  const written = names.map((name) => join(folder, name))
  const { bold, dim } = io.stdout.paint
  const text = `Written: ${written.join(', ')}\n\n${dim('Next')}\n${next.map((command) => `  ${bold(command)}\n`).join('')}`
  await io.stdout.write(json ? `${JSON.stringify({ written, next })}\n` : text)
}

async function existing(folder: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const there = await stat(join(folder, name)).then(
      () => true,
      () => false,
    )
    if (there) found.push(name)
  }
  return found
}
