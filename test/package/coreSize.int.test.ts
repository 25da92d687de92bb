import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Bytes of a module with everything it imports, minified and gzipped. */
async function bytesOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'error',
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length
}

// Measured 2026-11: 24.8 kB for the core with the index of rules, terms of rotations, limits in time zones, escalations and territories, 23.6 kB for json-rules-engine.
test('the pure core (compile, index, select, decide) is about as large as a rule engine, which only matches', async () => {
  const core = await bytesOf(`
    export { compilePlan } from './src/plan/compilePlan.js'
    export { compileRoster } from './src/decide/roster.js'
    export { createSelect } from './src/decide/select.js'
    export { decide, subjectOf } from './src/decide/decide.js'
  `)
  const engine = await bytesOf("export * from 'json-rules-engine'")
  console.log(`core ${core} bytes, json-rules-engine ${engine} bytes, ratio ${(core / engine).toFixed(2)}`)
  expect(core).toBeLessThan(25_200)
  expect(core / engine).toBeLessThan(1.1)
})
