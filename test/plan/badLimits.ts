import type { BadPlan, Path } from './badPlan.js'
import { planWith, ruleWith } from './plans.js'

const limits: Path = ['rules', 0, 'limits']
const queueing = (terms: unknown, name = 'pool'): unknown =>
  planWith({ rules: [{ name: 'x', to: { queue: 'pool' } }], queues: { [name]: terms } })
const pool: Path = ['queues', 'pool']

export const badLimits: readonly BadPlan[] = [
  ...[5, 'x', null, [], true].map(
    (value): BadPlan => [`limits ${JSON.stringify(value)}`, ruleWith({ limits: value }), 'wrongType', limits, 'schema'],
  ),
  ...(['open', 'perHour', 'perDay', 'perWeek'] as const).flatMap((field) =>
    [-1, 1.5, '5', null, true, [], {}].map(
      (value): BadPlan => [
        `a limit ${field} ${JSON.stringify(value)}`,
        ruleWith({ limits: { [field]: value } }),
        'wrongType',
        [...limits, field],
        'schema',
        /whole number of at least 0/,
      ],
    ),
  ),
  ['a limit by the month', ruleWith({ limits: { perMonth: 5 } }), 'unknownField', [...limits, 'perMonth'], 'schema'],
  ['a misspelled limit', ruleWith({ limits: { perday: 5 } }), 'unknownField', [...limits, 'perday'], 'schema', /perDay/],
  [
    'limits of the fallback',
    planWith({ otherwise: { to: {}, limits: { perDay: 5 } } }),
    'misplaced',
    ['otherwise', 'limits'],
    'schema',
    /make it a rule/,
  ],
  ...[5, 'seats', null, []].map(
    (effort): BadPlan => [`effort ${JSON.stringify(effort)}`, planWith({ effort }), 'wrongType', ['effort'], 'schema'],
  ),
  ['effort of nothing', planWith({ effort: {} }), 'missingField', ['effort', 'field'], 'schema'],
  ['effort at no path', planWith({ effort: { field: 'a..b' } }), 'wrongType', ['effort', 'field'], 'schema'],
  ['a misspelled part of effort', planWith({ effort: { field: 'seats', esle: 1 } }), 'unknownField', ['effort', 'esle'], 'schema'],
  ...[-1, 1.5, '1', null].map(
    (value): BadPlan => [
      `effort else ${JSON.stringify(value)}`,
      planWith({ effort: { field: 'seats', else: value } }),
      'wrongType',
      ['effort', 'else'],
      'schema',
    ],
  ),
  ['too much effort', planWith({ effort: { field: 'seats', else: 1001 } }), 'tooMuch', ['effort', 'else'], 'schema'],
  ...[5, 'x', null, []].map(
    (queues): BadPlan => [`queues ${JSON.stringify(queues)}`, planWith({ queues }), 'wrongType', ['queues'], 'schema'],
  ),
  ...[5, 'oldest', null, []].map(
    (terms): BadPlan => [`the terms of a queue ${JSON.stringify(terms)}`, queueing(terms), 'wrongType', pool, 'schema'],
  ),
  ['terms of a queue without a name', queueing({}, ' '), 'wrongType', ['queues', ' '], 'schema'],
  ['terms of a queue nobody targets', queueing({}, 'poool'), 'unknownQueue', ['queues', 'poool'], undefined, /Did you mean "pool"/],
  [
    'terms of a queue in a plan without',
    planWith({ rules: [], queues: { pool: {} } }),
    'unknownQueue',
    pool,
    undefined,
    /sends no leads to a queue/,
  ],
  [
    'terms of two queues equal after NFC',
    planWith({ rules: [{ name: 'x', to: { queue: '\u00fc' } }], queues: { '\u00fc': {}, 'u\u0308': {} } }),
    'duplicateName',
    ['queues', 'u\u0308'],
  ],
  ['terms of the held queue', queueing({}, 'held'), 'reservedName', ['queues', 'held'], 'schema', /nobody claims from it/],
  ['a misspelled term of a queue', queueing({ odrer: 'oldest' }), 'unknownField', [...pool, 'odrer'], 'schema', /order/],
  ...['newest', 5, null, []].map(
    (order): BadPlan => [`order ${JSON.stringify(order)}`, queueing({ order }), 'wrongType', [...pool, 'order'], 'schema'],
  ),
  ['an order by nothing', queueing({ order: {} }), 'missingField', [...pool, 'order', 'highest'], 'schema'],
  ['an order by the lowest', queueing({ order: { lowest: 'score' } }), 'unknownField', [...pool, 'order', 'lowest'], 'schema'],
  ['an order by no path', queueing({ order: { highest: '.' } }), 'wrongType', [...pool, 'order', 'highest'], 'schema'],
  ['claims by everybody, said wrong', queueing({ claims: 'all' }), 'wrongType', [...pool, 'claims'], 'schema'],
  ['claims by another queue', queueing({ claims: { queue: 'x' } }), 'misplaced', [...pool, 'claims', 'queue'], 'schema'],
  [
    'claims by a list that is not there',
    queueing({ claims: { team: { inList: 'x' } } }),
    'unknownList',
    [...pool, 'claims', 'team', 'inList'],
  ],
  ['a push after nothing', queueing({ pushAfter: { minutes: 0 } }), 'emptyGroup', [...pool, 'pushAfter']],
  ['a push after a number', queueing({ pushAfter: 5 }), 'wrongType', [...pool, 'pushAfter'], 'schema'],
  [
    'a push behind the fallback',
    planWith({ otherwise: { to: { queue: 'pool' } }, queues: { pool: { pushAfter: { hours: 1 } } } }),
    'contradiction',
    [...pool, 'pushAfter'],
    undefined,
    /no next rules/,
  ],
]
