// Normal forms at intake: rules compare exactly, so spellings end before them. What is ambiguous stays as it is, and the trace says why.
import { createRouter, type JsonObject, memoryStore, type Plan } from 'fairlead'
import { type NormaliseOptions, normalise, normaliseCountry } from 'fairlead/intake'

const plan: Plan = {
  fairlead: 1,
  name: 'intake',
  rules: [
    { name: 'bavaria', when: { company: { country: 'DE', state: 'BY' } }, to: { id: 'ana' } },
    { name: 'large software', when: { company: { industry: 'Software', employees: { gte: 50 } } }, to: { id: 'bob' } },
  ],
  otherwise: { to: { id: 'cy' } },
}

/** Nothing is normalised that is not named here. */
const options: NormaliseOptions = {
  country: { from: 'company.country', fill: { phone: 'phone', email: 'email' } },
  subdivision: { from: 'company.state', form: 'short' },
  postalCode: 'company.zip',
  industry: {
    from: 'company.industry',
    table: { Software: ['SaaS', 'IT services', 'NACE 62', 'NAICS 5415'], Construction: ['Bau', 'NACE 41-43'] },
  },
  employees: { from: 'company.size', to: 'company.employees', form: 'min' },
  email: 'email',
  phone: 'phone',
}

const leads: readonly JsonObject[] = [
  { id: 'L1', email: '"Ann" <Ann@Acme.example>', company: { country: 'Allemagne', state: 'Bavaria', zip: 'D-80331' } },
  { id: 'L2', company: { country: 'U.S.A.', state: 'Calif.', industry: 'saas', size: '51-200' } },
  { id: 'L3', company: { country: 'Georgia', industry: 'NACE 62.01', size: 'about fifty' } },
  { id: 'L4', phone: '+1 416 555 0123', email: 'kim@gromvel.io', company: { zip: 'm5v3l9' } },
]

export async function main(print: (line: string) => void): Promise<void> {
  const store = memoryStore()
  const router = createRouter({ plan, roster: [{ id: 'ana' }, { id: 'bob' }, { id: 'cy' }], store })
  router.use(normalise(options))
  for (const lead of leads) {
    const decision = await router.route(lead)
    print(`${decision.lead}: ${decision.kind === 'assigned' ? decision.rep : decision.queue} by ${decision.rule}`)
    for (const { code, message } of decision.trace.notes) print(`  ${code}: ${message}`)
  }
  const stored = await store.lead({ key: 'L1' })
  print(JSON.stringify(stored?.intake.lead.original))
  print(['Österreich', 'Korea', 'Atlantis'].map((name) => JSON.stringify(normaliseCountry(name))).join(' '))
}

if (import.meta.filename === process.argv[1]) await main(console.log)
