import { readHours } from '../../src/time/hours.js'
import { createWorkCalendar } from '../../src/time/workCalendar.js'
import { type OracleHours, oracle, type Transition, transitionsOf } from './oracle.js'

const HOUR = 3_600_000
export const probes = [-25 * HOUR, -3 * HOUR, -1, 0, HOUR / 2, 3 * HOUR, 25 * HOUR]

/** Hours with edges where clocks change (between 00:00 and 04:00 nearly everywhere), over midnight, and ordinary ones. */
const weeks = [
  { 'mon-sun': ['00:15-00:45', '01:30-02:30', '02:45-03:15', '22:00-24:00'] },
  { 'mon-sun': '22:30-06:15' },
  { 'mon-fri': ['09:00-12:30', '13:30-18:00'], sun: '00:00-24:00' },
]
type Day = OracleHours['week'][number]
const broken: Day = [
  [15, 45],
  [90, 150],
  [165, 195],
  [1320, 1440],
]
const night: Day = [[1350, 1815]]
const office: Day = [
  [540, 750],
  [810, 1080],
]
const everyDay = (day: Day): OracleHours['week'] => Array.from({ length: 7 }, () => day)
const minutes: readonly OracleHours['week'][] = [
  everyDay(broken),
  everyDay(night),
  [office, office, office, office, office, [], [[0, 1440]]],
]
const ms = 100 * 60_000

/** All probes around a change of clocks, with the hours that its turn brings. */
export function differences({ timeZone, at }: Transition, turn: number): string[] {
  const read = readHours({ timeZone, week: weeks[turn % weeks.length] })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const calendar = createWorkCalendar(read.hours)
  const hours = { timeZone, week: minutes[turn % weeks.length] as OracleHours['week'] }
  return probes.flatMap((probe) => {
    const moment = at + probe
    const expected = oracle(hours, moment, ms)
    const got = { open: calendar.open(moment), nextOpen: calendar.nextOpen(moment), after: calendar.after(moment, ms) }
    return JSON.stringify(got) === JSON.stringify(expected)
      ? []
      : [`${timeZone} ${new Date(moment).toISOString()} ${turn % weeks.length} ${JSON.stringify({ got, expected })}`]
  })
}

/** Every change of clocks from 2020 to 2034, in every zone that this machine knows. */
export function allTransitions(): Transition[] {
  return Intl.supportedValuesOf('timeZone').flatMap((zone) => transitionsOf(zone, 2020, 2034))
}
