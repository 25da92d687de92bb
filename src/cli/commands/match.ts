import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AccountIndex } from '../../adapter/accounts/accountIndex.js'
import type { Account } from '../../decide/decision.js'
import type { JsonObject } from '../../lead.js'
import type { Command } from '../command.js'
import { type Complaint, complain, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { countMatch, type MatchTally, matchJson, matchLines, matchTallyText, sharedText } from '../match/matchText.js'
import { progressOn } from '../progress.js'
import { readAccountList, type SharedDomain } from '../read/accounts.js'
import { type Row, readRows } from '../read/rows.js'
import { isSystemError } from '../read/source.js'
import { batchesOf, begun } from '../route/batches.js'
import { csvHelp, namedTexts, textsHelp, unseenTexts } from '../texts.js'
import { assertOneStdin } from '../world.js'

export const match: Command = {
  name: 'match',
  summary: 'tells which account each lead belongs to, why, and what comes near',
  usage: `fairlead match LEADS --accounts FILE [--out FILE] [--text COLUMNS] [--json]

Matches leads to accounts as route does, and routes nothing. LEADS is a .jsonl, .json or .csv file of any size, or - for standard input.

  --accounts FILE      accounts: id, owner, domain (several with ; between them), name, country, state, city, postalCode, phone, parent
  --out FILE           writes the matches to a file, as JSON lines
${textsHelp}
  --json               JSON lines also on a terminal, and on standard error

Standard output: one line for each lead, in the order of the input. On a terminal it is text, otherwise JSON:
  {"lead":"L1","account":"A1","owner":"ana","by":"domain","score":1,"evidence":["domain acme.com from the lead's email"],"near":[]}
  {"lead":"L2","account":null,"near":[{"account":"A1","score":0.68,"evidence":["similar name acme","country DE"]}]}
Standard error: what is wrong with the accounts (an id that comes twice, a domain where anybody can have an address), domains that several
accounts share, rows that were refused; then the sum: read = by domain + by name + tied + only near + unknown + refused.

${csvHelp}

Exit code: 0; 2 if some rows were refused; 1 if the command or a file is wrong.
`,
  options: { accounts: 'text', out: 'text', text: 'text' },
  positionals: ['LEADS'],
  needed: 1,
  run: async (args, io) => {
    const [leadsFile] = args.positionals as [string]
    const hint = 'Name the accounts: --accounts accounts.csv'
    const accountsFile = args.text('accounts') ?? stop({ code: 'usage', message: 'The option --accounts is missing.', hint })
    assertOneStdin([leadsFile, accountsFile])
    const json = args.flag('json')
    const texts = namedTexts(args.text('text'))
    const { index, shared, warnings } = await readAccountList(io, accountsFile, texts)
    await complain(io, [...warnings, ...shared.map((one) => sharing(one, accountsFile))], json)
    const rows = await begun(readRows(io, leadsFile, { ...texts, fixed: new Set(['id', 'postalCode', 'phone']) }))
    const outlet = await outletOf(args.text('out'), io, json)
    const tally: MatchTally = { read: 0, byDomain: 0, byName: 0, tied: 0, suggested: 0, unknown: 0, refused: 0 }
    try {
      await matchRows(rows, index, tally, outlet, io, json)
    } finally {
      await outlet.close()
    }
    const accounts = { accounts: index.size, sharedDomains: shared.length, problems: index.problems.length }
    await io.stderr.write(json ? `${JSON.stringify({ ...tally, ...accounts })}\n` : matchTallyText(tally, io.stderr.paint))
    await complain(io, unseenTexts(texts), json)
    return tally.refused > 0 ? 2 : 0
  },
}

interface Outlet {
  readonly asJson: boolean
  write(text: string): Promise<void>
  close(): Promise<void>
}

async function outletOf(file: string | undefined, io: Io, json: boolean): Promise<Outlet> {
  if (file === undefined) return { asJson: json || !io.stdout.isTTY, write: (text) => io.stdout.write(text), close: async () => {} }
  try {
    const handle = await open(resolve(io.cwd, file), 'w')
    return { asJson: true, write: (text) => handle.appendFile(text), close: () => handle.close() }
  } catch (error) {
    if (!isSystemError(error)) throw error
    return stop({
      code: 'unwritable',
      file,
      message: `The file cannot be written: ${error.message}.`,
      hint: 'Check the folder and its permissions.',
    })
  }
}

async function matchRows(
  rows: AsyncIterable<Row>,
  index: AccountIndex<object, Account>,
  tally: MatchTally,
  outlet: Outlet,
  io: Io,
  json: boolean,
): Promise<void> {
  const progress = progressOn(io, 'leads')
  for await (const batch of batchesOf(rows)) {
    const refused: Complaint[] = []
    let printed = ''
    for (const row of batch) {
      tally.read += 1
      const lead = 'value' in row ? leadOf(row.value) : undefined
      if (lead === undefined) {
        tally.refused += 1
        refused.push(refusal(row))
        continue
      }
      const found = index.match(lead)
      countMatch(tally, found)
      printed += `${outlet.asJson ? matchJson(lead.id, found) : matchLines(lead.id, found, io.stdout.paint)}\n`
    }
    progress.clear()
    await complain(io, refused, json)
    if (printed !== '') await outlet.write(printed)
    progress.show(tally.read)
    if (io.stdout.gone) break
  }
  progress.clear()
}

function leadOf(value: unknown): (JsonObject & { readonly id: string }) | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const lead = value as JsonObject & { readonly id: string }
  return isObject && typeof lead.id === 'string' && lead.id !== '' ? lead : undefined
}

function refusal(row: Row): Complaint {
  if ('fault' in row) return { severity: 'error', code: 'brokenRow', ...row.place, ...row.fault }
  const message = 'The lead was refused: it has no text `id`.'
  return { severity: 'error', code: 'badLead', ...row.place, message, hint: 'Give each lead a text that identifies it.' }
}

function sharing(shared: SharedDomain, file: string): Complaint {
  const hint = 'What else agrees decides, then the latest activity, the highest tier, the smaller id. Keep it with one, or name a parent.'
  return { severity: 'warning', code: 'sharedDomain', file, message: sharedText(shared), hint }
}
