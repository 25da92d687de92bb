import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { fairlead, folders, linesOf } from './inProcess.js'

const folder = folders()
const accounts = `id,owner,domain,name,country,city
A1,ana,acme.com,Acme GmbH,DE,Berlin
A2,bob,acme.com;shop.example,Acme Shop GmbH,DE,Köln
A3,cy,gmail.com,Globex Inc.,US,Austin
A4,,,Delta Crossing Ltd,GB,Leeds
A5,,,Delta Crossing Ltd,GB,York
A5,dan,late.example,Latecomer,GB,York
A6,eve,,Nordlicht Versicherung AG,DE,Köln
`
const leads = [
  { id: 'L1', email: 'jo@mail.shop.example' },
  { id: 'L2', companyName: 'GLOBEX', country: 'USA', email: 'jo@gmail.com' },
  { id: 'L3', companyName: 'Delta Crossing', country: 'UK' },
  { id: 'L4', companyName: 'Nordlcht Versicherung', country: 'DE', city: 'Köln' },
  { id: 'L5', email: 'jo@nobody.example' },
  { company: 'none' },
  { id: 'L6', email: 'jo@acme.com', city: 'Köln' },
]
const files = { 'a.csv': accounts, 'leads.jsonl': leads.map((lead) => JSON.stringify(lead)).join('\n') }

test('each lead with its account, the evidence and what comes near; conflicts and counts beside it', async () => {
  const { code, out, err } = await fairlead(folder(files), ['match', 'leads.jsonl', '--accounts', 'a.csv', '--json'])
  expect(code).toBe(2)
  const lines = linesOf<{ lead: string; account: string | null; by?: string; tied?: true; near: { account: string }[] }>(out)
  expect(lines.map(({ lead, account, by, tied }) => [lead, account, by ?? tied])).toEqual([
    ['L1', 'A2', 'domain'],
    ['L2', 'A3', 'name'],
    ['L3', null, true],
    ['L4', null, undefined],
    ['L5', null, undefined],
    ['L6', 'A2', 'domain'],
  ])
  expect(lines[0]).toMatchObject({ owner: 'bob', score: 1, evidence: ["domain shop.example from the lead's email"], near: [] })
  expect(lines[1]).toMatchObject({ owner: 'cy', score: 0.85, evidence: ['name globex', 'country USA'] })
  expect(lines[2]?.near.map(({ account }) => account)).toEqual(['A4', 'A5'])
  expect(lines[3]?.near).toMatchObject([{ account: 'A6', evidence: ['similar name nordlicht versicherung', 'country DE', 'city Köln'] }])
  expect(lines[5]?.near).toMatchObject([{ account: 'A1', score: 0.9 }])
  const told = linesOf<{ code?: string; line?: number; message?: string; read?: number }>(err)
  expect(told.map((one) => one.code)).toEqual(['wrongType', 'duplicateName', 'sharedDomain', 'badLead', undefined])
  expect(told[0]).toMatchObject({ severity: 'warning', file: 'a.csv', line: 4, message: expect.stringContaining('gmail.com') })
  expect(told[1]).toMatchObject({ severity: 'warning', line: 7, path: 'id' })
  expect(told[2]).toMatchObject({ severity: 'warning', message: 'The domain acme.com belongs to 2 accounts: A1, A2.' })
  expect(told[3]).toMatchObject({ severity: 'error', line: 6 })
  const counts = { byDomain: 2, byName: 1, tied: 1, suggested: 1, unknown: 1, refused: 1 }
  expect(told[4]).toEqual({ read: 7, ...counts, accounts: 6, sharedDomains: 1, problems: 2 })
})

test('on a terminal it is text; to a file it is JSON', async () => {
  const here = folder({
    ...files,
    'one.csv': 'id,email,companyName,country\nL1,jo@shop.example,,\nL2,,Globexx,US\nL3,,Delta Crossing,GB\n',
  })
  const shown = await fairlead(here, ['match', 'one.csv', '--accounts', 'a.csv'], { tty: true })
  expect(shown.code).toBe(0)
  const plain = stripVTControlCharacters(shown.out)
  expect(plain).toContain("L1 -> A2, owner bob  domain shop.example from the lead's email (1)\n")
  expect(plain).toMatch(/^L2 -> no account\n {2}near A3 {2}similar name globex, country US \(0\.\d+\)$/m)
  expect(plain).toMatch(/^L3 -> several as good as each other\n {2}near A4/m)
  const written = await fairlead(here, ['match', 'one.csv', '--accounts', 'a.csv', '--out', 'matches.jsonl'])
  expect(written.out).toBe('')
  expect(written.err).toMatch(/3 leads read = 1 matched by domain \+ 0 by name \+ 1 tied \+ 1 only near \+ 0 unknown \+ 0 refused/)
  expect(linesOf(readFileSync(join(here, 'matches.jsonl'), 'utf8'))).toHaveLength(3)
  const nowhere = await fairlead(here, ['match', 'one.csv', '--accounts', 'a.csv', '--out', 'none/matches.jsonl'])
  expect(nowhere.code).toBe(1)
  expect(nowhere.err).toContain('none/matches.jsonl error unwritable')
})

test('accounts that cannot be read end the command', async () => {
  const here = folder({ ...files, 'b.json': JSON.stringify([{ id: 'A', domain: 7 }]) })
  const { code, out, err } = await fairlead(here, ['match', 'leads.jsonl', '--accounts', 'b.json'])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('b.json:1:21 error wrongType [0].domain')
})
