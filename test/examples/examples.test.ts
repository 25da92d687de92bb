import { describe, expect, test } from 'vitest'

/** Each example with everything it prints. */
const examples: readonly (readonly [file: string, lines: readonly string[]])[] = [
  [
    'quickStart.ts',
    [
      "ana owns L1 by the rule 'europe'",
      "L1 went to ana by the rule 'europe': next in turn among 2.",
      "- The rule 'enterprise' does not match: the lead's company.employees is not at least 500.",
      "- The rule 'europe' decides: next in turn among 2.",
      "- ana got L1 by the rule 'europe': next in turn among 2.",
      "- bob did not get L1: eligible under the rule 'europe', but ana was next in turn; owed before this lead: ana 0, bob 0 of a lead.",
      "- cleo did not get L1: the rule 'europe' does not select cleo: cleo's team is not europe.",
    ],
  ],
  [
    'accounts.ts',
    [
      "L1: rule account owner; A1 by domain, 1: domain mueller-shop.example from the lead's email",
      "L2: rule account owner; A2 by domain, 1: domain es.mueller.example from the lead's email, the owner of A1, above it",
      'L3: rule account owner; A3 by name, 0.85: name globex, country USA',
      'L4: rule otherwise; no account',
      '  near: A3, similar name globex, country US, state NY',
      'L5: rule otherwise; no account',
    ],
  ],
  [
    'geographic.ts',
    [
      "L1 went to eli by the rule 'territory': next in turn among 2.",
      "L2 went to fay by the rule 'territory': owed 0.375 of a lead before this one; next in turn among 2.",
      "L3 went to eli by the rule 'territory': owed 0.25 of a lead before this one; next in turn among 2.",
      "L4 went to cleo by the rule 'account owner': the only one eligible.",
      'L5 went to jun by the fallback: the only one eligible.',
      'L6 went to jun by the fallback: the only one eligible.',
    ],
  ],
  [
    'funnel.ts',
    [
      '120 leads: 13 by otherwise, 48 by segment, 59 by origin',
      '8 rotations among 6 reps',
      'furthest from the fair share, at any lead of any rotation: 0.83 of a lead',
    ],
  ],
  [
    'verticals.ts',
    [
      "L1 went to kai by the rule 'specialist': the only one eligible.",
      "L2 went to nia by the rule 'general coverage': next in turn among 5. Skipped: mio is away (on holiday).",
      "  The rule 'specialist' matches, but nobody is eligible: mio is away (on holiday).",
      "L3 went to ori by the rule 'general coverage': owed 0.2 of a lead before this one; next in turn among 5.",
      "  The rule 'specialist' matches, but selects nobody of the roster for this lead.",
      "L4 went to pax by the rule 'general coverage': owed 0.4 of a lead before this one; next in turn among 5.",
      "  The rule 'specialist' matches, but selects nobody of the roster for this lead.",
    ],
  ],
  [
    'segments.ts',
    [
      'abel: 5 leads, fair share 4.98',
      'bree: 4 leads, fair share 3.85',
      'cato: 4 leads, fair share 4.30',
      'dina: 6 leads, fair share 5.88',
      "L1 waits in the queue 'nurture' by the rule 'nurture'.",
      'L2 went to opal by the fallback: next in turn among 6.',
    ],
  ],
  [
    'middleware.ts',
    [
      '  slack: ana, you have a new lead L1',
      '  email: ana, you have a new lead L1',
      'L1 -> ana in 40 ms',
      '  email: bob, you have a new lead L2',
      'L2 -> bob in 40 ms',
      'L1 -> ana (again) in 40 ms',
      'refused: L3 has a throwaway address',
    ],
  ],
  [
    'outbox.ts',
    [
      'L1 accepted: true',
      'L2 accepted: true',
      'L1 accepted again: false',
      '2 leads, 0 messages, 0 deadlines wait',
      'a sweep: 2 routed; 0 leads, 2 messages, 2 deadlines wait',
      'the relay: 0 delivered, 2 to be tried again',
      '  slack 1.0: ana has a new lead L1',
      '  slack 2.0: bob has a new lead L2',
      'a minute later: 2 delivered',
      'deadlines reached: first contact of L2',
      '  pager 3.0: first contact of L2 is due, and bob has not called',
      'after L2 was erased: 0 leads, 0 messages, 0 deadlines wait',
    ],
  ],
  [
    'ownStore.ts',
    [
      'Monday: L1 -> ana',
      'Monday: L2 -> bob',
      'Monday: Monday 1 -> ana',
      'Tuesday: L1 -> ana, as before',
      'Tuesday: L2 -> bob, as before',
      'Tuesday: Tuesday 1 -> bob',
      '4 lines',
    ],
  ],
  [
    'ports.ts',
    [
      "L1 went to cy by the rule 'sales': the only one eligible. Skipped: ana is away (on holiday) until 2026-01-12T08:00:00.000Z, bob is at capacity (30 open of 30).",
      "L2 went to cy by the rule 'account owner': the only one eligible.",
      'L3 went to dee by the fallback, although of unknown availability: the only one eligible. Skipped: ana is of unknown availability (calendar is down), bob is of unknown availability (calendar is down), cy is of unknown availability (calendar is down). The availability port failed: calendar is down.',
      "L4 went to ana by the rule 'sales': next in turn among 3. The availability port failed: calendar is down.",
      "L5 went to ana by the rule 'sales': next in turn among 3. The accounts port failed: no answer within 20 ms.",
    ],
  ],
  [
    'availability.ts',
    [
      "L1 went to bob by the rule 'on shift': next in turn among 2. Skipped: ana is away (outside working hours) until 2026-03-30T07:00:00.000Z.",
      "L2 went to cem by the rule 'on shift': owed 0.5 of a lead before this one; next in turn among 2. Skipped: ana is away (dentist) until 2026-03-30T08:30:00.000Z.",
      'back again: 0 entries; 2 questions to the calendar',
      'L3 went to dee by the fallback: the only one eligible. Skipped: ana is away (fair), bob is away (last seen 2 days ago), cem is away (vacation) until 2026-04-03T04:15:00.000Z.',
      "four hours of ana's work from Friday, 16:00: 2026-03-30T09:00:00.000Z",
    ],
  ],
  [
    'holidays.ts',
    [
      'DE-BY: 24 days',
      'DE-BE: 20 days',
      'US-NY: 32 days',
      'company: 2 days',
      "L1 went to ben by the rule 'sales': the only one eligible. Skipped: ana is away (Epiphany) until 2026-01-07T08:00:00.000Z, cem is away (outside working hours) until 2026-01-06T14:00:00.000Z.",
      "L2 went to ana by the rule 'sales': next in turn among 2. Skipped: cem is away (outside working hours) until 2026-03-09T13:00:00.000Z.",
      'L3 went to dee by the fallback: the only one eligible. Skipped: ana is away (Closed) until 2026-12-28T08:00:00.000Z, ben is away (Closed) until 2026-12-28T08:00:00.000Z, cem is away (Closed) until 2026-12-28T14:00:00.000Z.',
    ],
  ],
  [
    'hostStrategy.ts',
    [
      "L1 assigns: The rule 'speakers' decides: picked by the strategy byLanguage among 3.",
      "L2 assigns: The rule 'speakers' decides: picked by the strategy byLanguage among 3.",
      "L3 assigns: The rule 'speakers' decides: picked by the strategy byLanguage among 3.",
      "L4 assigns: The rule 'speakers' decides: picked by the strategy byLanguage among 3.",
      "L5 strategyFailed: The rule 'speakers' matches, but could not pick: the strategy byLanguage threw: nobody speaks fi.",
      'L5 assigns: The fallback decides: next in turn among 3.',
      '5 decisions made again, all the same',
    ],
  ],
  [
    'lifecycle.ts',
    [
      'ana has reached L1: true',
      'L5 went from ana to cem',
      'the other tab: staleEpoch',
      '  L1 goes to cem',
      '  L8 goes to cem',
      'moved 2, held 0, remaining 0',
      'ana had L5 (owner 1) until 2026-01-05T09:00:39.000Z: handed it back (a friend of mine).',
      'cem had L5 (owner 2) until 2026-01-05T09:00:48.000Z: it was given to somebody else by hand (asked for ben).',
      'ben has L5 (owner 3).',
    ],
  ],
  [
    'fairTerms.ts',
    [
      'everybody there: ana 40 (1120k), ben 40 (1120k), cem 20 (560k), dia 20 (560k)',
      'ben on holiday: ana 30 (840k), ben 0 (0k), cem 16 (430k), dia 14 (410k)',
      'ben is back: ana 7 (250k), ben 14 (320k), cem 3 (120k), dia 6 (150k)',
      'and then: ana 41 (1130k), ben 40 (1120k), cem 20 (560k), dia 19 (550k)',
      "X1 went to ben by the rule 'crm': ahead by 1 lead before this one; owed 2.5 typical leads in value; balances count and value among 3.",
    ],
  ],
  [
    'simulate.ts',
    [
      '307 of 400 leads go elsewhere, 107 of them by another rule',
      '  field -> field: 170',
      '  otherwise -> otherwise: 61',
      '  enterprise -> enterprise: 58',
      '  field -> enterprise: 57',
      '  enterprise -> field: 36',
      '  enterprise -> otherwise: 11',
      '  field -> otherwise: 7',
      'ana: 66 -> 74 leads',
      'ben: 66 -> 73 leads',
      'cem: 132 -> 123 leads',
      'dia: 132 -> 122 leads',
      '90 % have an owner within 2.0 -> 2.0 hours',
      'passed over because they were full: 127 -> 221 times ana',
      'a page of 27 kB',
    ],
  ],
  [
    'rotation.ts',
    [
      'eight calls: ana ben cem ana ana ben cem ana; 8 rows written',
      'while ben is busy: ana cem ana',
      'without cem, with dia: ben ana dia ana ben',
      'after a restart: ana dia ana ben; the same as without: true',
      'owed: ana 0.17, ben -0.25, cem -0.17, dia 0.25',
    ],
  ],
  [
    'calendars.ts',
    [
      'calendar of cy: This is no calendar: it has no BEGIN:VCALENDAR.',
      "L1 went to ana by the rule 'all': next in turn among 2. Skipped: cy is of unknown availability (calendar unreadable: it is no whole calendar). The availability port failed: calendar unreadable: it is no whole calendar.",
      "L2 went to bob by the rule 'all': the only one eligible. Skipped: ana is away (vacation) until 2026-07-19T22:00:00.000Z, cy is of unknown availability (calendar unreadable: it is no whole calendar). The availability port failed: calendar unreadable: it is no whole calendar.",
      'calendar of cy: This is no calendar: it has no BEGIN:VCALENDAR.',
      "L3 went to ana by the rule 'all': the only one eligible. Skipped: bob is away (vacation) until 2026-08-04T04:00:00.000Z, cy is of unknown availability (calendar unreadable: it is no whole calendar). The availability port failed: calendar unreadable: it is no whole calendar.",
    ],
  ],
  [
    'analysis.ts',
    [
      'info overlap (dach, large) {"id":"L1","company":{"employees":500,"country":"DE"}} -> ana',
      'warning shadowed (large in Germany, large) {"id":"L1","company":{"employees":1000,"country":"DE"}} -> ana',
      'warning nobodyEligible (mid-size)',
      'warning inactiveRep (mid-size)',
      'info fallsToOtherwise {"id":"L1","company":{"employees":50,"country":"other"}} -> ana',
    ],
  ],
  [
    'limits.ts',
    [
      "L1 went to ana by the rule 'hot': next in turn among 2.",
      "L2 went to bob by the rule 'hot': the only one eligible. Skipped: ana is at the rate limit (1 of 1 this hour by 'hot', 2026-11-27T22 Europe/Berlin) until 2026-11-27T22:00:00.000Z.",
      "L3 went to ana by the rule 'sales': 1 open, the fewest among 2. Skipped: bob is at the rate limit (1 of 1 this hour by 'hot', 2026-11-27T16 America/New_York) until 2026-11-27T22:00:00.000Z.",
      "L4 went to ana by the rule 'sales': 4 open, the fewest among 1. Skipped: bob is at capacity (1 open of 5, and it takes 6).",
      "L5 went to bob by the rule 'sales': 1 open, the fewest among 1. Skipped: ana is at capacity (10 open of 10).",
      "L6 went to bob by the rule 'sales': 2 open, the fewest among 1. Skipped: ana is at capacity (10 open of 10).",
      "L7 went to bob by the rule 'sales': 3 open, the fewest among 1. Skipped: ana is at capacity (10 open of 10).",
      "ana: 7 of 10 open, room for 3; 0 of 4 in day 2026-11-28; 0 of 1 in hour 2026-11-28T01 by 'hot'",
      "bob: 4 of 5 open, room for 1; 0 of 1 in hour 2026-11-27T19 by 'hot'",
      'mia: 0 of any open, room for any',
    ],
  ],
  [
    'queues.ts',
    [
      "L1 went to ana by the rule 'urgent': the only one eligible.",
      'in the pool: L3, L4, L2, L5',
      'bob takes L4',
      'ana takes L3',
      'ana takes none: atCapacity (2 open of 2)',
      'ana takes L2',
      "L2 was claimed by ana from the queue to which it was sent by the rule 'pool'.",
      "L5 went to bob by the rule 'unclaimed': 1 open, the fewest among 1. Skipped: ana is at capacity (2 open of 2).",
      'bob takes none: empty',
    ],
  ],
  [
    'publish.ts',
    [
      "L1 from Austria: bob, by the code's plan",
      'draft 1 is broken: The queue is "", not a name. The plan has no `otherwise`.',
      'L2 from Austria: ana, by version 1',
      'sam: stalePlan',
      'L3 from Austria: ana, by version 1',
      'L4 from Austria: ana, by version 2',
      'L5 from Austria: ana, by version 3',
      'version 1 by ada: Austria joins (past)',
      'version 2 by sam: Switzerland joins (past)',
      'version 3 by ada: one week more (inForce, restores 1)',
    ],
  ],
  [
    'zodSchemas.ts',
    [
      "L1 went to ana by the rule 'large': the only one eligible.",
      "L2 went to bob by the rule 'country': the only one eligible.",
      "L3 went to ana by the rule 'country': the only one eligible.",
      'L4 was refused (badLead):',
      '- email: Invalid email address',
      '- employees: Too small: expected number to be >0',
    ],
  ],
]

describe('examples', () => {
  test.each(examples)('%s prints what it says', async (file, expected) => {
    const { main } = (await import(`../../examples/${file.slice(0, -'.ts'.length)}.ts`)) as {
      main(print: (line: string) => void): Promise<void>
    }
    const lines: string[] = []
    await main((line) => lines.push(line))
    expect(lines).toEqual(expected)
  })
})
