// Calendars: who is away stands in an iCalendar file or feed. One is broken, and the trace says so. Here the texts are at hand; with
// `calendar: (rep) => rep.feedUrl` they are fetched, kept and renewed.
import { createRouter, defineRouting, memoryStore, type } from 'fairlead'
import { calendarAvailability } from 'fairlead/calendar'

interface Seller {
  readonly id: string
  readonly timeZone: string
  readonly calendar?: { readonly text: string }
}

const calendarOf = (...lines: readonly string[]): { readonly text: string } => ({
  text: ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'),
})

const roster: readonly Seller[] = [
  // Two weeks off: whole days, which begin and end at her midnight.
  { id: 'ana', timeZone: 'Europe/Berlin', calendar: calendarOf('UID:1', 'DTSTART;VALUE=DATE:20260706', 'DTEND;VALUE=DATE:20260720') },
  // A day off every first Monday, but not this July.
  {
    id: 'bob',
    timeZone: 'America/New_York',
    calendar: calendarOf('UID:2', 'DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=MONTHLY;BYDAY=1MO', 'EXDATE;VALUE=DATE:20260706'),
  },
  // Not a calendar: the server answers with its sign-in page.
  { id: 'cy', timeZone: 'Asia/Tokyo', calendar: { text: '<html>Sign in</html>' } },
]

const routing = defineRouting({ lead: type<{ id: string }>(), rep: type<Seller>() })
const plan = routing.plan({ name: 'sales', rules: [{ name: 'all', to: {}, by: 'roundRobin' }], otherwise: { to: { id: 'bob' } } })

export async function main(print: (line: string) => void): Promise<void> {
  const availability = calendarAvailability<Seller>({
    calendar: (rep) => rep.calendar,
    timeZone: (rep) => rep.timeZone,
    onProblem: (rep, message) => print(`calendar of ${rep}: ${message}`),
    // What is read first is read within this time, or unknown until the next lead.
    waitMs: 60_000,
  })
  const routerAt = (time: string) =>
    createRouter({ plan, roster, store: memoryStore(), availability, clock: () => Date.parse(time), portTimeoutMs: 120_000 })

  for (const [id, time] of [
    ['L1', '2026-07-05T21:59:00Z'],
    ['L2', '2026-07-05T22:00:00Z'],
    ['L3', '2026-08-03T12:00:00Z'],
  ] as const) {
    const router = routerAt(time)
    await router.route({ id })
    print((await router.explain(id)).sentence)
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log)
