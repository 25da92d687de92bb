import { holidayTables } from '../../../src/door/availability.js'
import type { Plan, Rep } from '../../../src/index.js'

/** Ten reps in four zones, two regions that overlap, a manager and a desk that are always there, and the plan by which they get leads. */

export const START = Date.parse('2026-10-19T00:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const manager = 'mia'
const emea = { role: 'ae', regions: ['emea'], quota: 1, manager, capacity: 50 } as const
const amer = { ...emea, regions: ['amer'] } as const
const both = { ...emea, regions: ['emea', 'amer'] } as const
const berlin = { timeZone: 'Europe/Berlin', holidays: ['DE'] } as const
const kolkata = { timeZone: 'Asia/Kolkata', holidays: ['IN'] } as const
const newYork = { timeZone: 'America/New_York', holidays: ['US'] } as const
const losAngeles = { timeZone: 'America/Los_Angeles', holidays: ['US'] } as const
const away = (from: string, until: string) => ({ away: [{ from, until, reason: 'vacation' }] })

/** Split shifts, short Fridays, a Sunday's work, a night shift; some have room for few. */
export const reps: readonly Rep[] = [
  {
    ...{ id: 'ana', backup: 'ben', ...emea, ...berlin, hours: { 'mon-fri': ['09:00-12:30', '13:30-18:00'] } },
    ...away('2026-12-19T00:00:00+01:00', '2027-01-04T00:00:00+01:00'),
  },
  {
    ...{ id: 'ben', backup: 'cem', ...emea, ...berlin, capacity: 12, hours: { 'mon-thu': '08:00-16:30', fri: '08:00-13:00' } },
    ...away('2026-11-02T00:00:00+01:00', '2026-11-16T00:00:00+01:00'),
  },
  {
    ...{ id: 'cem', backup: 'isha', ...both, ...berlin, hours: { 'mon-fri': '12:00-20:00' } },
    ...away('2026-12-24T00:00:00+01:00', '2027-01-07T00:00:00+01:00'),
  },
  {
    ...{ id: 'isha', backup: 'raj', ...emea, ...kolkata, hours: { 'mon-sat': '11:30-20:00' } },
    ...away('2026-11-06T00:00:00+05:30', '2026-11-14T00:00:00+05:30'),
  },
  {
    ...{ id: 'raj', backup: 'ana', ...emea, ...kolkata, capacity: 10 },
    hours: { week: { 'mon-fri': ['10:00-13:00', '14:30-19:00'] }, dates: { '2026-12-31': '10:00-12:00' } },
  },
  {
    ...{ id: 'nia', backup: 'neo', ...amer, ...newYork, quota: 2, hours: { 'mon-fri': '09:00-17:00' } },
    ...away('2026-12-21T00:00:00-05:00', '2027-01-04T00:00:00-05:00'),
  },
  { id: 'neo', backup: 'noa', ...amer, ...newYork, capacity: 9, hours: { 'mon-fri': ['08:00-12:00', '13:00-17:30'] } },
  // Her vacation stands in her calendar alone.
  { id: 'noa', backup: 'lou', ...amer, ...newYork, quota: 2, hours: { 'sun-thu': '11:00-19:00' } },
  {
    ...{ id: 'lou', backup: 'leo', ...amer, ...losAngeles, quota: 3, hours: { 'mon-fri': '08:30-17:00' } },
    ...away('2026-12-23T00:00:00-08:00', '2027-01-06T00:00:00-08:00'),
  },
  {
    ...{ id: 'leo', backup: 'nia', ...both, ...losAngeles, hours: { 'sun-thu': '22:00-06:00' } },
    ...away('2026-11-20T12:00:00-08:00', '2026-11-30T12:00:00-08:00'),
  },
  { id: manager, role: 'manager' },
  { id: 'desk', role: 'desk' },
]

export const holidays = {
  DE: { '2026-12-25': 'Christmas Day', '2026-12-26': 'Boxing Day', '2027-01-01': 'New Year' },
  IN: { '2026-11-09': 'Diwali', '2026-12-25': 'Christmas Day' },
  US: { '2026-11-26': 'Thanksgiving', '2026-12-25': 'Christmas Day', '2027-01-01': 'New Year' },
} as const
export const tables = holidayTables(holidays)

/** How long each step of the chain takes, in working time. */
export const chain = [2 * HOUR, 3 * HOUR, 4 * HOUR] as const
export const WAIT = 20 * HOUR

const escalate = [
  { after: { hours: 2 }, time: 'business', notify: ['slack'] },
  { after: { hours: 3 }, time: 'business', to: 'backup', notify: ['slack'] },
  { after: { hours: 4 }, time: 'business', to: 'manager', notify: ['pager'] },
] as const

/** @param by how a region's leads are shared out, if not by turns */
export function planOf(rotations: Plan['rotations'] = {}, by?: string): Plan {
  const rule = (region: string, own: NonNullable<Plan['rules'][number]['by']>) =>
    ({
      ...{ name: region, when: { region }, to: { role: 'ae', regions: { same: 'region' } }, by: by ?? own },
      ...{ whenNobody: { wait: { hours: 20 } }, escalate },
    }) as const
  return {
    ...{ fairlead: 1, name: 'year end', channels: ['slack', 'pager'], rotations },
    ...(by === undefined || by === 'leastLoaded' ? {} : { strategies: [by] }),
    rules: [rule('emea', 'roundRobin'), rule('amer', { weighted: 'quota' })],
    otherwise: { to: { role: 'desk' } },
  }
}
