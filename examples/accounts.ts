// Accounts: whose company is it? Matched by domain, or by an equal name with a second piece of evidence; what is merely similar is suggested.
import { accountOwner, createRouter, memoryStore, type Plan } from 'fairlead'
import { accountIndex } from 'fairlead/accounts'

const plan: Plan = {
  fairlead: 1,
  name: 'accounts',
  rules: [{ name: 'account owner', to: accountOwner() }],
  otherwise: { to: {} },
}

const accounts = [
  { id: 'A1', owner: 'ana', name: 'Müller & Söhne GmbH', country: 'DE', domain: 'mueller.example;mueller-shop.example' },
  { id: 'A2', parent: 'A1', name: 'Müller Iberia S.L.', country: 'ES', domain: 'es.mueller.example' },
  { id: 'A3', owner: 'bob', name: 'Globex Corporation', country: 'US', state: 'NY' },
]

const leads = [
  { id: 'L1', email: 'Jo+news@Mail.Mueller-Shop.example' },
  { id: 'L2', email: 'jo@es.mueller.example' },
  { id: 'L3', companyName: 'GLOBEX CORP', country: 'USA', email: 'jo@gmail.com' },
  { id: 'L4', companyName: 'Globx', country: 'US', state: 'NY' },
  { id: 'L5', email: 'mueller.example@gmail.com', owner: 'mallory' },
]

export async function main(print: (line: string) => void): Promise<void> {
  const index = await accountIndex(accounts)
  const roster = [{ id: 'ana' }, { id: 'bob' }, { id: 'cy' }]
  const router = createRouter({ plan, roster, store: memoryStore(), accounts: index.port })
  for (const lead of leads) {
    const decision = await router.route(lead)
    const { account, by, score, evidence, nearMisses } = index.match(lead)
    const why = evidence.map(({ text }) => text).join(', ')
    print(`${lead.id}: rule ${decision.rule}; ${account === undefined ? 'no account' : `${account.id} by ${by}, ${score}: ${why}`}`)
    for (const near of nearMisses) print(`  near: ${near.account.id}, ${near.evidence.map(({ text }) => text).join(', ')}`)
  }
}
