import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { mustRun, root } from '../package/build.js'

interface Sample {
  readonly id?: unknown
  readonly company?:
    | { readonly domain?: unknown; readonly country?: unknown; readonly industry?: unknown; readonly employees?: unknown }
    | string
    | null
  readonly account?: unknown
  readonly owner?: unknown
}

const data = join(root, 'examples/data')
const read = (file: string) => readFile(join(data, file), 'utf8')
const leads = async () =>
  (await read('leads.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample)
const fair = async () => parse(await read('tradeFair.csv'), { columns: true }) as Record<string, string>[]

describe('the sample data', () => {
  test('generate.mjs makes the committed files again, byte for byte', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-data-'))
    try {
      await mustRun(process.execPath, [join(data, 'generate.mjs'), folder], root)
      const files = (await readdir(folder)).sort()
      expect(files).toEqual(['accounts.json', 'leads.jsonl', 'tradeFair.csv'])
      for (const file of files) expect(await readFile(join(folder, file), 'utf8'), file).toBe(await read(file))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('has what real data have: missing fields, leads that come again, accounts, claims of ownership', async () => {
    const samples = await leads()
    expect(samples.length).toBeGreaterThan(350)
    const companies = samples.map(({ company }) => (typeof company === 'object' && company !== null ? company : {}))
    expect(new Set(companies.map(({ country }) => JSON.stringify(country))).size).toBeGreaterThan(12)
    for (const field of ['country', 'industry', 'employees'] as const) {
      expect(companies.filter((company) => company[field] === undefined).length, field).toBeGreaterThan(10)
    }
    const ids = samples.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
    const again = ids.filter((id, index) => ids.indexOf(id) < index)
    const texts = samples.map((sample) => JSON.stringify(sample))
    const same = texts.filter((text, index) => texts.indexOf(text) < index)
    expect(again.length).toBeGreaterThan(30)
    expect(same.length).toBeGreaterThan(20)
    expect(again.length).toBeGreaterThan(same.length)
    expect(samples.filter(({ account, owner }) => account !== undefined || owner !== undefined)).toHaveLength(2)
    const accounts = JSON.parse(await read('accounts.json')) as readonly { readonly domain: string }[]
    expect(companies.filter(({ domain }) => accounts.some((account) => account.domain === domain)).length).toBeGreaterThan(20)
  })

  test('the CSV file has more columns than commas: quoted cells with commas, quotes and line breaks', async () => {
    const names = (await fair()).map((row) => row['company.name'] ?? '')
    expect(names).toHaveLength(56)
    for (const awkward of [',', '"', '\n']) expect(names.filter((name) => name.includes(awkward)).length, awkward).toBeGreaterThan(0)
  })

  test('every domain is one that nobody can have', async () => {
    const domains = [
      ...(await leads()).flatMap(({ company }) => (typeof company === 'object' && company !== null ? [company.domain ?? ''] : [])),
      ...(await fair()).map((row) => row['company.domain']),
    ].filter((domain) => domain !== '')
    expect(domains.length).toBeGreaterThan(380)
    expect(domains.filter((domain) => !String(domain).endsWith('.example'))).toEqual([])
  })
})
