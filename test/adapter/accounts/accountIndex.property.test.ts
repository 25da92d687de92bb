import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountIndex } from '../../../src/adapter/accounts/accountIndex.js'
import { foldName } from '../../../src/adapter/accounts/companyName.js'
import { freeMailDomains } from '../../../src/adapter/accounts/freeMail.js'
import { hostOfEmail, hostOfWebsite } from '../../../src/adapter/accounts/host.js'
import { textTable } from '../../../src/adapter/accounts/textTable.js'
import type { Account } from '../../../src/decide/decision.js'

const word = fc.constantFrom('Acme', 'Nord', 'Bank', 'Müller', 'Ølberg', 'GmbH', 'AG', 'Inc.', '&', 'The', 'S.A.', 'ООО', 'A', 'B')
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const domain = fc.constantFrom('acme.com', 'de.acme.com', 'nord.de', 'bank.co.uk', 'gmail.com')
const country = fc.constantFrom('DE', 'US', undefined)
const account = fc.record({
  name,
  domain,
  country,
  lastActiveAt: fc.constantFrom(1, 2),
  tier: fc.constantFrom(1, 2, undefined),
  parent: fc.constantFrom('A0', undefined),
})
const withIds = (list: readonly object[]): Account[] => list.map((one, n) => JSON.parse(JSON.stringify({ id: `A${n}`, ...one })) as Account)
const lead = fc.record({ companyName: name, email: domain.map((at) => `jo@${at}`), country }).map((one) => JSON.parse(JSON.stringify(one)))

// Below a public suffix (`net.ua`) names belong to whoever registered them, though the suffix itself is in the list.
const suffixes = freeMailDomains.filter((free) => hostOfEmail(`jo@${free}`) === undefined)

test('no account is matched through a free or disposable provider, whatever accounts name', async () => {
  expect(suffixes.length).toBeLessThan(20)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...freeMailDomains), fc.constantFrom('', 'mail.', 'x.y.'), async (free, under) => {
      const below = suffixes.includes(free) ? '' : under
      const index = await accountIndex([
        { id: 'A', domain: free },
        { id: 'B', domain: `${below}${free}` },
        { id: 'C', website: `https://www.${free}/us` },
      ])
      for (const fields of [{ email: `Jo+a@${below}${free}` }, { domain: free.toUpperCase() }, { website: `http://${below}${free}/x` }]) {
        const match = index.match(fields)
        expect(match.account).toBeUndefined()
        expect(match.nearMisses).toEqual([])
        expect(index.port(fields)).toBeUndefined()
      }
    }),
    { numRuns: 300 },
  )
})

const hosts = [
  'acme.com',
  'De.Acme.com',
  'a.b.acme.com',
  'bucket.s3.amazonaws.com',
  's3.amazonaws.com',
  'amazonaws.com',
  'x.github.io',
  'github.io',
]
const odd = [
  'jo.gmail.com',
  'users.noreply.github.com',
  'github.com',
  'linkedin.com',
  'de.linkedin.com',
  'acme.net.ua',
  'x..acme.com',
  '-.acme.com',
]
const host = fc.constantFrom(
  ...hosts,
  ...odd,
  'www.acme.com',
  'bücher.acme.com',
  'xn--bcher-kva.acme.com',
  'acme',
  'localhost',
  '1.2.3.4',
  '',
)
const address = fc
  .tuple(
    fc.constantFrom('', 'https://', 'http://www.', 'jo@', 'a@b@', ' ', '//'),
    host,
    fc.constantFrom('', '/', '/company/acme', '?a=b.acme.com', ':81', '.', ' '),
  )
  .map((parts) => parts.join(''))

test('the straight way finds what the whole search finds, or leaves it to that', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.array(host, { maxLength: 6 }), address, address, async (domains, domain, email) => {
      const index = await accountIndex(domains.map((one, n) => ({ id: `A${n}`, domain: one })))
      for (const asked of [
        { domain },
        { email },
        { domain, email },
        { company: { website: domain }, email },
        { domain: '', email: `jo@${email}` },
      ]) {
        const told = index.match(asked)
        if (told.account !== undefined) found += 1
        expect(index.port(asked)?.id).toBe(told.account?.id)
      }
    }),
    { numRuns: 1500 },
  )
  expect(found).toBeGreaterThan(500)
})

test('a folded name folds to itself', () => {
  let changed = 0
  fc.assert(
    fc.property(fc.oneof(name, fc.string({ unit: 'grapheme' })), (text) => {
      for (const { key, words } of foldName(text)) {
        if (key !== text) changed += 1
        expect(key).toMatch(/^[a-z\d]+(?: [a-z\d]+)*$/)
        expect([...words.split(' ')].sort().join(' ')).toBe(key)
      }
    }),
    { numRuns: 2000 },
  )
  expect(changed).toBeGreaterThan(500)
})

test('case, accents written apart, spaces and a sentence around an address change nothing', () => {
  fc.assert(
    fc.property(name, (text) => {
      const keys = (one: string) => foldName(one).map(({ key }) => key)
      expect(keys(`  ${text.normalize('NFD').toUpperCase()} `)).toEqual(keys(text))
    }),
  )
  fc.assert(
    fc.property(fc.domain(), (host) => {
      const found = hostOfEmail(`a+b@${host}`)
      if (found === undefined) return
      expect(hostOfEmail(`B <x@${host.toUpperCase()}.>`)).toEqual(found)
      expect(hostOfEmail(`x@${found.name}`)).toEqual(found)
      expect(hostOfWebsite(`https://www.${found.name}:81/a`)?.host.domain).toBe(found.domain)
    }),
  )
})

test('the order of the accounts changes no match and no near-miss', async () => {
  let matches = 0
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(account, { minLength: 1, maxLength: 12 })
        .chain((list) => fc.tuple(fc.constant(withIds(list)), fc.shuffledSubarray(withIds(list), { minLength: list.length }))),
      lead,
      async ([accounts, shuffled], asked) => {
        const [one, other] = await Promise.all([accountIndex(accounts), accountIndex(shuffled)])
        const told = one.match(asked)
        if (told.account !== undefined) matches += 1
        expect(other.match(asked)).toEqual(told)
        expect(one.port(asked)?.id).toBe(told.account?.id)
      },
    ),
    { numRuns: 400 },
  )
  expect(matches).toBeGreaterThan(100)
})

test('the table of texts is a Map', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary-ascii', maxLength: 4 }), { maxLength: 3000, size: 'max' }), (texts) => {
      const [table, map] = [textTable(), new Map<string, number>()]
      for (const text of texts) {
        if (!map.has(text)) map.set(text, map.size)
        const number = table.add(text)
        expect(number).toBe(map.get(text))
        table.setNote(number, table.noteOf(number) + 1)
      }
      expect(table.size).toBe(map.size)
      for (const [text, number] of map) expect([table.numberOf(text), table.textOf(number)]).toEqual([number, text])
      expect([...map.values()].reduce((sum, number) => sum + table.noteOf(number), 0)).toBe(texts.length)
      expect(table.numberOf('longer than any')).toBe(-1)
    }),
    { numRuns: 30 },
  )
})
