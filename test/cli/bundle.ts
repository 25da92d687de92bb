import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Builds the command once for this test file, within the repository, so that it finds the SQLite peer as an installed package would. */
export function bundle(): { readonly folder: string; readonly main: string } {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'cli-'))
  const main = join(folder, 'cli.mjs')
  beforeAll(async () => {
    await build({
      entryPoints: [join(root, 'src/cli/main.ts')],
      outfile: main,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: requireInEsm },
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { folder, main }
}

// picocolors is CommonJS.
const requireInEsm = "import { createRequire as makeRequire } from 'node:module'\nconst require = makeRequire(import.meta.url)"

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** A process of its own; `onOutput` sees its standard output as it comes and may end it. */
export async function spawned(
  command: string,
  argv: readonly string[],
  {
    cwd,
    stdin = '',
    env = {},
    onOutput,
  }: { cwd: string; stdin?: string; env?: NodeJS.ProcessEnv; onOutput?: (out: string, kill: () => void) => void },
): Promise<Ended> {
  const { NODE_OPTIONS: _, VITEST: __, FORCE_COLOR: ___, ...inherited } = process.env
  const child = spawn(command, argv, { cwd, env: { ...inherited, ...env } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    onOutput?.(out, () => child.kill('SIGKILL'))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.on('error', () => {}).end(stdin)
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, out, err }
}
