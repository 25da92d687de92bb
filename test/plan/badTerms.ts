import type { BadPlan, Path } from './badPlan.js'
import { withTerms } from './plans.js'

const shared: Path = ['rotations', 'shared']
const value = { field: 'amount', typical: 20_000 }

const words = (
  [
    ['absence', ['forgive', 'repay'], 'replay'],
    ['declined', ['giveBack', 'keep'], 'giveback'],
    ['disqualified', ['giveBack', 'keep'], 'keeps'],
    ['merged', ['giveBack', 'keep'], 'give back'],
    ['manual', ['count', 'ignore'], 'counts'],
  ] as const
).flatMap(([term, known, misspelled]): BadPlan[] => [
  ...[misspelled, 'x', '', 5, null, true, [known[0]], {}].map(
    (word): BadPlan => [
      `${term} ${JSON.stringify(word)}`,
      withTerms({ [term]: word }),
      'wrongType',
      [...shared, term],
      'schema',
      new RegExp(`^\`${term}\` is .*Write "${known[0]}" or "${known[1]}"`),
    ],
  ),
  [
    `a nearly right word of ${term}`,
    withTerms({ [term]: misspelled, rate: 3 }),
    'wrongType',
    [...shared, term],
    'schema',
    new RegExp(`Did you mean "(${known.join('|')})"\\?`),
  ],
])

const numbers: readonly BadPlan[] = [
  ...[0, -1, -0.5, '5', null, true, [], {}].map(
    (atMost): BadPlan => [
      `atMost ${JSON.stringify(atMost)}`,
      withTerms({ atMost }),
      'wrongType',
      [...shared, 'atMost'],
      'schema',
      /above 0 and up to 100\. .*leads/,
    ],
  ),
  ...[100.5, 1e300].map(
    (atMost): BadPlan => [`atMost ${atMost}`, withTerms({ atMost }), 'tooMuch', [...shared, 'atMost'], 'schema', /up to 100/],
  ),
  ...[0, 1, -2, 2.5, '2', null, false, [], {}].map(
    (rate): BadPlan => [
      `rate ${JSON.stringify(rate)}`,
      withTerms({ rate }),
      'wrongType',
      [...shared, 'rate'],
      'schema',
      /whole number from 2 to 10\. .*"rate": 2/,
    ],
  ),
  ...[11, 10.5, 1e9].map(
    (rate): BadPlan => [`rate ${rate}`, withTerms({ rate }), 'tooMuch', [...shared, 'rate'], 'schema', /from 2 to 10/],
  ),
]

const values: readonly BadPlan[] = [
  [
    'a value as a path',
    withTerms({ value: 'deal.size' }),
    'wrongType',
    [...shared, 'value'],
    'schema',
    /Write \{ "field": "deal\.size", "typical": 20000 \}: what an ordinary lead is worth/,
  ],
  ...['', 5, null, true, ['amount']].map(
    (wrong): BadPlan => [
      `value ${JSON.stringify(wrong)}`,
      withTerms({ value: wrong }),
      'wrongType',
      [...shared, 'value'],
      'schema',
      /Write \{ "field": "amount", "typical": 20000 \}/,
    ],
  ),
  ['a value of nothing', withTerms({ value: {} }), 'missingField', [...shared, 'value', 'field'], 'schema', /"field": "amount"/],
  [
    'a value without its unit',
    withTerms({ value: { field: 'amount' } }),
    'missingField',
    [...shared, 'value', 'typical'],
    'schema',
    /what an ordinary lead is worth\. .*"typical": 20000/,
  ],
  [
    'a misspelled field of a value',
    withTerms({ value: { field: 'amount', typicl: 5 } }),
    'unknownField',
    [...shared, 'value', 'typicl'],
    'schema',
    /Did you mean "typical"\?/,
  ],
  ...['', 'a..b', '.', 5, null, [], {}].map(
    (field): BadPlan => [
      `a value at ${JSON.stringify(field)}`,
      withTerms({ value: { ...value, field } }),
      'wrongType',
      [...shared, 'value', 'field'],
      'schema',
      /no path to a field/,
    ],
  ),
  [
    'a value at a reserved field',
    withTerms({ value: { ...value, field: 'amount.gte' } }),
    'reservedName',
    [...shared, 'value', 'field'],
    undefined,
    /`gte` is a word of the plan language/,
  ],
  ...[0, -5, '20000', null, true, {}, []].map(
    (typical): BadPlan => [
      `typical ${JSON.stringify(typical)}`,
      withTerms({ value: { ...value, typical } }),
      'wrongType',
      [...shared, 'value', 'typical'],
      'schema',
      /not a number above 0\. .*ordinary lead/,
    ],
  ),
]

/** Each wrong by itself, whatever the rules say. */
export const badTerms: readonly BadPlan[] = [...words, ...numbers, ...values]
