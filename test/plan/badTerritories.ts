import type { BadPlan, Path } from './badPlan.js'
import { planWith } from './plans.js'

const sales: Path = ['territories', 'sales']
const row: Path = [...sales, 0]
const dach = { name: 'dach', when: { country: 'DE' } }
const withRows = (...rows: readonly unknown[]): Record<string, unknown> => planWith({ territories: { sales: rows } })
const withRow = (parts: object): Record<string, unknown> => withRows({ ...dach, ...parts })
const withTarget = (to: unknown, more: object = {}): Record<string, unknown> =>
  planWith({ territories: { sales: [dach] }, rotations: {}, rules: [{ name: 'by territory', to, ...more }] })
const long = 'n'.repeat(201)
const chain = Array.from({ length: 40 }, (_, index) => ({
  name: `t${index}`,
  when: {},
  ...(index === 0 ? {} : { within: `t${index - 1}` }),
}))

export const badTerritories: readonly BadPlan[] = [
  ...[[], 'x', null, 5].map(
    (value): BadPlan => [`territories ${JSON.stringify(value)}`, planWith({ territories: value }), 'wrongType', ['territories'], 'schema'],
  ),
  ...[{}, 'x', null, 5].map(
    (value): BadPlan => [`a table ${JSON.stringify(value)}`, planWith({ territories: { sales: value } }), 'wrongType', sales, 'schema'],
  ),
  ['a table without territories', withRows(), 'emptyGroup', sales, 'schema'],
  ['a table named account', planWith({ territories: { account: [dach] } }), 'reservedName', ['territories', 'account'], 'schema'],
  ['a table named gte', planWith({ territories: { gte: [dach] } }), 'reservedName', ['territories', 'gte'], 'schema'],
  [
    'a table named like a segment',
    planWith({ segments: { sales: { a: {} } }, territories: { sales: [dach] }, rules: [] }),
    'duplicateName',
    sales,
  ],
  ...[[], 'x', null, 5].map((value): BadPlan => [`a territory ${JSON.stringify(value)}`, withRows(value), 'wrongType', row, 'schema']),
  ['a territory without name', withRows({ when: {} }), 'missingField', [...row, 'name'], 'schema'],
  ...['', 5, null, {}].map(
    (name): BadPlan => [`a territory named ${JSON.stringify(name)}`, withRow({ name }), 'wrongType', [...row, 'name'], 'schema'],
  ),
  ['a territory with a long name', withRow({ name: long }), 'tooMuch', [...row, 'name'], 'schema'],
  ['two territories of one name', withRows(dach, dach), 'duplicateName', [...sales, 1, 'name']],
  [
    'two territories equal after NFC',
    withRows({ name: '\u00fc', when: {} }, { name: 'u\u0308', when: {} }),
    'duplicateName',
    [...sales, 1, 'name'],
  ],
  ['a territory with an unknown field', withRow({ rep: 'ana' }), 'unknownField', [...row, 'rep'], 'schema'],
  ['a territory within one that is not there', withRow({ within: 'emea' }), 'unknownTerritory', [...row, 'within']],
  ['a territory within a number', withRow({ within: 5 }), 'wrongType', [...row, 'within'], 'schema'],
  ['a territory within itself', withRow({ within: 'dach' }), 'contradiction', [...row, 'within']],
  [
    'two territories within each other',
    withRows({ ...dach, within: 'at' }, { name: 'at', when: {}, within: 'dach' }),
    'contradiction',
    [...row, 'within'],
  ],
  ['more levels than allowed', withRows(...chain), 'tooMuch', [...sales, 32, 'within']],
  ['a territory without condition, with nothing within', withRows({ name: 'dach' }), 'missingField', [...row, 'when']],
  ['a territory with a bad condition', withRow({ when: { size: { gte: 'x' } } }), 'badOperand', [...row, 'when', 'size', 'gte'], 'schema'],
  [
    'a territory that asks for an unknown list',
    withRow({ when: { x: { inList: 'nope' } } }),
    'unknownList',
    [...row, 'when', 'x', 'inList'],
  ],
  ...[[], 'ana', null, 5].map(
    (reps): BadPlan => [`reps ${JSON.stringify(reps)} of a territory`, withRow({ reps }), 'wrongType', [...row, 'reps'], 'schema'],
  ),
  ['a territory that names nobody', withRow({ reps: {} }), 'emptyGroup', [...row, 'reps'], 'schema'],
  ...[0, -1, '1', null, true].map(
    (weight): BadPlan => [
      `a weight ${JSON.stringify(weight)} in a territory`,
      withRow({ reps: { ana: weight } }),
      'wrongType',
      [...row, 'reps', 'ana'],
      'schema',
    ],
  ),
  ['a rule for a table that is not there', withTarget({ territoryReps: 'sale' }), 'unknownTerritory', ['rules', 0, 'to', 'territoryReps']],
  ...[5, null, {}, ['sales']].map(
    (table): BadPlan => [
      `a rule for the table ${JSON.stringify(table)}`,
      withTarget({ territoryReps: table }),
      'wrongType',
      ['rules', 0, 'to', 'territoryReps'],
      'schema',
    ],
  ),
  [
    'a rule for a territory with a bad condition beside it',
    withTarget({ territoryReps: 'sales', level: { gte: 'x' } }),
    'badOperand',
    ['rules', 0, 'to', 'level', 'gte'],
    'schema',
  ],
  [
    'a rule named like the rotation of a territory',
    planWith({
      territories: { sales: [dach] },
      rotations: {},
      rules: [
        { name: 'r', to: { territoryReps: 'sales' } },
        { name: 'r @ dach', to: {} },
      ],
    }),
    'duplicateName',
    ['rules', 1, 'name'],
  ],
  [
    'otherwise for a territory',
    planWith({ territories: { sales: [dach] }, rules: [], otherwise: { to: { territoryReps: 'sales' } } }),
    'misplaced',
    ['otherwise', 'to', 'territoryReps'],
  ],
  [
    'a step for a territory',
    withTarget({}, { escalate: [{ after: { hours: 1 }, to: { territoryReps: 'sales' } }] }),
    'misplaced',
    ['rules', 0, 'escalate', 0, 'to', 'territoryReps'],
  ],
  [
    'a queue for the reps of a territory',
    { ...withTarget({ queue: 'pool' }), queues: { pool: { claims: { territoryReps: 'sales' } } } },
    'misplaced',
    ['queues', 'pool', 'claims', 'territoryReps'],
  ],
  ['a rule that asks for an unknown territory', withTarget({}, { when: { sales: 'dash' } }), 'unknownLabel', ['rules', 0, 'when', 'sales']],
]
