import type { BadPlan, Path } from './badPlan.js'
import { planWith, ruleWith, withTerms } from './plans.js'

const shared: Path = ['rotations', 'shared']
const long = 'n'.repeat(201)
const value = { field: 'amount', typical: 20_000 }

const names: readonly BadPlan[] = [
  ...[[], 'shared', 5, null, true].map(
    (rotations): BadPlan => [
      `rotations ${JSON.stringify(rotations)}`,
      planWith({ rotations }),
      'wrongType',
      ['rotations'],
      'schema',
      /`rotations` is .*, not an object/,
    ],
  ),
  ...[[], 'repay', 5, null, true].map(
    (terms): BadPlan => [`terms ${JSON.stringify(terms)}`, withTerms(terms), 'wrongType', shared, 'schema', /terms of "shared"/],
  ),
  [
    'a misspelled term',
    withTerms({ abscence: 'repay' }),
    'unknownField',
    [...shared, 'abscence'],
    'schema',
    /no field "abscence"\. Did you mean "absence"\? Fields are absence, declined, disqualified, merged, manual, atMost, rate, value/,
  ],
  ['an inherited name as term', withTerms({ toString: 'repay' }), 'unknownField', [...shared, 'toString'], 'schema'],
  ['a rotation without name', withTerms({}, ''), 'wrongType', ['rotations', ''], 'schema', /not a name/],
  ['a rotation with a long name', withTerms({}, long), 'tooMuch', ['rotations', long], 'schema'],
  [
    'terms of rotations equal after NFC',
    { ...ruleWith({ rotation: '\u00fc' }), rotations: { '\u00fc': {}, 'u\u0308': {} } },
    'duplicateName',
    ['rotations', 'u\u0308'],
    undefined,
    /occurs twice/,
  ],
  [
    'terms of a misspelled rotation',
    withTerms({}, 'shred'),
    'unknownRotation',
    ['rotations', 'shred'],
    undefined,
    /No rule takes turns in a rotation "shred"\. Did you mean "shared"\? .*Rotations are "account owner", "strategic", "shared", /,
  ],
  [
    'terms by the name of a rule that takes turns elsewhere',
    withTerms({}, 'territory'),
    'unknownRotation',
    ['rotations', 'territory'],
    undefined,
    /named by its rules' `rotation`, or else after its rule/,
  ],
  [
    'terms of a fallback that takes turns elsewhere',
    withTerms({}, 'otherwise'),
    'unknownRotation',
    ['rotations', 'otherwise'],
    undefined,
    /No rule takes turns in a rotation "otherwise"/,
  ],
  [
    'terms of a queue',
    withTerms({}, 'low score'),
    'unknownRotation',
    ['rotations', 'low score'],
    undefined,
    /The rule "low score" sends its leads to a queue/,
  ],
  [
    'terms where everything goes to queues',
    { ...planWith({ rules: [], otherwise: { to: { queue: 'all' } } }), rotations: { otherwise: {} } },
    'unknownRotation',
    ['rotations', 'otherwise'],
    undefined,
    /all its leads go to queues/,
  ],
  ['terms of a rotation named like a method', withTerms({}, 'constructor'), 'unknownRotation', ['rotations', 'constructor']],
]

const both = (by: unknown, terms: unknown): unknown => ({
  ...planWith({
    rules: [
      { name: 'in turn', to: {}, rotation: 'ae' },
      { name: 'by load', to: {}, rotation: 'ae', by },
    ],
  }),
  rotations: { ae: terms },
})

const credits: readonly BadPlan[] = [
  ...['leastLoaded', 'bestFit'].map(
    (by): BadPlan => [
      `a value where one rule is by ${by}`,
      both(by, { value }),
      'misplaced',
      ['rotations', 'ae', 'value'],
      undefined,
      /rotation "ae": the rule "by load" picks by .* must be "roundRobin" or \{ "weighted": "field" \}/,
    ],
  ),
  ...[{ absence: 'repay' }, { declined: 'giveBack' }, { manual: 'count' }, { atMost: 2 }, { value }].flatMap((terms) => [
    ...['healthcare', 'every operator'].map(
      (rotation): BadPlan => [
        `${JSON.stringify(terms)} in ${rotation}, which keeps no credits`,
        withTerms(terms, rotation),
        'misplaced',
        ['rotations', rotation],
        undefined,
        new RegExp(`"${rotation}" keeps no credits: the rule "${rotation}" picks by open leads or by a strategy of yours`),
      ],
    ),
  ]),
  [
    'terms where two rules keep no credits',
    {
      ...planWith({
        rules: [
          { name: 'a', to: {}, by: 'leastLoaded', rotation: 'x' },
          { name: 'b', to: {}, by: 'bestFit', rotation: 'x' },
        ],
      }),
      rotations: { x: { rate: 3 } },
    },
    'misplaced',
    ['rotations', 'x'],
    undefined,
    /keeps no credits: the rules "a", "b" pick by/,
  ],
]

const elsewhere: readonly BadPlan[] = [
  ...(
    [
      ['value', 'amount'],
      ['value', value],
      ['absence', 'repay'],
      ['declined', 'keep'],
      ['disqualified', 'keep'],
      ['merged', 'keep'],
      ['manual', 'count'],
      ['atMost', 5],
      ['rate', 2],
    ] as const
  ).map(
    ([term, given]): BadPlan => [
      `${term} ${JSON.stringify(given)} at a rule`,
      ruleWith({ [term]: given }),
      'unknownField',
      ['rules', 0, term],
      'schema',
      new RegExp(`no field "${term}"\\. .*under \`rotations\` at the top of the plan.*"rotations": \\{ "one": \\{ "${term}": … \\} \\}`),
    ],
  ),
  [
    'a term at a rule that shares its rotation',
    ruleWith({ rotation: 'ae', absence: 'repay' }),
    'unknownField',
    ['rules', 0, 'absence'],
    'schema',
    /"rotations": \{ "ae": \{ "absence": … \} \}/,
  ],
  [
    'a term at the fallback',
    planWith({ otherwise: { to: {}, value: 'amount' } }),
    'unknownField',
    ['otherwise', 'value'],
    'schema',
    /"rotations": \{ "otherwise": \{ "value": … \} \}/,
  ],
  [
    'deadlines at a rule that has terms',
    { ...ruleWith({ escalates: [] }), rotations: { one: { absence: 'repay' } } },
    'unknownField',
    ['rules', 0, 'escalates'],
    'schema',
    /Fields are name, when, to, by, rotation, whenNobody, limits, notify/,
  ],
]

/** Terms of rotations that are none, or that do not go with their rules; and terms that stand elsewhere. */
export const badRotations: readonly BadPlan[] = [...names, ...credits, ...elsewhere]
