import { calendarOf } from '../../adapter/calendar/calendarText.js'

/** Calendars as people keep them, and by hand what they come to: what is checked against never reads iCalendar. */

const berlin = 'TZID=Europe/Berlin'
const newYork = 'TZID=America/New_York'

/** Every Monday, once left out, once moved to the Tuesday; two whole days off. */
const sales = calendarOf(
  [
    ...['UID:weekly', `DTSTART;${berlin}:20261019T100000`, `DTEND;${berlin}:20261019T110000`],
    ...['RRULE:FREQ=WEEKLY;BYDAY=MO', `EXDATE;${berlin}:20261116T100000`],
  ],
  ['UID:weekly', `RECURRENCE-ID;${berlin}:20261207T100000`, `DTSTART;${berlin}:20261208T140000`, `DTEND;${berlin}:20261208T153000`],
  ['UID:off', 'DTSTART;VALUE=DATE:20261113', 'DTEND;VALUE=DATE:20261114'],
)

/** The last Friday of the month in Kolkata, and a meeting of the people in Berlin: by Indian clocks it moves when theirs change. */
const bridge = calendarOf(
  [
    ...['UID:review', 'DTSTART;TZID=Asia/Kolkata:20261030T160000', 'DTEND;TZID=Asia/Kolkata:20261030T180000'],
    'RRULE:FREQ=MONTHLY;BYDAY=-1FR',
  ],
  ['UID:sync', `DTSTART;${berlin}:20261021T110000`, `DTEND;${berlin}:20261021T120000`, 'RRULE:FREQ=WEEKLY;BYDAY=WE'],
)

/** Every other Wednesday until mid-December, a free event that keeps nobody away, and a vacation of whole days. */
const east = calendarOf(
  [
    ...['UID:forecast', `DTSTART;${newYork}:20261021T150000`, `DTEND;${newYork}:20261021T163000`],
    'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261217T000000Z',
  ],
  ['UID:free', `DTSTART;${newYork}:20261022T110000`, `DTEND;${newYork}:20261022T190000`, 'TRANSP:TRANSPARENT'],
  ['UID:vacation', 'DTSTART;VALUE=DATE:20261220', 'DTEND;VALUE=DATE:20270101'],
)

/** In the middle of a night shift, across midnight. */
const night = calendarOf([
  ...['UID:handover', 'DTSTART;TZID=America/Los_Angeles:20261019T233000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE'],
])

export const calendars: { readonly [rep: string]: string } = { ana: sales, cem: sales, isha: bridge, noa: east, leo: night }

/** A zone, and what is busy there by its clocks. */
export interface Busy {
  readonly timeZone: string
  readonly from: string
  readonly until: string
}

const each = (timeZone: string, from: string, until: string, ...dates: readonly string[]): Busy[] =>
  dates.map((date) => ({ timeZone, from: `${date}T${from}`, until: `${date}T${until}` }))

const ofSales: readonly Busy[] = [
  ...each('Europe/Berlin', '10:00', '11:00', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-23', '2026-11-30'),
  ...each('Europe/Berlin', '10:00', '11:00', '2026-12-14', '2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18'),
  ...each('Europe/Berlin', '14:00', '15:30', '2026-12-08'),
  { timeZone: 'Europe/Berlin', from: '2026-11-13T00:00', until: '2026-11-14T00:00' },
]

const handovers = [
  ...['2026-10-19', '2026-10-21', '2026-10-26', '2026-10-28', '2026-11-02', '2026-11-04', '2026-11-09', '2026-11-11', '2026-11-16'],
  ...['2026-11-18', '2026-11-23', '2026-11-25', '2026-11-30', '2026-12-02', '2026-12-07', '2026-12-09', '2026-12-14', '2026-12-16'],
  ...['2026-12-21', '2026-12-23', '2026-12-28', '2026-12-30', '2027-01-04', '2027-01-06', '2027-01-11', '2027-01-13', '2027-01-18'],
]

export const busy: { readonly [rep: string]: readonly Busy[] } = {
  ana: ofSales,
  cem: ofSales,
  isha: [
    ...each('Asia/Kolkata', '16:00', '18:00', '2026-10-30', '2026-11-27', '2026-12-25'),
    ...each('Asia/Kolkata', '14:30', '15:30', '2026-10-21'),
    ...each('Asia/Kolkata', '15:30', '16:30', '2026-10-28', '2026-11-04', '2026-11-11', '2026-11-18', '2026-11-25', '2026-12-02'),
    ...each('Asia/Kolkata', '15:30', '16:30', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30', '2027-01-06', '2027-01-13'),
  ],
  noa: [
    ...each('America/New_York', '15:00', '16:30', '2026-10-21', '2026-11-04', '2026-11-18', '2026-12-02', '2026-12-16'),
    { timeZone: 'America/New_York', from: '2026-12-20T00:00', until: '2027-01-01T00:00' },
  ],
  leo: handovers.map((date) => ({ timeZone: 'America/Los_Angeles', from: `${date}T23:30`, until: `${date}T24:30` })),
}
