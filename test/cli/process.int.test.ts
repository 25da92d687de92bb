import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bundle, spawned } from './bundle.js'
import { linesOf } from './inProcess.js'
import { files } from './samples.js'

const { folder, main } = bundle()

function place(more: Parameters<typeof files>[0] = {}): string {
  const cwd = mkdtempSync(join(folder, 'case-'))
  for (const [name, content] of Object.entries(files(more))) writeFileSync(join(cwd, name), content)
  return cwd
}

const cli = (cwd: string, argv: readonly string[], more: Partial<Parameters<typeof spawned>[2]> = {}) =>
  spawned(process.execPath, [main, ...argv], { cwd, ...more })

const routing = (leads: string, db = 'leads.db'): string[] => ['route', 'plan.json', leads, '--reps', 'reps.json', '--db', db]
const manyLeads = (count: number): string => Array.from({ length: count }, (_, index) => `{"id":"L${index}"}\n`).join('')

interface Decided {
  readonly lead: string
  readonly rep: string
  readonly duplicate: boolean
}

describe('the process', () => {
  test.each<[string, string[], string, number]>([
    ['all routed', routing('-', ':memory:'), '{"id":"L1"}\n', 0],
    ['some refused', routing('-', ':memory:'), '{"id":"L1"}\n{}\n', 2],
    ['a usage error', ['route'], '', 1],
    ['nothing to read', routing('-', ':memory:'), '', 1],
    ['a good plan', ['check', 'plan.json'], '', 0],
    ['a bad plan', ['check', 'reps.json'], '', 1],
    ['a lead that is not there', ['explain', 'L1'], '', 1],
    ['the version', ['--version'], '', 0],
  ])('%s', async (_, argv, stdin, expected) => {
    const { code, err } = await cli(place(), argv, { stdin })
    expect({ code, stack: /\n\s+at /.test(err) }).toEqual({ code: expected, stack: false })
  })

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
    expect((await cli(place(), ['--version'])).out).toBe(`${version}\n`)
  })

  test('no colours and no progress where there is no terminal', async () => {
    const { out, err } = await cli(place(), routing('-', ':memory:'), { stdin: manyLeads(600), env: { CI: '1' } })
    expect(out + err).not.toContain('\u001B')
    expect(out).not.toContain('…')
    expect(err).not.toContain('…')
  })

  test('works where neither prototypes are reached nor code is made from text', async () => {
    const strict = ['--disable-proto=throw', '--disallow-code-generation-from-strings']
    const cwd = place({ 'leads.csv': 'id,"a.b"\nL1,"x\ny"\n' })
    const { code, out } = await spawned(process.execPath, [...strict, main, ...routing('leads.csv', ':memory:')], { cwd })
    expect(code).toBe(0)
    expect(linesOf<Decided>(out)).toMatchObject([{ lead: 'L1', rep: 'ana' }])
  })
})

describe('a reader that leaves', () => {
  test.skipIf(process.platform === 'win32')('| head -1', async () => {
    const cwd = place({ 'leads.jsonl': manyLeads(20_000) })
    const command = `"${process.execPath}" "${main}" ${routing('leads.jsonl').join(' ')} 2>err.txt | head -1; echo "exit \${PIPESTATUS[0]}"`
    const { out } = await spawned('bash', ['-c', command], { cwd })
    const [first, exit] = out.split('\n')
    expect(JSON.parse(first as string)).toMatchObject({ lead: 'L0', rep: 'ana' })
    expect(exit).toBe('exit 1')
    const told = readFileSync(join(cwd, 'err.txt'), 'utf8')
    expect(told).toContain('warning endedEarly: The run ended early: nobody reads its output any more.')
    expect(told).not.toMatch(/EPIPE|\n\s+at /)
    // What was counted is what is kept.
    const routed = Number(/^([\d,]+) leads read/m.exec(told)?.[1]?.replaceAll(',', ''))
    expect(routed).toBeLessThan(20_000)
    expect(JSON.parse((await cli(cwd, ['replay', '--json'])).out)).toMatchObject({ ok: true, entries: routed })
  })

  test.skipIf(process.platform === 'win32')('of a command that only tells something is no error', async () => {
    const cwd = place({ 'leads.jsonl': manyLeads(1) })
    await cli(cwd, routing('leads.jsonl'))
    const { out } = await spawned(
      'bash',
      ['-c', `"${process.execPath}" "${main}" explain L0 2>err.txt | true; echo "exit \${PIPESTATUS[0]}"`],
      { cwd },
    )
    expect(out).toBe('exit 0\n')
    expect(readFileSync(join(cwd, 'err.txt'), 'utf8')).toBe('')
  })
})

test('killed in the middle and run again: every lead has exactly one owner, and the trail is whole', async () => {
  const count = 6000
  const cwd = place({ 'leads.jsonl': manyLeads(count) })
  const killed = await cli(cwd, routing('leads.jsonl'), {
    onOutput: (out, kill) => {
      if (out.length > 150_000) kill()
    },
  })
  expect(killed.signal).toBe('SIGKILL')
  const told = linesOf<Decided>(killed.out.slice(0, killed.out.lastIndexOf('\n') + 1))
  expect(told.length).toBeGreaterThan(500)
  expect(told.length).toBeLessThan(count)

  const again = await cli(cwd, [...routing('leads.jsonl'), '--json'])
  expect(again.code).toBe(0)
  const lines = linesOf<Decided>(again.out)
  expect(new Set(lines.map(({ lead }) => lead)).size).toBe(count)
  // Whatever was told before the end still holds.
  const owners = new Map(lines.map(({ lead, rep }) => [lead, rep]))
  expect(told.filter(({ lead, rep }) => owners.get(lead) !== rep)).toEqual([])
  const duplicates = lines.filter(({ duplicate }) => duplicate).length
  expect(duplicates).toBeGreaterThanOrEqual(told.length)
  expect(linesOf<object>(again.err)).toMatchObject([{ read: count, assigned: count - duplicates, duplicates, refused: 0, complete: true }])
  expect(JSON.parse((await cli(cwd, ['replay', '--json'])).out)).toEqual({ ok: true, entries: count, same: count, unrepeatable: 0 })
  // One owner each, in turn, as if nothing had happened.
  const got = (rep: string): number => lines.filter((line) => line.rep === rep).length
  expect(['ana', 'bob', 'cy'].map(got)).toEqual([2000, 2000, 2000])
})

test('what init writes works: check, route, explain, and its own test', async () => {
  const cwd = mkdtempSync(join(folder, 'case-'))
  const { out } = await cli(cwd, ['init', 'new', '--json'])
  const { next } = JSON.parse(out) as { next: readonly string[] }
  const inside = join(cwd, 'new')
  // `fairlead` as an installed package, made of the sources.
  const { build } = await import('esbuild')
  const root = new URL('../../', import.meta.url)
  const installed = join(inside, 'node_modules/fairlead')
  mkdirSync(installed, { recursive: true })
  await build({
    entryPoints: [new URL('src/testing/index.ts', root).pathname],
    outfile: join(installed, 'testing.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  // A package of its own: within this repository `fairlead` would mean the repository.
  writeFileSync(join(inside, 'package.json'), '{}')
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name: 'fairlead', exports: { './testing': './testing.mjs' } }))

  const told: string[] = []
  for (const command of next.filter((one) => one.startsWith('npx fairlead '))) {
    const ended = await cli(inside, command.split(' ').slice(2))
    expect({ command, code: ended.code }).toEqual({ command, code: 0 })
    told.push(ended.out)
  }
  expect(linesOf<Decided & { rule: string }>(told[1] as string).map(({ lead, rule }) => `${lead} ${rule}`)).toEqual([
    'L1 account owner',
    'L2 low score',
    'L3 enterprise',
    'L4 territory',
    'L5 territory',
    'L6 otherwise',
  ])
  expect(next.at(-1)).toBe('node --test')
  const tested = await spawned(process.execPath, ['--test'], { cwd: inside })
  expect(tested.out).toMatch(/pass 4/)
  expect(tested.code).toBe(0)
})
