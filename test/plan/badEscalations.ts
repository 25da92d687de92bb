import type { BadPlan } from './badPlan.js'
import { planWith, ruleWith } from './plans.js'

const after = { hours: 1 }
const place = ['rules', 0, 'escalate', 0] as const
const withStep = (step: unknown) => ruleWith({ escalate: [step] })

/** An escalation, and what is wrong with it. */
export const badEscalations: readonly BadPlan[] = [
  ...[{}, 'x', 5, null].map(
    (value): BadPlan => [
      `escalate ${JSON.stringify(value)}`,
      ruleWith({ escalate: value }),
      'wrongType',
      ['rules', 0, 'escalate'],
      'schema',
    ],
  ),
  ['escalate without steps', ruleWith({ escalate: [] }), 'emptyGroup', ['rules', 0, 'escalate'], 'schema'],
  [
    'eleven steps',
    ruleWith({ escalate: Array.from({ length: 11 }, () => ({ after, notify: ['sms'] })) }),
    'tooMuch',
    ['rules', 0, 'escalate'],
    'schema',
  ],
  ...['remind', 5, null, []].map((step): BadPlan => [`a step ${JSON.stringify(step)}`, withStep(step), 'wrongType', place, 'schema']),
  ['a misspelled field of a step', withStep({ after, notfy: ['sms'], to: 'backup' }), 'unknownField', [...place, 'notfy'], 'schema'],
  ['a step without a time', withStep({ notify: ['sms'] }), 'missingField', [...place, 'after'], 'schema'],
  ['a step after nothing', withStep({ after: { hours: 0 }, notify: ['sms'] }), 'emptyGroup', [...place, 'after']],
  ['a step after a word', withStep({ after: '1h', notify: ['sms'] }), 'wrongType', [...place, 'after'], 'schema'],
  ['a step after too long', withStep({ after: { days: 400 }, notify: ['sms'] }), 'tooMuch', [...place, 'after'], 'schema'],
  ...['busines', 'working', 5, null].map(
    (time): BadPlan => [
      `time ${JSON.stringify(time)}`,
      withStep({ after, time, notify: ['sms'] }),
      'wrongType',
      [...place, 'time'],
      'schema',
    ],
  ),
  [
    'a step with a bad condition',
    withStep({ after, when: { score: { gt: 'x' } }, to: 'backup' }),
    'badOperand',
    [...place, 'when', 'score', 'gt'],
    'schema',
  ],
  [
    'a step for a label that is not there',
    withStep({ after, when: { size: 'huge' }, to: 'backup' }),
    'unknownLabel',
    [...place, 'when', 'size'],
  ],
  [
    'a step whose condition joins',
    withStep({ after, when: { x: { same: 'y' } }, to: 'backup' }),
    'misplaced',
    [...place, 'when', 'x', 'same'],
    'schema',
  ],
  ['a step that does nothing', withStep({ after }), 'missingField', [...place, 'notify'], 'schema'],
  ['a step that tells nobody', withStep({ after, notify: [] }), 'emptyGroup', [...place, 'notify'], 'schema'],
  ['a step that tells a channel that is not there', withStep({ after, notify: ['fax'] }), 'unknownChannel', [...place, 'notify', 0]],
  ...['backups', 'boss', 5, null, []].map(
    (to): BadPlan => [`a step to ${JSON.stringify(to)}`, withStep({ after, to }), 'wrongType', [...place, 'to'], 'schema'],
  ),
  ['a step to a queue', withStep({ after, to: { queue: 'x' } }), 'misplaced', [...place, 'to', 'queue'], 'schema'],
  ['a step to a bad condition', withStep({ after, to: { level: { gte: '5' } } }), 'badOperand', [...place, 'to', 'level', 'gte'], 'schema'],
  ...['by', 'rotation'].flatMap((field): BadPlan[] => [
    [`${field} beside backup`, withStep({ after, to: 'backup', [field]: 'roundRobin' }), 'misplaced', [...place, field], 'schema'],
    [`${field} in a reminder`, withStep({ after, notify: ['sms'], [field]: 'roundRobin' }), 'misplaced', [...place, field], 'schema'],
  ]),
  ['a step by a strategy that is not there', withStep({ after, to: {}, by: 'random' }), 'unknownStrategy', [...place, 'by']],
  ['a step in a nameless rotation', withStep({ after, to: {}, rotation: '' }), 'wrongType', [...place, 'rotation'], 'schema'],
  [
    'an escalation beside a queue',
    ruleWith({ to: { queue: 'x' }, escalate: [{ after, notify: ['sms'] }] }),
    'misplaced',
    ['rules', 0, 'escalate'],
    'schema',
  ],
  [
    'terms of a step that is not there',
    { ...withStep({ after, to: {} }), rotations: { 'one / escalation 2': { rate: 3 } } },
    'unknownRotation',
    ['rotations', 'one / escalation 2'],
  ],
  [
    'terms of a step through the rules',
    { ...withStep({ after, to: 'rules' }), rotations: { 'one / escalation 1': { rate: 3 } } },
    'unknownRotation',
    ['rotations', 'one / escalation 1'],
  ],
  [
    'otherwise with a bad step',
    planWith({ otherwise: { to: {}, escalate: [{ after }] } }),
    'missingField',
    ['otherwise', 'escalate', 0, 'notify'],
    'schema',
  ],
]
