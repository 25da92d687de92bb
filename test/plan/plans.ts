import type { Json, JsonObject } from '../../src/lead.js'

/** A plan that uses every part of the language. */
export const fullPlan = {
  $schema: './plan.schema.json',
  fairlead: 1,
  name: 'inbound',
  key: ['source', 'lead.id'],
  segments: {
    territory: {
      dach: { company: { country: ['DE', 'AT', 'CH'] } },
      northeast: { company: { country: 'US', state: ['NY', 'MA', 'PA'] } },
      rest: {},
    },
    size: {
      enterprise: { company: { employees: { gte: 500 } } },
      midMarket: { company: { employees: { gte: 50, lt: 500 } } },
      smb: { company: { employees: { lt: 50 } } },
    },
  },
  lists: { strategic: ['acme.com', 'globex.com'], empty: [] },
  channels: ['slack', 'sms'],
  strategies: ['bestFit'],
  repFields: { active: 'enabled', capacity: 'maxOpen', manager: 'boss', backup: 'standIn' },
  rotations: {
    shared: {
      absence: 'repay',
      declined: 'keep',
      disqualified: 'giveBack',
      merged: 'keep',
      manual: 'count',
      atMost: 2.5,
      rate: 4,
      value: { field: 'deal.amount', typical: 20_000 },
    },
    strategic: { absence: 'forgive' },
    'second line': { rate: 3 },
  },
  effort: { field: 'company.employees', else: 0 },
  queues: { nurture: { order: { highest: 'score' }, claims: { territory: { same: 'territory' } }, pushAfter: { days: 2 } } },
  rules: [
    { name: 'account owner', to: { id: { same: 'account.owner', orElse: 'manager' } } },
    {
      name: 'strategic',
      when: { company: { domain: { inList: 'strategic' } } },
      to: { role: 'strategic' },
      by: 'roundRobin',
      limits: { open: 40, perHour: 3, perWeek: 0 },
    },
    {
      name: 'territory',
      to: { territory: { same: 'territory' } },
      by: { weighted: 'stats.performance' },
      rotation: 'shared',
      whenNobody: 'next',
      escalate: [
        { after: { minutes: 30 }, time: 'business', notify: ['slack'] },
        { after: { hours: 1 }, when: { size: 'enterprise' }, to: 'backup', notify: ['slack', 'sms'] },
        {
          after: { hours: 1 },
          time: 'elapsed',
          to: { territory: { same: 'territory' } },
          by: { weighted: 'quota' },
          rotation: 'second line',
        },
        { after: { hours: 2 }, to: { role: 'strategic' }, by: 'leastLoaded' },
        { after: { hours: 2 }, to: 'rules' },
        { after: { days: 1 }, to: 'manager' },
      ],
    },
    {
      name: 'healthcare',
      when: {
        size: ['enterprise', 'midMarket'],
        any: [{ company: { industry: 'healthcare' } }, { tags: { hasAny: ['health', 'care'] } }],
        none: [{ score: { lt: 20 } }],
      },
      to: { role: 'specialist', industries: { same: 'company.industry' }, none: [{ team: { in: ['x', 'y'] } }] },
      by: 'bestFit',
      whenNobody: { wait: { hours: 2, minutes: 30 } },
      notify: ['slack', 'sms'],
    },
    { name: 'low score', when: { score: { lt: 20 } }, to: { queue: 'nurture' }, limits: { perDay: 20 }, notify: ['slack'] },
    {
      name: 'every operator',
      when: {
        a: { is: 'x' },
        b: { not: 'x' },
        c: { not: [1, 2] },
        d: { in: [true, false] },
        e: { inList: 'empty' },
        f: { known: false },
        g: { gt: 1 },
        h: { gte: 1, lte: 5 },
        i: { lt: 1 },
        j: { startsWith: 'x', endsWith: 'y', contains: 'z' },
        k: { has: 1 },
        l: { hasAny: ['x'] },
        m: { hasAll: [1, 2] },
        n: false,
        o: { deep: { any: [{ p: 1 }, { q: { known: true } }] } },
      },
      to: { skills: { hasAll: ['x'] }, level: { any: [{ lt: 2 }, { gt: 5 }] } },
      by: 'leastLoaded',
    },
  ],
  otherwise: {
    to: { role: 'ae' },
    by: { weighted: 'quota' },
    rotation: 'shared',
    whenNobody: 'hold',
    notify: ['sms'],
    escalate: [{ after: { hours: 4 }, notify: ['sms'] }],
  },
} as const

export const smallPlan = { fairlead: 1, name: 'small', rules: [], otherwise: { to: {} } } as const

/** A plan with these fields instead. Other rules have other rotations and queues, so they go without the terms. */
export function planWith(fields: { readonly [field: string]: unknown }): JsonObject {
  const { rotations, queues, ...rest } = structuredClone(fullPlan)
  const plan: Record<string, unknown> = { ...rest, ...(Object.hasOwn(fields, 'rules') ? {} : { rotations, queues }), ...fields }
  for (const [field, value] of Object.entries(fields)) if (value === undefined) delete plan[field]
  return plan as JsonObject
}

/** A plan with one rule. */
export function ruleWith(fields: { readonly [field: string]: unknown }): JsonObject {
  return planWith({ rules: [{ name: 'one', to: {}, ...fields }] })
}

/** A plan with these terms of a rotation. */
export function withTerms(terms: unknown, rotation = 'shared'): JsonObject {
  return planWith({ rotations: { [rotation]: terms } })
}

export const withWhen = (when: unknown): JsonObject => ruleWith({ when })
export const withTo = (to: Json): JsonObject => ruleWith({ to })

/** Unusual ones among them. */
export const goodPlans: readonly unknown[] = [
  fullPlan,
  smallPlan,
  planWith({ rules: [] }),
  withWhen({}),
  withTo({}),
  withTo({ prefs: { queue: 'x' } }),
  withWhen({ queue: 'x' }),
  withTo({ id: { same: 'account.b', known: true } }),
  { ...withTo({ id: { same: 'a.b', known: true } }), hostFields: ['x', 'a'] },
  planWith({ segments: { tier: { ana: {} } }, rules: [{ name: 'x', to: { id: { same: 'tier' } } }] }),
  withWhen({ constructor: { toString: 1 } }),
  withWhen({ '': 1 }),
  withWhen({ x: { gtee: 1 } }),
  withWhen({ size: { startsWith: 'ent' } }),
  planWith({ segments: { tier: { '01': {}, '-1': {}, '4294967295': {} } }, rules: [] }),
  ruleWith({ whenNobody: { wait: { days: 365 } } }),
  ruleWith({ whenNobody: { wait: { seconds: 0.5 } } }),
  withWhen({ x: { in: Array.from({ length: 10_000 }, (_, index) => index) } }),
  planWith({ otherwise: { to: { queue: 'rest' } } }),
  withWhen({ score: { any: [{ lt: 5 }, { gte: 10, lt: 20 }] } }),
  { ...smallPlan, $schema: undefined },
  planWith({ rotations: {} }),
  planWith({ territories: {} }),
  { ...withTo({ id: { same: 'person.owner', orElse: 'backup' } }), samePerson: 'contact.email' },
  planWith({
    territories: {
      sales: [
        { name: 'emea' },
        { name: 'dach', within: 'emea', when: { country: ['DE', 'AT', 'CH'] }, reps: { ana: 2.5, bob: 1 } },
        { name: 'rest', when: {} },
      ],
    },
    rules: [
      {
        name: 'territory',
        when: { sales: { not: 'rest' } },
        to: { territoryReps: 'sales', role: 'ae' },
        whenNobody: { wait: { hours: 1 } },
      },
      { name: 'rest', to: { territoryReps: 'sales' }, by: { weighted: 'quota' }, rotation: 'shared' },
    ],
    rotations: { shared: { absence: 'repay' } },
  }),
  withTerms({}),
  withTerms({}, 'healthcare'),
  withTerms({ absence: 'repay', value: { field: 'account.revenue', typical: 0.01 } }, 'account owner'),
  withTerms({ atMost: 100, rate: 10 }),
  withTerms({ atMost: 0.5, rate: 2 }),
  { ...smallPlan, rotations: { otherwise: { manual: 'ignore' } } },
  { ...ruleWith({ name: 'u\u0308' }), rotations: { '\u00fc': { rate: 3 } } },
  { ...ruleWith({ name: 'toString' }), rotations: { toString: { rate: 3 } } },
  ...['leastLoaded', 'bestFit'].map((by) => ({
    ...planWith({
      rules: [
        { name: 'in turn', to: {}, rotation: 'ae' },
        { name: 'otherwise picked', to: {}, rotation: 'ae', by },
      ],
    }),
    rotations: { ae: { absence: 'repay', declined: 'keep', manual: 'count' } },
  })),
]
