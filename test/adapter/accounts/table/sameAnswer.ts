import fc from 'fast-check'
import { expect } from 'vitest'
import { accountIndex } from '../../../../src/adapter/accounts/accountIndex.js'
import type { AccountMatch } from '../../../../src/adapter/accounts/found.js'
import type { AccountTable } from '../../../../src/adapter/accounts/table/accountTable.js'
import type { Account } from '../../../../src/decide/decision.js'

const word = fc.constantFrom('Acme', 'Nord', 'Bank', 'Müller', 'Ølberg', 'GmbH', 'AG', 'Inc.', '&', 'The', 'S.A.', 'ООО', 'A', "O'Brien")
const name = fc.oneof(fc.constant(['Acme']), fc.array(word, { minLength: 1, maxLength: 2 })).map((words) => words.join(' '))
const domain = fc.constantFrom(
  ...['acme.com', 'de.acme.com', 'fr.acme.com', 'a.de.acme.com', 'nord.de', 'bank.co.uk', 'x.github.io', 'y.github.io'],
  ...['gmail.com', 'mail.gmail.com', 'linkedin.com/company/acme', 'localhost', 'acme.com;de.acme.com', ''],
)
const place = { country: fc.constantFrom('DE', 'US', undefined), state: fc.constantFrom('NY', 'TX', undefined) }
const more = { phone: fc.constantFrom('+49 30 123456', '0301234567', undefined), postalCode: fc.constantFrom('10115', 10115, undefined) }
const account = fc.record({
  ...{
    ...place,
    ...more,
    name,
    domain,
    aliases: fc.constantFrom(undefined, ['Nord Bank', 'Acme']),
    owner: fc.constantFrom('ana', '', undefined),
  },
  lastActiveAt: fc.constantFrom(1, 2, undefined),
  tier: fc.constantFrom(1, 2, undefined),
  parent: fc.constantFrom('A0', 'A1', 'A2', '\\x\\u0000', "'; drop table fairlead_accounts; --", undefined),
  note: fc.constantFrom(undefined, '\\u0000', { deep: ["'", '"', '\\', '{}'] }),
})

/** Ids that a careless statement would stumble over are among them. */
const odd = ['\\x\\u0000', "'; drop table fairlead_accounts; --", '\\u0000', 'Ä "quoted" {1,2}']
export const someAccounts = fc
  .array(account, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, n) => JSON.parse(JSON.stringify({ ...one, id: n >= 6 && n < 10 ? odd[n - 6] : `A${n}` })) as Account))

export const someLeads = fc.array(
  fc
    .record({
      ...{ ...place, ...more, companyName: fc.option(name, { nil: undefined }) },
      // Half of the leads show no domain of their own, and go by name.
      email: fc.oneof(fc.constant('gmail.com'), domain).map((at) => `jo@${at}`),
      website: fc.option(domain, { nil: undefined, freq: 1 }),
    })
    .map((one) => JSON.parse(JSON.stringify(one)) as object),
  { minLength: 1, maxLength: 8 },
)

const told = ({ account, by, score, evidence, tied }: AccountMatch<Account>) => ({ account, by, score, evidence, tied })

/** Near-misses that a table of these tests lists: all of them. */
export const most = 20

/** How often each way was gone, so that a test sees whether it tried anything. */
export interface Seen {
  domain: number
  name: number
  parent: number
  tied: number
  near: number
}

export const nothingSeen = (): Seen => ({ domain: 0, name: 0, parent: 0, tied: 0, near: 0 })

/** The table answers as an index of the same accounts does. */
export async function expectSameAnswers(
  table: AccountTable<object, Account>,
  accounts: readonly Account[],
  leads: readonly object[],
  seen: Seen,
) {
  const index = await accountIndex<Account, object>(accounts, { nearMisses: most })
  const ported = await Promise.all(leads.map((lead) => table.port(lead)))
  for (const [n, lead] of leads.entries()) {
    const expected = index.match(lead)
    const match = await table.match(lead)
    expect(told(match)).toEqual(told(expected))
    expect(ported[n]).toEqual(index.port(lead))
    // Without a match the index suggests similar names beside them, and a table never does.
    if (expected.account !== undefined) expect(match.nearMisses).toEqual(expected.nearMisses)
    for (const near of match.nearMisses) {
      expect(expected.nearMisses.map(({ account }) => account)).toContainEqual(near.account)
      expect(near.evidence.some(({ kind }) => kind === 'similarName')).toBe(false)
      seen.near += 1
    }
    if (expected.by !== undefined) seen[expected.by] += 1
    if (expected.tied) seen.tied += 1
    if (expected.evidence.some(({ kind }) => kind === 'parent')) seen.parent += 1
  }
}
