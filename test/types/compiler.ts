import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The compilers that hosts may have, as they are installed. */
export const compilers = [
  { version: '5.9', folder: 'typescript' },
  { version: '6.0', folder: 'typescript6' },
  { version: '7.0', folder: 'typescript7' },
] as const

export type Compiler = (typeof compilers)[number]

export interface Compilation {
  /** `file(line,column): error TS1234: …`, one for each error. */
  readonly errors: readonly string[]
  /** What the compiler says about itself, by name: `Instantiations`. */
  readonly figures: ReadonlyMap<string, number>
}

/** Compiles what a tsconfig names, in a process of its own. */
export async function compile(compiler: Compiler, tsconfig: string): Promise<Compilation> {
  const bin = join(root, 'node_modules', compiler.folder, 'bin', 'tsc')
  const output = await run([bin, '--noEmit', '--pretty', 'false', '--extendedDiagnostics', '-p', tsconfig])
  return {
    errors: output.split('\n').filter((line) => /^\S.*error TS\d+: |^error TS\d+: /.test(line)),
    figures: new Map([...output.matchAll(/^(\w[\w ]*):\s+(\d+)$/gm)].map(([, name, figure]) => [name as string, Number(figure)])),
  }
}

export async function versionOf(compiler: Compiler): Promise<string> {
  return (await run([join(root, 'node_modules', compiler.folder, 'bin', 'tsc'), '--version'])).trim()
}

/** Compiles one text as if it stood in the repository two folders deep, as tests do. */
export async function compileText(compiler: Compiler, text: string): Promise<Compilation> {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'types-'))
  try {
    writeFileSync(join(folder, 'text.ts'), text)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../test/types/tsconfig.json', include: ['text.ts'] }))
    return await compile(compiler, join(folder, 'tsconfig.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A compiler that finds errors ends with 1 or 2; anything else without output is a compiler that did not run. */
function run(words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error !== null && (typeof error.code !== 'number' || error.code > 2 || stdout === '')) reject(new Error(stderr, { cause: error }))
      else resolve(stdout)
    })
  })
}
