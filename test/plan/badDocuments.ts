import { groupNames, joinNames, operatorNames } from '../../src/condition/operator/names.js'
import type { BadPlan } from './badPlan.js'
import { planWith } from './plans.js'

const long = 'n'.repeat(201)

const documents: readonly BadPlan[] = [
  ...[null, 1, 'plan', true, []].map(
    (document): BadPlan => [`${JSON.stringify(document)} for a plan`, document, 'wrongType', [], 'schema'],
  ),
  ['nothing for a plan', {}, 'missingField', ['rules'], 'schema'],
  ...(['fairlead', 'name', 'rules', 'otherwise'] as const).map(
    (field): BadPlan => [`no ${field}`, planWith({ [field]: undefined }), 'missingField', [field], 'schema'],
  ),
  ...[{}, 'x', null, 5].map(
    (value): BadPlan => [`host fields ${JSON.stringify(value)}`, planWith({ hostFields: value }), 'wrongType', ['hostFields'], 'schema'],
  ),
  ...[5, '', 'a..b', null].map(
    (path): BadPlan => [
      `the host field ${JSON.stringify(path)}`,
      planWith({ hostFields: ['score', path] }),
      'wrongType',
      ['hostFields', 1],
      'schema',
    ],
  ),
  ...[5, '', 'a..b', null, ['email'], {}].map(
    (value): BadPlan => [`persons by ${JSON.stringify(value)}`, planWith({ samePerson: value }), 'wrongType', ['samePerson'], 'schema'],
  ),
  [
    'a label called person beside persons',
    planWith({ samePerson: 'email', segments: { person: { x: {} } }, rules: [] }),
    'reservedName',
    ['samePerson'],
  ],
  [
    'an owner by a person whom nobody tells apart',
    planWith({ rules: [{ name: 'x', to: { id: { same: 'person.owner' } } }] }),
    'untrustedOwner',
    ['rules', 0, 'to', 'id', 'same'],
  ],
  ['a host field twice', planWith({ hostFields: ['score', 'score'] }), 'duplicateName', ['hostFields', 1], 'schema'],
  ['a word of the language as host field', planWith({ hostFields: ['gte'] }), 'reservedName', ['hostFields', 0]],
  ['a misspelled field', planWith({ segmnets: {} }), 'unknownField', ['segmnets'], 'schema'],
  ['an inherited name as field', planWith({ toString: 1 }), 'unknownField', ['toString'], 'schema'],
  ...[0, 2, 1.5].map(
    (version): BadPlan => [`version ${version}`, planWith({ fairlead: version }), 'unsupportedVersion', ['fairlead'], 'schema'],
  ),
  ...['1', null, true].map(
    (version): BadPlan => [`version ${JSON.stringify(version)}`, planWith({ fairlead: version }), 'wrongType', ['fairlead'], 'schema'],
  ),
  ...['', ' ', 5, null, [], {}].map(
    (name): BadPlan => [`name ${JSON.stringify(name)}`, planWith({ name }), 'wrongType', ['name'], 'schema'],
  ),
  ['a long name', planWith({ name: long }), 'tooMuch', ['name'], 'schema'],
]

const keys: readonly BadPlan[] = [
  ...['', '.', 'a..b', '.a', 'a.', 5, null, {}].map(
    (key): BadPlan => [`key ${JSON.stringify(key)}`, planWith({ key }), 'wrongType', ['key'], 'schema'],
  ),
  ['no key fields', planWith({ key: [] }), 'emptyGroup', ['key'], 'schema'],
  ['a key field that is none', planWith({ key: ['id', 5] }), 'wrongType', ['key', 1], 'schema'],
  ['a key field twice', planWith({ key: ['id', 'id'] }), 'duplicateName', ['key', 1], 'schema'],
  ['a reserved key field', planWith({ key: 'a.is' }), 'reservedName', ['key']],
  ['__proto__ in a key', planWith({ key: 'a.__proto__' }), 'reservedName', ['key']],
  ['too many key fields', planWith({ key: Array.from({ length: 33 }, (_, index) => `f${index}`) }), 'tooMuch', ['key'], 'schema'],
  ['a long key path', planWith({ key: Array.from({ length: 33 }, () => 'a').join('.') }), 'tooMuch', ['key']],
]

const segments: readonly BadPlan[] = [
  ...[[], 'x', 1, null].map(
    (value): BadPlan => [`segments ${JSON.stringify(value)}`, planWith({ segments: value }), 'wrongType', ['segments'], 'schema'],
  ),
  ...[[], 'x', 1, null].map(
    (value): BadPlan => [
      `a segment ${JSON.stringify(value)}`,
      planWith({ segments: { tier: value } }),
      'wrongType',
      ['segments', 'tier'],
      'schema',
    ],
  ),
  ['a segment without values', planWith({ segments: { tier: {} } }), 'emptyGroup', ['segments', 'tier'], 'schema'],
  ...[...operatorNames, ...groupNames, ...joinNames, 'account', 'queue'].map(
    (label): BadPlan => [
      `a label named ${label}`,
      planWith({ segments: { [label]: { x: {} } } }),
      'reservedName',
      ['segments', label],
      'schema',
    ],
  ),
  ...['0', '12', '4294967294'].map(
    (value): BadPlan => [
      `a value named ${value}`,
      planWith({ segments: { tier: { [value]: {} } } }),
      'reservedName',
      ['segments', 'tier', value],
      'schema',
    ],
  ),
  ['a value without name', planWith({ segments: { tier: { '': {} } } }), 'wrongType', ['segments', 'tier', ''], 'schema'],
  ['a label without name', planWith({ segments: { '': { x: {} } } }), 'wrongType', ['segments', ''], 'schema'],
  ['a long label', planWith({ segments: { [long]: { x: {} } } }), 'tooMuch', ['segments', long], 'schema'],
  [
    'values equal after NFC',
    planWith({ segments: { tier: { '\u00fc': {}, 'u\u0308': {} } } }),
    'duplicateName',
    ['segments', 'tier', 'u\u0308'],
  ],
  ['a segment condition that is none', planWith({ segments: { tier: { a: [] } } }), 'wrongType', ['segments', 'tier', 'a'], 'schema'],
  [
    'a bad operand in a segment',
    planWith({ segments: { tier: { a: { x: { gte: 'x' } } } } }),
    'badOperand',
    ['segments', 'tier', 'a', 'x', 'gte'],
    'schema',
  ],
  [
    'a join in a segment',
    planWith({ segments: { tier: { a: { x: { same: 'y' } } } } }),
    'misplaced',
    ['segments', 'tier', 'a', 'x', 'same'],
    'schema',
  ],
  [
    'an unknown list in a segment',
    planWith({ segments: { tier: { a: { x: { inList: 'y' } } } } }),
    'unknownList',
    ['segments', 'tier', 'a', 'x', 'inList'],
  ],
]

const names: readonly BadPlan[] = [
  ...[[], 'x', null].map(
    (value): BadPlan => [`lists ${JSON.stringify(value)}`, planWith({ lists: value }), 'wrongType', ['lists'], 'schema'],
  ),
  ...[{}, 'x', null].map(
    (value): BadPlan => [`a list ${JSON.stringify(value)}`, planWith({ lists: { l: value } }), 'wrongType', ['lists', 'l'], 'schema'],
  ),
  ...[5, null, [], {}, true].map(
    (value): BadPlan => [
      `a list with ${JSON.stringify(value)}`,
      planWith({ lists: { l: ['x', value] } }),
      'wrongType',
      ['lists', 'l', 1],
      'schema',
    ],
  ),
  ['a list without name', planWith({ lists: { '': [] } }), 'wrongType', ['lists', ''], 'schema'],
  ['lists equal after NFC', planWith({ lists: { strategic: [], '\u00fc': [], 'u\u0308': [] } }), 'duplicateName', ['lists', 'u\u0308']],
  ...(['channels', 'strategies'] as const).flatMap((field): BadPlan[] => [
    [`${field} as text`, planWith({ [field]: 'slack' }), 'wrongType', [field], 'schema'],
    [`${field} as an object`, planWith({ [field]: {} }), 'wrongType', [field], 'schema'],
    [`a number among ${field}`, planWith({ [field]: ['x', 5] }), 'wrongType', [field, 1], 'schema'],
    [`an empty name among ${field}`, planWith({ [field]: [''] }), 'wrongType', [field, 0], 'schema'],
    [`__proto__ among ${field}`, planWith({ [field]: ['__proto__'] }), 'reservedName', [field, 0], 'schema'],
    [`one of ${field} twice`, planWith({ [field]: ['x', 'y', 'x'] }), 'duplicateName', [field, 2], 'schema'],
  ]),
  ...['roundRobin', 'weighted', 'leastLoaded'].map(
    (name): BadPlan => [
      `a host strategy named ${name}`,
      planWith({ strategies: ['x', name] }),
      'reservedName',
      ['strategies', 1],
      'schema',
    ],
  ),
  ['repFields as a list', planWith({ repFields: [] }), 'wrongType', ['repFields'], 'schema'],
  ['a rep field that means nothing', planWith({ repFields: { activ: 'x' } }), 'unknownField', ['repFields', 'activ'], 'schema'],
  ['a rep field that is no name', planWith({ repFields: { active: 5 } }), 'wrongType', ['repFields', 'active'], 'schema'],
  [
    'a rep field that is none, and not about time',
    planWith({ repFields: { capacity: null } }),
    'wrongType',
    ['repFields', 'capacity'],
    'schema',
  ],
  ['a rep field about time that is no name', planWith({ repFields: { hours: 5 } }), 'wrongType', ['repFields', 'hours'], 'schema'],
  ['a rep field mapped to id', planWith({ repFields: { manager: 'id' } }), 'reservedName', ['repFields', 'manager'], 'schema'],
  ['two rep fields in one', planWith({ repFields: { manager: 'x', backup: 'x' } }), 'duplicateName', ['repFields', 'backup']],
]

export const badDocuments: readonly BadPlan[] = [...documents, ...keys, ...segments, ...names]
