import { readJson } from './arrivals.mjs'

const accounts = readJson('data/accounts.json')
const byDomain = new Map(accounts.map((account) => [account.domain, account]))

export const scenarios = [
  {
    title: 'A team by geography',
    about: 'Ten reps: five territories, weighted by performance inside each, and an expansion rep for the rest. Account owners come first.',
    plan: readJson('plans/geographic.json'),
    roster: readJson('data/geographicReps.json'),
    group: 'territory',
    // What the CRM knows; what a lead says about its own account is never looked at.
    accounts: ({ company }) => byDomain.get(company?.domain),
  },
  {
    title: 'Specialists by industry, with general coverage',
    about: 'Three specialists take the industries they know, five generalists everything else and whatever the specialists cannot take.',
    plan: readJson('plans/verticals.json'),
    roster: readJson('data/verticalReps.json'),
    group: 'role',
  },
  {
    title: 'Teams by company size',
    about: 'Four reps for enterprise, eight for mid-market, six for small business; inside a team, shares follow quota attainment.',
    plan: readJson('plans/segments.json'),
    roster: readJson('data/segmentReps.json'),
    group: 'team',
  },
]
