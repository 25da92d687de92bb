// Run in a process with a small heap: reads the calendars that the tests call floods, and prints what came of each.
import { busyTimes } from '../../../src/adapter/calendar/busyTimes.js'

const march = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1), timeZone: 'Europe/Berlin', busy: true }

function calendarOf(many: number, event: (index: number) => string): string {
  const parts = ['BEGIN:VCALENDAR']
  for (let index = 0; index < many; index++) parts.push(`BEGIN:VEVENT\n${event(index)}\nEND:VEVENT`)
  return [...parts, 'END:VCALENDAR', ''].join('\n')
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19).replaceAll(':', '')
}

const floods: { readonly [name: string]: () => string } = {
  '100,000 events': () => calendarOf(100_000, (index) => `UID:${index}\nDTSTART:20260310T0900${String(index % 60).padStart(2, '0')}Z`),
  '20,000 endless series': () => calendarOf(20_000, (index) => `UID:${index}\nDTSTART:20200101T000000Z\nDURATION:PT1M\nRRULE:FREQ=WEEKLY`),
  'one series 10,000 times, with 10,000 exceptions': () =>
    calendarOf(20_000, (index) => `UID:a\nDTSTART:20260310T090000Z${index % 2 === 0 ? '' : `\nRECURRENCE-ID:20260310T${clock(index)}Z`}`),
  '8 MB of listed dates': () =>
    calendarOf(1, () => `DTSTART:20200101T000000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY${'\nEXDATE:20260311T000000Z'.repeat(330_000)}`),
}

for (const [name, text] of Object.entries(floods)) {
  const { away, problems } = busyTimes(text(), march)
  console.log(`${name}: ${away.length > 0 ? 'away' : 'nobody away'}, ${[...new Set(problems.map(({ kind }) => kind))]}`)
}
