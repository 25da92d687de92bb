import { describe, expect, test } from 'vitest'
import { fairlead, folders, linesOf, noon } from './inProcess.js'

const folder = folders()
const planFor = (team: string, fields: object = {}) =>
  JSON.stringify({ fairlead: 1, name: `to ${team}`, rules: [{ name: 'team', to: { team } }], otherwise: { to: {} }, ...fields })
const files = {
  'a.json': planFor('a'),
  'b.json': planFor('b'),
  'bad.json': planFor('a', { rules: [{ name: 'x', to: { queue: '' } }], nonsense: 1 }),
  'reps.json': JSON.stringify([
    { id: 'ana', team: 'a' },
    { id: 'bob', team: 'b' },
  ]),
}
const signed = ['--author', 'pat', '--reason', 'Austria joins']
const route = async (here: string, lead: string, now = noon) => {
  const { out, err } = await fairlead(here, ['route', 'a.json', '-', '--reps', 'reps.json', '--json'], { stdin: `{"id":"${lead}"}\n`, now })
  return { rep: linesOf<{ rep: string }>(out)[0]?.rep, err }
}

describe('publish, plans and rollback', () => {
  test('put plans in force for whoever routes on the database, who is told where that is not the plan that is given', async () => {
    const here = folder(files)
    expect((await route(here, 'L1')).rep).toBe('ana')
    expect((await fairlead(here, ['plans'])).out).toContain('Nobody has published a plan')
    expect(await fairlead(here, ['publish', 'b.json', ...signed, '--expect', '0'])).toMatchObject({
      code: 0,
      out: 'ok Version 1 is in force.\n',
    })
    const second = await route(here, 'L2')
    expect([second.rep, linesOf(second.err)[0]]).toMatchObject([
      'bob',
      { code: 'otherPlan', message: expect.stringContaining('by pat: Austria joins') },
    ])
    expect((await fairlead(here, ['publish', 'b.json', ...signed])).out).toContain('is the latest one already')
    await fairlead(here, ['publish', 'a.json', ...signed])
    expect((await route(here, 'L3')).err).not.toContain('otherPlan')
    const back = await fairlead(here, ['rollback', '--author', 'sam', '--reason', 'no', '--to', '1', '--json'])
    expect(JSON.parse(back.out)).toMatchObject({ version: 3, restores: 1, author: 'sam', state: 'inForce' })
    expect((await route(here, 'L4')).rep).toBe('bob')
    const { out } = await fairlead(here, ['plans'])
    expect(out).toMatch(/^version 1 \(to b, [0-9a-f]{12}\) was in force\n {2}2026-01-05T12:00:00\.000Z pat: Austria joins\n/)
    expect(out).toMatch(/version 3 \(to b, [0-9a-f]{12}, version 1 once more\) is in force\n/)
    expect(linesOf((await fairlead(here, ['plans', '--json'])).out)).toHaveLength(3)
    expect(JSON.parse((await fairlead(here, ['replay', '--json'])).out)).toMatchObject({ ok: true, same: 4 })
  })

  test('at a time', async () => {
    const here = folder(files)
    const { out } = await fairlead(here, ['publish', 'b.json', ...signed, '--at', '2026-01-06T12:00:00Z'])
    expect(out).toBe('ok Version 1 comes into force at 2026-01-06T12:00:00.000Z.\n')
    expect((await route(here, 'L1')).rep).toBe('ana')
    expect((await fairlead(here, ['publish', 'a.json', ...signed])).err).toContain('never come into force')
    expect((await fairlead(here, ['publish', 'a.json', ...signed, '--supersede'])).out).toContain('Never to come into force: version 1.')
    expect((await fairlead(here, ['plans'])).out).toContain('and never did')
    await fairlead(here, ['publish', 'b.json', ...signed, '--at', '2026-01-06T12:00:00Z'])
    expect((await route(here, 'L2', Date.parse('2026-01-06T12:00:00Z'))).rep).toBe('bob')
  })

  test.each([
    [['publish', 'a.json', '--reason', 'x'], '--author'],
    [['publish', 'a.json', '--author', 'x'], '--reason'],
    [['publish', 'a.json', ...signed, '--at', 'monday'], '--at monday is no instant'],
    [['publish', 'a.json', ...signed, '--expect', '-x'], '--expect'],
    [['publish', 'a.json', ...signed, '--expect', '3'], 'Nobody has published a plan'],
    [['publish', 'bad.json', ...signed], 'nonsense'],
    [['publish', 'gone.json', ...signed], 'gone.json'],
    [['rollback', ...signed], 'There is no earlier version'],
    [['rollback', ...signed, '--to', '0'], '--to 0 is no version'],
    [['rollback', ...signed, '--to', '9'], 'There is no version 9'],
  ])('%j is refused', async (argv, text) => {
    const here = folder(files)
    await route(here, 'L1')
    const { code, err } = await fairlead(here, argv)
    expect(code).toBe(1)
    expect(err).toContain(text)
    expect((await fairlead(here, ['plans', '--json'])).out).toBe('')
  })
})
