import { BlockList, isIP } from 'node:net'

/**
 * Whether an address belongs to the public internet: no host of ours, of the local network or of the cloud's inside can be reached by it.
 * By the registries of IANA for special purposes (RFC 6890 and its successors). Addresses of IPv6 that carry one of IPv4 (mapped, NAT64,
 * 6to4, Teredo) are refused altogether: nobody publishes a calendar there, and what they lead to depends on the network.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !reserved4.check(address, 'ipv4')
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  return family === 6 && !address.includes('%') && global6.check(address, 'ipv6') && !reserved6.check(address, 'ipv6')
}

const reserved4 = blocked('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

/** All that IANA has given out so far. Loopback, mapped, NAT64, local, link-local and multicast addresses lie outside. */
const global6 = blocked('ipv6', [['2000::', 3]])

const reserved6 = blocked('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
])

function blocked(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, bits] of subnets) list.addSubnet(address, bits, family)
  return list
}
