import type { BadPlan, Path } from './badPlan.js'
import { planWith, ruleWith, withTo } from './plans.js'

const to: Path = ['rules', 0, 'to']
const waiting: Path = ['rules', 0, 'whenNobody', 'wait']
const long = 'n'.repeat(201)

const rules: readonly BadPlan[] = [
  ...[{}, 'x', null, 5].map(
    (value): BadPlan => [`rules ${JSON.stringify(value)}`, planWith({ rules: value }), 'wrongType', ['rules'], 'schema'],
  ),
  ...[[], 'x', null, 5].map(
    (value): BadPlan => [`a rule ${JSON.stringify(value)}`, planWith({ rules: [value] }), 'wrongType', ['rules', 0], 'schema'],
  ),
  ['a rule without name', planWith({ rules: [{ to: {} }] }), 'missingField', ['rules', 0, 'name'], 'schema'],
  ['a rule without target', planWith({ rules: [{ name: 'x' }] }), 'missingField', ['rules', 0, 'to'], 'schema'],
  ...['', 5, null, {}].map(
    (name): BadPlan => [`a rule named ${JSON.stringify(name)}`, ruleWith({ name }), 'wrongType', ['rules', 0, 'name'], 'schema'],
  ),
  ['a rule named otherwise', ruleWith({ name: 'otherwise' }), 'reservedName', ['rules', 0, 'name'], 'schema'],
  ['a rule named __proto__', ruleWith({ name: '__proto__' }), 'reservedName', ['rules', 0, 'name'], 'schema'],
  ['a rule with a long name', ruleWith({ name: long }), 'tooMuch', ['rules', 0, 'name'], 'schema'],
  [
    'two rules of one name',
    planWith({
      rules: [
        { name: 'x', to: {} },
        { name: 'x', to: {} },
      ],
    }),
    'duplicateName',
    ['rules', 1, 'name'],
  ],
  [
    'two rules equal after NFC',
    planWith({
      rules: [
        { name: '\u00fc', to: {} },
        { name: 'u\u0308', to: {} },
      ],
    }),
    'duplicateName',
    ['rules', 1, 'name'],
  ],
  ['a misspelled field of a rule', ruleWith({ wehn: {} }), 'unknownField', ['rules', 0, 'wehn'], 'schema'],
  ...[5, null, [], true].map((by): BadPlan => [`by ${JSON.stringify(by)}`, ruleWith({ by }), 'wrongType', ['rules', 0, 'by'], 'schema']),
  ...['roundrobin', 'weighted', '', 'random'].map(
    (by): BadPlan => [`by ${JSON.stringify(by)}`, ruleWith({ by }), 'unknownStrategy', ['rules', 0, 'by']],
  ),
  ['by nothing', ruleWith({ by: {} }), 'missingField', ['rules', 0, 'by', 'weighted'], 'schema'],
  ['by a misspelled weight', ruleWith({ by: { wieghted: 'x' } }), 'unknownField', ['rules', 0, 'by', 'wieghted'], 'schema'],
  ...['', 5, null, 'a..b', []].map(
    (weighted): BadPlan => [
      `by weight ${JSON.stringify(weighted)}`,
      ruleWith({ by: { weighted } }),
      'wrongType',
      ['rules', 0, 'by', 'weighted'],
      'schema',
    ],
  ),
  ['by a reserved weight', ruleWith({ by: { weighted: 'a.gte' } }), 'reservedName', ['rules', 0, 'by', 'weighted']],
  ...['', 5, null, {}].map(
    (rotation): BadPlan => [
      `rotation ${JSON.stringify(rotation)}`,
      ruleWith({ rotation }),
      'wrongType',
      ['rules', 0, 'rotation'],
      'schema',
    ],
  ),
  ['a rotation named __proto__', ruleWith({ rotation: '__proto__' }), 'reservedName', ['rules', 0, 'rotation'], 'schema'],
  ...['wait', 'hold', 'assign', 5, null, []].map(
    (whenNobody): BadPlan => [
      `whenNobody ${JSON.stringify(whenNobody)}`,
      ruleWith({ whenNobody }),
      'wrongType',
      ['rules', 0, 'whenNobody'],
      'schema',
    ],
  ),
  ['whenNobody nothing', ruleWith({ whenNobody: {} }), 'missingField', ['rules', 0, 'whenNobody', 'wait'], 'schema'],
  ['whenNobody misspelled', ruleWith({ whenNobody: { wiat: { hours: 1 } } }), 'unknownField', ['rules', 0, 'whenNobody', 'wiat'], 'schema'],
  ...(
    [
      [5, 'wrongType', []],
      ['2h', 'wrongType', []],
      [{}, 'emptyGroup', []],
      [{ hours: -1 }, 'wrongType', ['hours']],
      [{ hours: '2' }, 'wrongType', ['hours']],
      [{ weeks: 1 }, 'unknownField', ['weeks']],
      [{ days: 366 }, 'tooMuch', []],
      [{ hours: 1e300 }, 'tooMuch', []],
      [{ days: null }, 'wrongType', ['days']],
    ] as const
  ).map(
    ([wait, code, path]): BadPlan => [
      `wait ${JSON.stringify(wait)}`,
      ruleWith({ whenNobody: { wait } }),
      code,
      [...waiting, ...path],
      'schema',
    ],
  ),
  ['wait no hours', ruleWith({ whenNobody: { wait: { hours: 0 } } }), 'emptyGroup', waiting],
  ['wait less than a millisecond', ruleWith({ whenNobody: { wait: { seconds: 0.0001 } } }), 'emptyGroup', waiting],
  ['wait too long in all', ruleWith({ whenNobody: { wait: { days: 365, seconds: 1 } } }), 'tooMuch', waiting],
  ...['slack', {}, null].map(
    (notify): BadPlan => [`notify ${JSON.stringify(notify)}`, ruleWith({ notify }), 'wrongType', ['rules', 0, 'notify'], 'schema'],
  ),
  ['notify a number', ruleWith({ notify: [5] }), 'wrongType', ['rules', 0, 'notify', 0], 'schema'],
  ['notify an unknown channel', ruleWith({ notify: ['sms', 'slcak'] }), 'unknownChannel', ['rules', 0, 'notify', 1]],
  ['notify without channels', planWith({ channels: undefined }), 'unknownChannel', ['rules', 3, 'notify', 0]],
  ['notify twice', ruleWith({ notify: ['sms', 'sms'] }), 'duplicateName', ['rules', 0, 'notify', 1], 'schema'],
]

const targets: readonly BadPlan[] = [
  ...[[], 'ana', 5, null].map((target): BadPlan => [`to ${JSON.stringify(target)}`, withTo(target), 'wrongType', to, 'schema']),
  ...['', 5, null, {}, []].map(
    (queue): BadPlan => [`queue ${JSON.stringify(queue)}`, withTo({ queue }), 'wrongType', [...to, 'queue'], 'schema'],
  ),
  ['the queue held', withTo({ queue: 'held' }), 'reservedName', [...to, 'queue'], 'schema'],
  ['the queue __proto__', withTo({ queue: '__proto__' }), 'reservedName', [...to, 'queue'], 'schema'],
  ['a queue and more', withTo({ queue: 'x', role: 'y' }), 'misplaced', [...to, 'queue'], 'schema'],
  ['a queue in a group', withTo({ any: [{ queue: 'x' }, { role: 'y' }] }), 'misplaced', [...to, 'any', 0, 'queue'], 'schema'],
  ...(['by', 'rotation', 'whenNobody'] as const).map(
    (field): BadPlan => [
      `${field} beside a queue`,
      ruleWith({ to: { queue: 'x' }, [field]: { by: 'roundRobin', rotation: 'x', whenNobody: 'next' }[field] }),
      'misplaced',
      ['rules', 0, field],
      'schema',
    ],
  ),
  ...[5, null, '', 'a..b', ['x'], {}].map(
    (same): BadPlan => [`same ${JSON.stringify(same)}`, withTo({ x: { same } }), 'badOperand', [...to, 'x', 'same'], 'schema'],
  ),
  ['same as a reserved field', withTo({ x: { same: 'a.none' } }), 'reservedName', [...to, 'x', 'same']],
  ['same of no field', withTo({ same: 'x' }), 'reservedName', [...to, 'same'], 'schema'],
  ['orElse of no field', withTo({ orElse: 'manager' }), 'reservedName', [...to, 'orElse'], 'schema'],
  ['orElse alone', withTo({ id: { orElse: 'manager' } }), 'misplaced', [...to, 'id', 'orElse'], 'schema'],
  ['orElse on another field', withTo({ team: { same: 'x', orElse: 'manager' } }), 'misplaced', [...to, 'team', 'orElse'], 'schema'],
  ['an owner taken from the lead', withTo({ id: { same: 'owner' } }), 'untrustedOwner', [...to, 'id', 'same']],
  [
    'an owner taken from the lead, in a group',
    withTo({ any: [{ none: [{ id: { same: 'account_owner.id' } }] }] }),
    'untrustedOwner',
    [...to, 'any', 0, 'none', 0, 'id', 'same'],
  ],
  [
    'an owner taken from beside a field of the host',
    { ...withTo({ id: { same: 'host.owner' } }), hostFields: ['host.owners', 'host.owner.id'] },
    'untrustedOwner',
    [...to, 'id', 'same'],
  ],
  ['orElse on a nested id', withTo({ a: { id: { same: 'x', orElse: 'backup' } } }), 'misplaced', [...to, 'a', 'id', 'orElse'], 'schema'],
  ...['boss', 5, null].map(
    (orElse): BadPlan => [
      `orElse ${JSON.stringify(orElse)}`,
      withTo({ id: { same: 'x', orElse } }),
      'badOperand',
      [...to, 'id', 'orElse'],
      'schema',
    ],
  ),
  ['a bad operand on a rep', withTo({ level: { gte: '5' } }), 'badOperand', [...to, 'level', 'gte'], 'schema'],
  ['an unknown list on a rep', withTo({ level: { inList: 'x' } }), 'unknownList', [...to, 'level', 'inList']],
]

const otherwise: readonly BadPlan[] = [
  ...[[], 'x', null, 5].map(
    (value): BadPlan => [`otherwise ${JSON.stringify(value)}`, planWith({ otherwise: value }), 'wrongType', ['otherwise'], 'schema'],
  ),
  ['otherwise without target', planWith({ otherwise: {} }), 'missingField', ['otherwise', 'to'], 'schema'],
  ['otherwise with a condition', planWith({ otherwise: { to: {}, when: {} } }), 'misplaced', ['otherwise', 'when'], 'schema'],
  ['otherwise with a name', planWith({ otherwise: { to: {}, name: 'x' } }), 'misplaced', ['otherwise', 'name'], 'schema'],
  ['otherwise with an unknown field', planWith({ otherwise: { to: {}, notfy: [] } }), 'unknownField', ['otherwise', 'notfy'], 'schema'],
  ...['next', 'asign', 5, null, { wait: { hours: 1 } }].map(
    (whenNobody): BadPlan => [
      `otherwise whenNobody ${JSON.stringify(whenNobody)}`,
      planWith({ otherwise: { to: {}, whenNobody } }),
      'wrongType',
      ['otherwise', 'whenNobody'],
      'schema',
    ],
  ),
  ['otherwise by an unknown strategy', planWith({ otherwise: { to: {}, by: 'x' } }), 'unknownStrategy', ['otherwise', 'by']],
  ['otherwise to held', planWith({ otherwise: { to: { queue: 'held' } } }), 'reservedName', ['otherwise', 'to', 'queue'], 'schema'],
]

export const badRules: readonly BadPlan[] = [...rules, ...targets, ...otherwise]
