// TypeScript of the tests as files that plain Node runs.
import { join } from 'node:path'
import { build } from 'esbuild'

/** The server is started by scripts that find their own files beside them: they stay where they are. */
const scripts = (root) => ({
  name: 'scripts',
  setup: (it) =>
    it.onResolve({ filter: /scripts\/postgres/ }, ({ path }) => ({
      path: join(root, 'scripts/postgres', path.split('/').at(-1)),
      external: true,
    })),
})

/** @param entries names of files to make in the folder, each with its source */
export async function bundle(root, folder, entries) {
  await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, join(root, source)])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    plugins: [scripts(root)],
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
}
