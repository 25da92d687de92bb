import { defineConfig, type Options } from 'tsup'
import { cliSource, doors } from './scripts/doors.js'

const entry = Object.fromEntries(doors(process.cwd()).map((door) => [door.name, door.source]))

const common: Options = {
  target: 'node20',
  platform: 'node',
  tsconfig: 'tsconfig.build.json',
  // Without splitting every door would hold its own copy of what they share.
  splitting: true,
  // By Rollup. Also the better way from split ESM to CJS: tsup's other one lowers `?.` and `??` to slow helper calls.
  treeshake: { moduleSideEffects: 'no-external' },
  // `node:sqlite` exists under that name only; tsup would make it `sqlite`.
  removeNodeProtocol: false,
  // Readable stack traces need no maps: the output is not minified, and maps would double the package.
  sourcemap: false,
  metafile: true,
  // The command's, and the lists of fairlead/accounts and fairlead/intake; everything else that src imports stays external (dependencies, optional peers).
  noExternal: ['csv-parse', 'picocolors', 'tldts', 'tldts-core', 'any-ascii', 'fastest-levenshtein'],
  silent: true,
}

// Cleaning is left to scripts/build.mjs: the two builds run side by side and would each remove the other's output.
export default defineConfig([
  { ...common, format: 'esm', entry: { ...entry, cli: cliSource }, dts: { entry } },
  {
    ...common,
    format: 'cjs',
    entry,
    dts: { entry },
    // `import.meta.url`, which createRequire takes, has to mean something in CJS.
    esbuildOptions(options) {
      options.define = { ...options.define, 'import.meta.url': 'importMetaUrl' }
      options.inject = [...(options.inject ?? []), 'scripts/importMetaUrl.js']
    },
  },
])
