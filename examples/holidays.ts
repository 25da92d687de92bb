// Public holidays of countries and regions from the package date-holidays, and those of the company, as tables that reps name.
import Calendar from 'date-holidays'
import { createRouter, memoryStore, type Plan } from 'fairlead'
import { type Holidays, holidayTables, rosterAvailability } from 'fairlead/availability'

const plan: Plan = {
  fairlead: 1,
  name: 'europe',
  rules: [{ name: 'sales', to: { team: 'sales' } }],
  otherwise: { to: { team: 'desk' } },
}

const office = { timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-17:00' } }
const roster = [
  { id: 'ana', team: 'sales', ...office, holidays: ['DE-BY', 'company'] },
  { id: 'ben', team: 'sales', ...office, holidays: ['DE-BE', 'company'] },
  { id: 'cem', team: 'sales', timeZone: 'America/New_York', hours: { 'mon-fri': '09:00-17:00' }, holidays: ['US-NY', 'company'] },
  { id: 'dee', team: 'desk' },
]

/** The public holidays of a region, among them those of its country, by date. The years are fixed: a table is data, and data is kept. */
function publicHolidays(country: string, region: string, years: readonly number[]): Holidays {
  const calendar = new Calendar(country, region, { languages: ['en'], types: ['public'] })
  return Object.fromEntries(years.flatMap((year) => calendar.getHolidays(year)).map(({ date, name }) => [date.slice(0, 10), name]))
}

export async function main(print: (line: string) => void): Promise<void> {
  const years = [2026, 2027]
  const holidays = holidayTables({
    'DE-BY': publicHolidays('DE', 'BY', years),
    'DE-BE': publicHolidays('DE', 'BE', years),
    'US-NY': publicHolidays('US', 'NY', years),
    company: { '2026-12-24': 'Closed', '2026-12-31': 'Closed' },
  })
  for (const name of holidays.names) print(`${name}: ${Object.keys(holidays.of([name])).length} days`)

  let now = 0
  const availability = rosterAvailability({ holidays })
  const router = createRouter({ plan, roster, store: memoryStore(), availability, clock: () => now })
  for (const [id, moment] of [
    ['L1', '2026-01-06T09:00:00Z'],
    ['L2', '2026-03-09T10:00:00Z'],
    ['L3', '2026-12-24T10:00:00Z'],
  ] as const) {
    now = Date.parse(moment)
    await router.route({ id })
    print((await router.explain(id)).sentence)
  }
}
