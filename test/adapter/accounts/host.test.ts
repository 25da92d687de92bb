import { expect, test } from 'vitest'
import { freeMailDomains, isAmong } from '../../../src/adapter/accounts/freeMail.js'
import { type Host, hostOfEmail, hostOfWebsite, namesUp } from '../../../src/adapter/accounts/host.js'

test.each([
  ['Jo.Doe+news@Mail.ACME.co.uk', 'mail.acme.co.uk', 'acme.co.uk'],
  ['"a@b"@acme.com', 'acme.com', 'acme.com'],
  ['Jo Doe <jo@müller.de>', 'xn--mller-kva.de', 'xn--mller-kva.de'],
  ['jo@acme.com.', 'acme.com', 'acme.com'],
  ['jo@acme.github.io', 'acme.github.io', 'acme.github.io'],
  ['jo@ａｃｍｅ。com', 'acme.com', 'acme.com'],
  ['jo@acme.example', 'acme.example', 'acme.example'],
])('the host of %s', (email, name, domain) => {
  expect(hostOfEmail(email)).toMatchObject({ name, domain })
})

test.each([
  'jo',
  'jo@',
  '@',
  'jo@localhost',
  'jo@mail.acme.local',
  'jo@10.0.0.1',
  'jo@[::1]',
  'jo@co.uk',
  'jo@github.io',
  `jo@${'a'.repeat(3000)}.com`,
  'jo@a b.com',
])('no host: %s', (email) => {
  expect(hostOfEmail(email)).toBeUndefined()
})

test.each([
  ['https://www.Acme.com:8080/en?a=b#c', 'acme.com', true],
  ['acme.com:8080', 'acme.com', false],
  ['www.acme.com:443/x', 'acme.com', true],
  ['acme.com', 'acme.com', false],
  ['  http://acme.com/ ', 'acme.com', false],
  ['//shop.acme.com/x', 'shop.acme.com', true],
  ['http:\\\\acme.com', 'acme.com', false],
  ['ftp://user:word@acme.com', 'acme.com', false],
  ['WWW2.acme.com?x', 'acme.com', true],
])('the host of the website %s', (website, name, deep) => {
  expect(hostOfWebsite(website)).toMatchObject({ host: { name }, deep })
})

test.each(['', 'acme', 'http://', 'https:///x', 'see our page'])('no website: %s', (website) => {
  expect(hostOfWebsite(website)).toBeUndefined()
})

test('a host belongs to each name above it, up to its registrable domain', () => {
  expect(namesUp(hostOfEmail('jo@a.b.acme.co.uk') as Host)).toEqual(['a.b.acme.co.uk', 'b.acme.co.uk', 'acme.co.uk'])
})

test('free and disposable mail is known, also below its domain', () => {
  const domains = new Set(freeMailDomains)
  expect(domains.size).toBeGreaterThan(10_000)
  const isFree = (email: string) => isAmong(domains, hostOfEmail(email) as Host)
  for (const name of ['gmail.com', 'web.de', 'mailinator.com', 'x.yopmail.com', 'a1.net', 'hey.com', 'privaterelay.appleid.com'])
    expect(isFree(`jo@${name}`), name).toBe(true)
  for (const name of ['apple.com', 'microsoft.com', 'acme.example', 'notgmail.com.example']) expect(isFree(`jo@${name}`), name).toBe(false)
})
