/** The files of `fairlead init`, by name. Small enough to read at one go; each rule of the plan has a lead that shows it. */
export const sampleFiles: { readonly [name: string]: string } = {
  'plan.json': `{
  "$schema": "./node_modules/fairlead/schema/plan.schema.json",
  "fairlead": 1,
  "name": "inbound",
  "segments": {
    "territory": {
      "dach": { "company": { "country": ["DE", "AT", "CH"] } },
      "northAmerica": { "company": { "country": ["US", "CA"] } }
    }
  },
  "rules": [
    { "name": "account owner", "to": { "id": { "same": "account.owner" } } },
    { "name": "low score", "when": { "score": { "lt": 20 } }, "to": { "queue": "nurture" } },
    {
      "name": "enterprise",
      "when": { "company": { "employees": { "gte": 500 } } },
      "to": { "role": "enterprise" },
      "by": "leastLoaded"
    },
    { "name": "territory", "to": { "territory": { "same": "territory" } }, "by": { "weighted": "quota" } }
  ],
  "otherwise": { "to": { "role": "ae" }, "by": "roundRobin" }
}
`,
  'reps.json': `[
  { "id": "ana", "name": "Ana Ruiz", "role": "ae", "territory": "dach", "quota": 3, "capacity": 40 },
  { "id": "ben", "name": "Ben Okoro", "role": "ae", "territory": "dach", "quota": 1, "capacity": 40 },
  { "id": "cleo", "name": "Cleo Martin", "role": "ae", "territory": "northAmerica", "quota": 2, "capacity": 40 },
  { "id": "dev", "name": "Dev Patel", "role": "enterprise", "capacity": 15, "backup": "ana" }
]
`,
  'leads.jsonl': `{"id":"L1","email":"jo@globex.com","score":70,"company":{"name":"Globex","country":"US","employees":120}}
{"id":"L2","email":"mia@initech.example","score":8,"company":{"name":"Initech","country":"US","employees":30}}
{"id":"L3","email":"tom@hooli.example","score":55,"company":{"name":"Hooli","country":"DE","employees":2400}}
{"id":"L4","email":"eva@vandelay.example","score":61,"company":{"name":"Vandelay","country":"AT","employees":60}}
{"id":"L5","email":"kim@pied.example","score":44,"company":{"name":"Pied Piper","country":"CA","employees":12}}
{"id":"L6","email":"ola@acme.example","score":90,"company":{"name":"Acme","country":"JP"}}
`,
  'accounts.csv': `id,name,owner,domain
A1,Globex,ben,globex.com;globex.de
A2,Umbrella,cleo,umbrella.example
`,
  'plan.test.mjs': `// Run it: node --test
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { given } from 'fairlead/testing'

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const world = { plan: read('plan.json'), reps: read('reps.json') }

test('a German lead goes to the territory', async () => {
  const outcome = await given(world).when({ id: 'L1', company: { country: 'DE', employees: 50 } })
  outcome.goesTo('ana', { rule: 'territory' })
})

test('an account stays with its owner', async () => {
  const team = given({ ...world, accounts: { L1: { id: 'A1', owner: 'ben' } } })
  const outcome = await team.when({ id: 'L1', company: { country: 'US' } })
  outcome.goesTo('ben', { rule: 'account owner' })
})

test('an absent owner is passed over', async () => {
  const team = given({ ...world, accounts: { L1: { id: 'A1', owner: 'ben' } }, away: { ben: 'on holiday' } })
  const outcome = await team.when({ id: 'L1', company: { country: 'AT' } })
  outcome.goesTo('ana', { rule: 'territory' }).because('ben', 'on holiday')
})

test('a low score is nurtured', async () => {
  const outcome = await given(world).when({ id: 'L1', score: 5 })
  outcome.waitsIn('nurture')
})
`,
}
