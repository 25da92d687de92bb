import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fairlead, folders } from './inProcess.js'
import { route, short } from './routeCase.js'
import { files, plan } from './samples.js'

const folder = folders()

describe('what stops the run before anything is routed', () => {
  test.each<[string, Parameters<typeof files>[0], string[], string]>([
    ['a bad plan', { 'plan.json': { ...plan, x: 1 } }, [], 'plan.json:39:3 error unknownField x: '],
    [
      'a strategy of a host',
      { 'plan.json': { ...plan, strategies: ['mine'], otherwise: { to: {}, by: 'mine' } } },
      [],
      'error unknownStrategy otherwise.by: ',
    ],
    ['a bad roster', { 'reps.json': [{ id: '' }] }, [], 'reps.json:3:11 error'],
    [
      'a fallback that selects nobody',
      { 'plan.json': { ...plan, otherwise: { to: { country: 'XX' } } } },
      [],
      'error fallbackEmpty otherwise.to: ',
    ],
    ['a broken row of the roster', { 'reps.json': [{ id: 'ana' }, 7] }, [], 'reps.json:5:3 error wrongType [1]: '],
    ['no leads', { 'leads.csv': '' }, [], 'leads.csv error empty'],
    ['leads in UTF-16', { 'leads.csv': Buffer.from('\uFEFFid\nL1', 'utf16le') }, [], 'leads.csv:1 error encoding'],
    ['a column without a name', { 'leads.csv': 'id,,x\nL1,,' }, [], 'leads.csv:1 error badHeader: Column 2 has no name.'],
    ['a column twice', { 'leads.csv': '\nid,x, x\nL1,,' }, [], 'leads.csv:2 error badHeader: Two columns are named "x".'],
    ['a column within another', { 'leads.csv': 'id,a.b.c,a.b\nL1,1,2' }, [], 'The columns a.b and a.b.c exclude each other'],
    ['no path', { 'leads.csv': 'id,a..b\nL1,1' }, [], '"a..b" is no path to a field.'],
    ['a prototype', { 'leads.csv': 'id,__proto__.x\nL1,1' }, [], '"__proto__.x" is no path to a field.'],
    ['a quote in the header', { 'leads.csv': 'id,"a\nL1,1' }, [], 'leads.csv:1 error badHeader: A quoted field is never closed.'],
    ['lines of an old Mac', { 'leads.csv': 'id,x\rL1,1\r' }, [], 'leads.csv:1 error lineEnds'],
    ['bad accounts', { 'a.json': [{ owner: 'ana' }] }, ['--accounts', 'a.json'], 'a.json:2:3 error missingField [0].id'],
    [
      'a domain of two accounts',
      { 'a.csv': 'id,domain\nA1,x.com\nA2,y.com;X.com' },
      ['--accounts', 'a.csv'],
      'a.csv:3 error duplicateName domain: The domain x.com belongs to the account A1 already.',
    ],
    ['an account twice', { 'a.csv': 'id\n7\n7' }, ['--accounts', 'a.csv'], 'a.csv:3 error duplicateName id'],
    [
      'a domain that is a number',
      { 'a.json': [{ id: 'A', domain: 7 }] },
      ['--accounts', 'a.json'],
      'a.json:4:15 error wrongType [0].domain',
    ],
    [
      'an absence without a rep',
      { 'a.csv': 'rep,from\n,2026-01-01T00:00:00Z' },
      ['--availability', 'a.csv'],
      'a.csv:2 error missingField rep',
    ],
    [
      'an absence without an offset',
      { 'a.csv': 'rep,from\nana,2026-01-01' },
      ['--availability', 'a.csv'],
      'a.csv:2 error wrongType from: "2026-01-01" is no instant.',
    ],
    [
      'an absence that ends first',
      { 'a.csv': 'rep,from,until\nana,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z' },
      ['--availability', 'a.csv'],
      'a.csv:2 error contradiction until',
    ],
    [
      'an unknown field of an absence',
      { 'a.json': [{ rep: 'ana', to: 'x' }] },
      ['--availability', 'a.json'],
      'a.json:4:5 error unknownField [0].to',
    ],
  ])('%s', async (_, more, argv, expected) => {
    const here = folder(files({ 'leads.csv': 'id\nL1\n', ...more }))
    const { code, out, err } = await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', ...argv])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(expected)
    expect(err).not.toContain(' read = ')
    expect(existsSync(join(here, 'leads.db'))).toBe(false)
  })
})

describe('accounts', () => {
  const accounts =
    'id,owner,domain,tier,name,country\nA1,bob,acme.com; ACME.de,1,,\nA2,cy,globex.com,2,,\nA3,,initech.com,3,,\nA4,,,4,,\nA5,cy,,5,"Initech, Inc.",US\n'
  test.each<[object, string]>([
    [{ domain: 'acme.com' }, 'bob account owner'],
    [{ company: { domain: 'Acme.DE' } }, 'bob account owner'],
    [{ website: 'https://www.acme.com/about?x=1' }, 'bob account owner'],
    [{ website: 'acme.com' }, 'bob account owner'],
    [{ website: 'http://' }, 'ana otherwise'],
    [{ email: 'Jo@ACME.com' }, 'bob account owner'],
    [{ email: '"a@b"@acme.com' }, 'bob account owner'],
    [{ email: 'jo@mail.acme.com' }, 'bob account owner'],
    [{ companyName: 'INITECH INC', country: 'USA' }, 'cy account owner'],
    [{ companyName: 'Initech Inc.' }, 'ana otherwise'],
    [{ companyName: 'Initech', country: 'DE' }, 'ana otherwise'],
    [{ email: 'acme.com@gmail.com' }, 'ana otherwise'],
    [{ email: 'acme.com' }, 'ana otherwise'],
    [{ domain: 'globex.com', email: 'jo@acme.com' }, 'cy account owner'],
    [{ domain: 'unknown.com', email: 'jo@acme.com' }, 'bob account owner'],
    [{ domain: 7, email: null }, 'ana otherwise'],
    [{ domain: 'initech.com' }, 'ana otherwise'],
    [{ account: { owner: 'bob' } }, 'ana otherwise'],
  ])('%j: %s', async (lead, expected) => {
    const list = { 'a.csv': accounts, 'leads.json': [{ id: 'L', ...lead }] }
    const { lines, complaints } = await route(folder, list, 'leads.json', ['--accounts', 'a.csv'])
    expect(lines.map(short)).toEqual([`L ${expected}`])
    expect(complaints).toEqual([])
  })

  test('further fields are fields of the account, typed as everywhere', async () => {
    const rules = [{ name: 'top', when: { account: { tier: { lt: 2 }, domain: { has: 'acme.de' } } }, to: { id: 'cy' } }]
    const { lines } = await route(
      folder,
      { 'plan.json': { ...plan, rules }, 'a.csv': accounts, 'leads.csv': 'id,domain\nL1,acme.com\nL2,globex.com' },
      'leads.csv',
      ['--accounts', 'a.csv'],
    )
    expect(lines.map(short)).toEqual(['L1 cy top', 'L2 ana otherwise'])
  })

  test('an owner whom the roster lacks is told', async () => {
    const { code, complaints } = await route(folder, { 'a.csv': 'id,owner\nA1,bobb\n', 'leads.csv': 'id\nL1' }, 'leads.csv', [
      '--accounts',
      'a.csv',
    ])
    expect(code).toBe(0)
    expect(complaints).toMatchObject([{ severity: 'warning', code: 'unknownRep', file: 'a.csv', line: 2, hint: 'Did you mean bob?' }])
  })
})

describe('absences', () => {
  const away =
    'rep,from,until,reason\nana,2026-01-05T08:00:00Z,2026-01-05T13:00:00+01:00,lunch\nana,2026-01-05T12:00:00Z,2026-01-05T14:00:00Z,talk\nbob,,,parental leave\n'
  const german = { 'away.csv': away, 'leads.json': [{ id: 'L1', company: { country: 'DE' } }] }
  test.each([
    ['2026-01-05T07:59:59Z', 'L1 ana germany'],
    ['2026-01-05T08:00:00Z', 'L1 cy otherwise'],
    ['2026-01-05T12:00:00Z', 'L1 cy otherwise'],
    ['2026-01-05T14:00:00Z', 'L1 ana germany'],
  ])('at %s: %s', async (now, expected) => {
    const { lines } = await route(folder, german, 'leads.json', ['--availability', 'away.csv', '--now', now])
    expect(lines.map(short)).toEqual([expected])
  })

  test('explain tells the reason and the end of absences that follow one another', async () => {
    const here = folder(files(german))
    await fairlead(here, [
      'route',
      'plan.json',
      'leads.json',
      '--reps',
      'reps.json',
      '--availability',
      'away.csv',
      '--now',
      '2026-01-05T08:30:00Z',
    ])
    expect((await fairlead(here, ['explain', 'L1', '--rep', 'ana'])).out).toContain('away (lunch) until 2026-01-05T14:00:00.000Z')
    expect((await fairlead(here, ['explain', 'L1', '--rep', 'bob'])).out).toContain('away (parental leave)')
  })
})
