import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A way into the package: what users import, the file it is built to (without extension), and its source. */
export interface Door {
  readonly specifier: string
  readonly name: string
  readonly source: string
}

/** The command's source: built as ESM only, it has no types to offer. */
export const cliSource = 'src/cli/main.ts'

/**
 * The doors of the package. The one list is `exports` in package.json: `./name` that is both `import`ed and `require`d is built
 * from `src/adapter/name/index.ts`, from `src/name/index.ts` for a room that is no adapter, or from `src/door/name.ts` for a door that
 * gathers from several rooms.
 */
export function doors(root: string): readonly Door[] {
  const { name: packageName, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string
    exports: Record<string, unknown>
  }
  return Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => {
      const name = path === '.' ? 'index' : path.slice('./'.length)
      const candidates = path === '.' ? ['src/index.ts'] : [`src/adapter/${name}/index.ts`, `src/${name}/index.ts`, `src/door/${name}.ts`]
      const source = candidates.find((file) => existsSync(join(root, file))) ?? (candidates[0] as string)
      return { specifier: packageName + path.slice(1), name, source }
    })
}
