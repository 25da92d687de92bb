// Accounts in the host's own database, beside the leads; and a look-up of the host's, asked once for leads that arrive together.
import { DatabaseSync } from '@photostructure/sqlite'
import { accountOwner, createRouter, type Plan } from 'fairlead'
import { accountTable, inBatches } from 'fairlead/accounts'
import { sqliteStore } from 'fairlead/sqlite'

const plan: Plan = {
  fairlead: 1,
  name: 'accounts',
  rules: [{ name: 'account owner', to: accountOwner() }],
  otherwise: { to: { id: 'cy' } },
}
const roster = [{ id: 'ana' }, { id: 'bob' }, { id: 'cy' }]

interface Lead {
  readonly id: string
  readonly email?: string
  readonly companyName?: string
  readonly country?: string
}

export async function main(print: (line: string) => void): Promise<void> {
  const database = new DatabaseSync(':memory:')
  const table = accountTable(database)
  const { put, problems } = await table.put([
    { id: 'A1', owner: 'ana', name: 'Müller & Söhne GmbH', country: 'DE', domain: 'mueller.example' },
    { id: 'A2', parent: 'A1', name: 'Müller Iberia S.L.', country: 'ES', domain: 'es.mueller.example' },
    { id: 'A3', owner: 'bob', name: 'Globex Corporation', country: 'US', domain: 'gmail.com' },
  ])
  print(`${put} accounts; ${problems.map(({ message }) => message).join(' ')}`)

  const router = createRouter({ plan, roster, store: sqliteStore(database), accounts: table.port })
  const route = async (lead: Lead): Promise<void> => {
    const decision = await router.route({ ...lead })
    const { account, by, evidence } = await table.match(lead)
    const why = account === undefined ? 'no account' : `${account.id} by ${by}: ${evidence.map(({ text }) => text).join(', ')}`
    print(`${lead.id}: ${decision.kind === 'assigned' ? decision.rep : decision.kind}; ${why}`)
  }
  await route({ id: 'L1', email: 'jo@es.mueller.example' })
  await route({ id: 'L2', companyName: 'GLOBEX CORP', country: 'USA', email: 'jo@gmail.com' })
  await route({ id: 'L3', companyName: 'Globx', country: 'US' })

  // The company has another owner from now on, and one account is gone.
  await table.put([{ id: 'A1', owner: 'bob', name: 'Müller & Söhne GmbH', country: 'DE', domain: 'mueller.example' }])
  await table.remove(['A3'])
  await route({ id: 'L4', email: 'jo@mueller.example' })
  await route({ id: 'L5', companyName: 'GLOBEX CORP', country: 'USA' })
  print(`${await table.count()} accounts`)
  database.close()

  // A CRM that answers for many at once.
  const owners = new Map([['acme.example', 'ana']])
  const questions: number[] = []
  const lookedUp = inBatches(async (leads: readonly Lead[]) => {
    questions.push(leads.length)
    return leads.map(({ email = '' }) => {
      const domain = email.slice(email.indexOf('@') + 1)
      const owner = owners.get(domain)
      return owner === undefined ? undefined : { id: domain, owner }
    })
  })
  const found = await Promise.all(
    ['ann@acme.example', 'bo@else.example', 'cy@acme.example'].map((email, n) => lookedUp({ id: `M${n}`, email })),
  )
  print(`${found.map((account) => account?.owner ?? 'nobody').join(', ')}; questions of ${questions.join(' and ')} leads`)
}
