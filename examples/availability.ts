// Who is there, by checks that go together: shifts in each rep's own time zone, away by hand, last seen, and a calendar that answers in bulk.
import { type Availability, createRouter, memoryStore, type Plan, type Rep } from 'fairlead'
import { type AwayEntry, allOf, awayBook, lastSeen, rosterAvailability, rosterCalendar } from 'fairlead/availability'

const plan: Plan = {
  fairlead: 1,
  name: 'shifts',
  rules: [{ name: 'on shift', to: { team: 'sales' } }],
  otherwise: { to: { team: 'desk' }, whenNobody: 'hold' },
}

const roster: readonly Rep[] = [
  { id: 'ana', team: 'sales', timeZone: 'Europe/Berlin', hours: { 'mon-fri': ['09:00-12:30', '13:30-18:00'] } },
  { id: 'bob', team: 'sales', timeZone: 'America/New_York', hours: { 'sun-thu': '22:00-06:00' } },
  {
    id: 'cem',
    team: 'sales',
    timeZone: 'Asia/Kathmandu',
    hours: { week: { 'mon-sat': '10:00-18:00' }, dates: { '2026-03-31': '12:00-14:00' } },
    away: [{ from: '2026-04-01T00:00:00+05:45', until: '2026-04-03T00:00:00+05:45', reason: 'vacation' }],
  },
  { id: 'dee', team: 'desk', timeZone: 'Europe/Berlin', hours: { 'mon-fri': '08:00-20:00' } },
]

const HOUR = 3_600_000

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-03-30T06:30:00Z')
  const clock = (): number => now

  let kept: readonly AwayEntry[] = []
  const book = awayBook({ clock, entries: kept, onChange: (entries) => (kept = entries) })
  const seen = new Map([
    ['ana', now],
    ['bob', now],
    ['dee', now],
  ])
  let questions = 0
  const calendar: Availability = {
    many: async (reps) => {
      questions += 1
      return Object.fromEntries(
        reps.map(({ id }) => [id, id === 'ana' && now >= Date.parse('2026-04-01T00:00:00Z') ? { away: 'fair' } : true]),
      )
    },
  }
  // What costs nothing stands first: the calendar is asked only about those who are not known to be away.
  const availability = allOf(
    rosterAvailability(),
    book,
    lastSeen<Rep>({ at: ({ id }) => seen.get(id), within: { hours: 24 }, never: 'there' }),
    calendar,
  )
  const router = createRouter({ plan, roster, store: memoryStore(), availability, clock })
  const route = async (id: string): Promise<void> => {
    await router.route({ id })
    print((await router.explain(id)).sentence)
  }

  await route('L1')
  now += HOUR
  book.away('ana', { until: now + HOUR, reason: 'dentist' })
  await route('L2')
  book.back('ana')
  print(`back again: ${kept.length} entries; ${questions} questions to the calendar`)
  now = Date.parse('2026-04-01T08:00:00Z')
  for (const id of ['ana', 'dee']) seen.set(id, now)
  await route('L3')

  // Four hours of work from Friday afternoon, over the weekend on which clocks go forward in Berlin.
  const calendarOf = rosterCalendar()
  const due = calendarOf({ ...roster[0], id: 'ana' })?.after(Date.parse('2026-03-27T15:00:00Z'), 4 * HOUR)
  print(`four hours of ana's work from Friday, 16:00: ${new Date(due ?? 0).toISOString()}`)
}
