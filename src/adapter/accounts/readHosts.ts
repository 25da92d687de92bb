import type { AccountFacts } from './facts.js'
import { isAmong, isPlatform } from './freeMail.js'
import { type Host, hostOfEmail, hostOfWebsite } from './host.js'

/** The hosts by which an account matches: not those where anybody can have an address or a page. */
export function readHosts(
  { websites = [], emails = [] }: Pick<AccountFacts, 'websites' | 'emails'>,
  freeMail: ReadonlySet<string>,
  id: string,
  add: (host: Host) => void,
  complain: (code: 'badDomain' | 'freeMail', message: string) => void,
): void {
  for (const [hostOf, texts] of [
    [hostOfAccount, websites],
    [hostOfEmail, emails],
  ] as const)
    for (const text of texts) {
      const host = hostOf(text)
      if (host === undefined) complain('badDomain', `The account ${id} has a domain that is none, and matches nothing by it.`)
      else if (isAmong(freeMail, host))
        complain('freeMail', `The account ${id} has the domain ${host.name}, where anybody can have an address; it matches nothing by it.`)
      else add(host)
    }
}

function hostOfAccount(text: string): Host | undefined {
  const found = hostOfWebsite(text)
  return found === undefined || (found.deep && isPlatform(found.host)) ? undefined : found.host
}
