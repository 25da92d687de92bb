/** Who is there: working hours in the rep's own time zone, holidays, and reckoning in working time. */

export type { HolidayTables } from '../presence/holidayTables.js'
export { holidayTables } from '../presence/holidayTables.js'
export type { TimeFields } from '../presence/rosterCalendar.js'
export { rosterCalendar } from '../presence/rosterCalendar.js'
export type { Holidays, WorkingHoursSource } from '../presence/workingHours.js'
export { workCalendar, workingHours } from '../presence/workingHours.js'
export type { Shifts, Weekday, WorkingHours } from '../time/hours.js'
export type { WorkCalendar } from '../time/workCalendar.js'
