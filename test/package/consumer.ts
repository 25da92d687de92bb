import type { Door } from '../../scripts/doors.js'

const program = `
const routing = defineRouting({ lead: LEAD, rep: REP })
const plan = routing.plan({
  name: 'inbound',
  rules: [{ name: 'dach', when: { country: ['DE', 'AT'] }, to: { territory: 'dach' } }],
  otherwise: { to: {} },
})
const roster = [
  { id: 'ana', territory: 'dach' },
  { id: 'ben', territory: 'nordics' },
]

async function routeOne(store: STORE) {
  const router = createRouter({ plan, roster, store })
  const decision = await router.route({ id: 'L1', country: 'DE' })
  await store.end()
  return decision.kind === 'assigned' ? decision.rule + ' -> ' + decision.rep : decision.kind
}

async function codeOf(failing: () => unknown) {
  try {
    await failing()
    return 'no error'
  } catch (error) {
    return isRoutingError(error) ? error.code : String(error)
  }
}

async function main() {
  console.log('memory:', await routeOne(memoryStore()))
  console.log('sqlite:', await routeOne(sqliteStore(process.argv[2] ?? ':memory:')))
  const router = createRouter({ plan, roster, store: memoryStore() })
  // @ts-expect-error a lead without an id
  console.log('refused:', await codeOf(() => router.route({ country: 'DE' })))
  console.log('names:', DOORS.map((door) => Object.keys(door).length > 0).join(' '))
}

void main()
`

const front = ['createRouter', 'defineRouting', 'isRoutingError', 'memoryStore', 'type']

/** What every consumer prints, however it is built and loaded. */
export function expectedOutput(doors: readonly Door[]): string {
  return `memory: dach -> ana\nsqlite: dach -> ana\nrefused: badLead\nnames: ${doors.map(() => 'true').join(' ')}\n`
}

/** A program that uses every door, in TypeScript. It says `import`; compiled as CommonJS that becomes `require`. */
export function typescriptConsumer(doors: readonly Door[]): string {
  const imports = doors.map((door, index) => `import * as door${index} from '${door.specifier}'`)
  return [
    `import { ${front.join(', ')}, type Store } from 'fairlead'`,
    `import { sqliteStore } from 'fairlead/sqlite'`,
    ...imports,
    fill(program, doors, { LEAD: 'type<{ id: string; country?: string }>()', REP: 'type<{ id: string; territory: string }>()' }),
  ].join('\n')
}

/** The same in JavaScript. */
export function javascriptConsumer(doors: readonly Door[], style: 'import' | 'require'): string {
  const take = (what: string, specifier: string) =>
    style === 'import' ? `import ${what} from '${specifier}'` : `const ${what.replace('* as ', '')} = require('${specifier}')`
  return [
    take(`{ ${front.join(', ')} }`, 'fairlead'),
    take('{ sqliteStore }', 'fairlead/sqlite'),
    ...doors.map((door, index) => take(`* as door${index}`, door.specifier)),
    fill(program, doors, { LEAD: 'type()', REP: 'type()' }).replaceAll(/: STORE|: Store|: \(\) => unknown/g, ''),
  ].join('\n')
}

function fill(text: string, doors: readonly Door[], types: { readonly LEAD: string; readonly REP: string }): string {
  return text
    .replace('LEAD', types.LEAD)
    .replace('REP', types.REP)
    .replace('STORE', 'Store')
    .replace('DOORS', `[${doors.map((_, index) => `door${index}`).join(', ')}]`)
}
