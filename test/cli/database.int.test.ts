import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findDriver } from '../../src/adapter/sqlite/driver.js'
import { fairlead, folders } from './inProcess.js'
import { files } from './samples.js'

const folder = folders()

async function routed(): Promise<string> {
  const leads = [{ id: 'L1', company: { country: 'DE' } }, { id: 'L2', score: 5 }, { id: 'L3' }]
  const here = folder(files({ 'leads.json': leads }))
  expect((await fairlead(here, ['route', 'plan.json', 'leads.json', '--reps', 'reps.json'])).code).toBe(0)
  return here
}

describe('explain', () => {
  test('why this one, and every rule and rep', async () => {
    const { code, out } = await fairlead(await routed(), ['explain', 'L1'])
    expect(code).toBe(0)
    expect(out).toMatch(/^L1 went to ana by the rule 'germany'/)
    expect(out).toContain("\n  The rule 'account owner' matches, but selects nobody")
    expect(out).toContain("\n  The rule 'germany' decides")
    for (const rep of ['ana got L1', 'bob did not get L1', 'cy did not get L1']) expect(out).toContain(`\n  ${rep}`)
  })

  test('why not me', async () => {
    const here = await routed()
    expect((await fairlead(here, ['explain', 'L1', '--rep', 'cy'])).out).toMatch(/^cy did not get L1: .*country.*\n$/)
    expect((await fairlead(here, ['explain', 'L2', '--rep', 'cy'])).out).toMatch(
      /^cy did not get L2: the rule 'low score' sends it to a queue/,
    )
  })

  test('for machines', async () => {
    const here = await routed()
    const all = JSON.parse((await fairlead(here, ['explain', 'L1', '--json'])).out)
    expect(all.decision).toMatchObject({ lead: 'L1', kind: 'assigned', rep: 'ana', rule: 'germany' })
    expect(all.reps.map(({ rep }: { rep: string }) => rep)).toEqual(['ana', 'bob', 'cy'])
    const one = JSON.parse((await fairlead(here, ['explain', 'L1', '--json', '--rep', 'bob'])).out)
    expect(one).toEqual({ ...all, reps: [all.reps[1]] })
  })

  test.each([
    [['explain', 'L9'], 'error unknownLead: No lead has the key "L9".'],
    [['explain', 'L1', '--rep', 'boob'], 'error unknownRep: When the lead was routed, no rep had the id "boob".\n  Did you mean bob?'],
    [['explain', 'L1', '--rep', 'zoe'], 'Check the id against the roster of that time.'],
    [['explain', 'L1', '--db', '.'], 'error isFolder'],
    [['explain', 'L1', '--db', 'leed.db'], 'error noFile: No such file.\n  Did you mean leads.db?'],
  ])('%j', async (argv, expected) => {
    const { code, out, err } = await fairlead(await routed(), argv)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(expected)
  })
})

describe('replay', () => {
  test('the same', async () => {
    const here = await routed()
    const { code, out, err } = await fairlead(here, ['replay'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      '3 entries of the audit trail: 3 decisions repeated and the same.\nok Everything is as recorded; the chain is whole.\n',
    )
    expect(JSON.parse((await fairlead(here, ['replay', '--json'])).out)).toEqual({ ok: true, entries: 3, same: 3, unrepeatable: 0 })
  })

  test('an entry that was changed afterwards breaks the chain', async () => {
    const here = await routed()
    tamper(join(here, 'leads.db'))
    const { code, out } = await fairlead(here, ['replay'])
    expect(code).toBe(1)
    expect(out).toContain('difference at entry 2: ')
    expect(JSON.parse((await fairlead(here, ['replay', '--json'])).out)).toMatchObject({
      ok: false,
      entries: 1,
      same: 1,
      difference: { seq: 2 },
    })
  })
})

function tamper(file: string): void {
  const database = findDriver().open(file)
  const table = database.prepare("select name from sqlite_master where type = 'table' and name like 'fairlead%audit%'").get() as {
    name: string
  }
  const columns = database.prepare(`select name from pragma_table_info('${table.name}')`).all() as { name: string }[]
  const event = columns.find(({ name }) => name === 'event')?.name ?? 'event'
  database.exec(`update ${table.name} set ${event} = replace(${event}, 'nurture', 'nurtures') where seq = 2`)
  database.close()
}

describe('init', () => {
  const names = ['plan.json', 'reps.json', 'leads.jsonl', 'accounts.csv', 'plan.test.mjs']

  test('writes its files and says how to go on', async () => {
    const here = folder()
    const { code, out, err } = await fairlead(here, ['init'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const name of names) expect(readFileSync(join(here, name), 'utf8')).toMatch(/\n$/)
    expect(out).toContain(names.join(', '))
    expect(out).toContain('npx fairlead route plan.json leads.jsonl --reps reps.json --accounts accounts.csv')
    expect(out).not.toContain('  cd ')
  })

  test('into a folder that is not there yet', async () => {
    const here = folder()
    const { out } = await fairlead(here, ['init', 'a/b', '--json'])
    expect(JSON.parse(out)).toMatchObject({ written: names.map((name) => `a/b/${name}`), next: expect.arrayContaining(['cd a/b']) })
    expect((await fairlead(join(here, 'a/b'), ['check', 'plan.json', '--reps', 'reps.json', '--json'])).code).toBe(0)
  })

  test('leaves existing files alone, all or nothing, unless forced', async () => {
    const here = folder({ 'reps.json': 'mine', 'accounts.csv': 'mine too' })
    const { code, out, err } = await fairlead(here, ['init'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^reps\.json error exists: .+\naccounts\.csv error exists: .+\n {2}.*--force\n$/)
    expect(readFileSync(join(here, 'reps.json'), 'utf8')).toBe('mine')
    expect(() => readFileSync(join(here, 'plan.json'))).toThrow()
    expect((await fairlead(here, ['init', '--force'])).code).toBe(0)
    expect(readFileSync(join(here, 'reps.json'), 'utf8')).toContain('"ana"')
  })

  test('where a file is in the way', async () => {
    const { code, err } = await fairlead(folder({ x: '' }), ['init', 'x'])
    expect(code).toBe(1)
    expect(err).toContain('x error unwritable')
  })
})
