import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end; a failing one is an answer, not an error. */
export async function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  try {
    // Vitest's own NODE_OPTIONS and the like are no business of a consumer.
    const { NODE_OPTIONS: _, NODE_PATH: __, VITEST: ___, ...inherited } = process.env
    const options = { cwd, env: { ...inherited, ...env }, maxBuffer: 64 * 1024 * 1024 }
    return { status: 0, ...(await promisify(execFile)(command, args, options)) }
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string }
    return { status: typeof code === 'number' ? code : -1, stdout: stdout ?? '', stderr: stderr || String(error) }
  }
}

/** As `run`, where failing is not an answer. */
export async function mustRun(command: string, args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, cwd, env)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status}\n${stdout}\n${stderr}`)
  return stdout
}

export interface Packed {
  /** A copy of the package's folder, built; its node_modules is the repository's. */
  readonly stage: string
  readonly tarball: string
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[]
  readonly size: number
  readonly unpackedSize: number
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fairlead-package-'))
}

/** Builds into a folder of its own, so that nothing races with another build on dist/, and packs that. */
export async function pack(folder: string): Promise<Packed> {
  const stage = join(folder, 'stage')
  await mkdir(stage)
  for (const part of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'schema', 'src']) {
    await cp(join(root, part), join(stage, part), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(stage, 'node_modules'))
  await mustRun(process.execPath, [join(root, 'scripts/build.mjs'), join(stage, 'dist')], root)
  // Without scripts: `prepack` would build once more.
  const [report] = JSON.parse(await mustRun('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], stage))
  return { ...report, stage, tarball: join(folder, report.filename) }
}

/** What a consumer may find beside fairlead and its dependencies, linked from the repository instead of downloaded. */
type Linked = '@photostructure/sqlite' | '@types/node'

/** An empty project that has installed the tarball as users do. */
export async function installed(folder: string, packed: Packed, linked: readonly Linked[]): Promise<string> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }))
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--omit=peer']
  await mustRun('npm', ['install', ...flags, packed.tarball], folder)
  for (const name of linked) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  return folder
}

export async function readJson(path: string) {
  return JSON.parse(await readFile(path, 'utf8'))
}

export async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
