import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { doors } from './scripts/doors.js'

const root = fileURLToPath(new URL('.', import.meta.url))

// Examples and tests say `fairlead` and get the source; test/package alone tries the built package.
const alias = doors(root).map((door) => ({ find: new RegExp(`^${door.specifier}$`), replacement: root + door.source }))

export default defineConfig({
  resolve: { alias },
  test: {
    // Forks: SQLite is a native module, and some tests change process-wide state.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html', 'json-summary'] },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/package/**', 'test/**/*.pg.test.ts'] } },
      { extends: true, test: { name: 'postgres', include: ['test/**/*.pg.test.ts'], globalSetup: 'test/postgres/globalSetup.ts' } },
      { extends: true, test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 } },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
        },
      },
    ],
  },
})
