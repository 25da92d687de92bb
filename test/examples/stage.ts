import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsup'
import { doors } from '../../scripts/doors.js'
import { type Run, root, run } from '../package/build.js'

export interface Stage {
  readonly folder: string
  run(...args: readonly string[]): Promise<Run>
  remove(): Promise<void>
}

/**
 * A copy of the package's folder in which `fairlead` means the built package, as it does for whoever runs the examples. Only what
 * `import` loads is built, without types: seconds instead of a minute; test/package tries the whole package.
 */
export async function staged(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-examples-'))
  for (const part of ['package.json', 'examples', 'schema', 'scripts']) await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await build({
    config: false,
    entry: Object.fromEntries(doors(root).map(({ name, source }) => [name, join(root, source)])),
    outDir: join(folder, 'dist'),
    tsconfig: join(root, 'tsconfig.build.json'),
    format: 'esm',
    target: 'node20',
    platform: 'node',
    removeNodeProtocol: false,
    silent: true,
  })
  return {
    folder,
    run: (...args) => run(process.execPath, args, folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
