import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../../src/adapter/calendar/address.js'
import { hostSet, readFeedUrl } from '../../../src/adapter/calendar/feedUrl.js'

describe('addresses', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '0:0:0:0:0:ffff:0a00:0001',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'fec0::1',
    'ff02::1',
    '',
    'localhost',
    '1.2.3',
    '0177.0.0.1',
    '127.1',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('addresses of feeds', () => {
  const nobody = hostSet([])

  test.each([
    'file:///etc/passwd',
    'ftp://example.com/a',
    'data:text/calendar,x',
    'javascript:1',
    'gopher://example.com',
    '',
    'calendar',
    '//example.com/x',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://①②⑦.0.0.1/',
    'http://0/',
    `https://example.com/${'x'.repeat(4000)}`,
  ])('%s is refused', (url) => {
    expect(readFeedUrl(url, nobody)).toBeUndefined()
  })

  test.each([
    ['https://example.com/a.ics?key=1', 'https://example.com/a.ics?key=1'],
    ['webcal://example.com/a.ics', 'https://example.com/a.ics'],
    ['WEBCAL://example.com/a.ics', 'https://example.com/a.ics'],
    ['http://8.8.8.8/a', 'http://8.8.8.8/a'],
  ])('%s is %s', (url, expected) => {
    expect(readFeedUrl(url, nobody)).toMatchObject({ url: new URL(expected), trusted: false })
  })

  test.each([
    ['http://127.0.0.1:8080/a', ['127.0.0.1'], true],
    ['http://127.0.0.1:8080/a', ['127.0.0.1:8080'], true],
    ['http://127.0.0.1:8081/a', ['127.0.0.1:8080'], undefined],
    ['http://[::1]:8080/a', ['::1'], true],
    ['http://[::1]:8080/a', ['[::1]:8080'], true],
    ['http://[::1]:8080/a', ['[::1]'], true],
    ['https://Intranet.Example./a', ['intranet.example'], true],
    ['https://intranet.example/a', ['INTRANET.example:443'], true],
    ['https://x.intranet.example/a', ['intranet.example'], false],
    ['https://intranet.example.evil.test/a', ['intranet.example'], false],
  ])('%s with %j allowed: trusted is %s', (url, hosts, trusted) => {
    expect(readFeedUrl(url, hostSet(hosts))?.trusted).toBe(trusted)
  })
})
