import { isRoutingError } from '../errors.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { Availability } from '../port/ports.js'
import { allOf } from '../presence/allOf.js'
import type { HolidayTables } from '../presence/holidayTables.js'
import { rosterAvailability } from '../presence/rosterAvailability.js'
import type { Rep, RepFields } from '../rep.js'
import { activatePlan } from '../router/activePlan.js'
import { readInstant, writeInstant } from '../time/instant.js'
import { timesOf } from '../time/repTimes.js'
import type { Args } from './command.js'
import { stop } from './complaint.js'
import type { Io } from './io.js'
import type { AbsenceBook } from './read/availability.js'
import { type PlanFile, readPlan } from './read/plan.js'

/** By the list of absences, and by what reps say of themselves. Where there is nothing of either, nobody is asked. */
export function availabilityOf(
  reps: readonly Rep[],
  fields: RepFields,
  holidays: HolidayTables | undefined,
  absences: AbsenceBook | undefined,
): { readonly availability?: Availability } {
  const checks: Availability[] = []
  if (absences !== undefined) checks.push((rep, { now }) => absences.presence(rep.id, now))
  const saysTimes = (rep: Rep): boolean => Object.values(timesOf(rep, fields)).some((value) => value !== undefined)
  if (reps.some(saysTimes)) checks.push(rosterAvailability({ ...(holidays === undefined ? {} : { holidays }), repFields: fields }))
  return checks.length === 0 ? {} : { availability: allOf(...checks) }
}

export async function mustReadPlan(io: Io, file: string, territories?: string): Promise<PlanFile & { readonly plan: Plan }> {
  const read = await readPlan(io, file, territories)
  return read.plan === undefined ? stop(...read.complaints) : { ...read, plan: read.plan }
}

/** What only a router finds wrong with a plan (a strategy of the host) has its place in the file, too; and it is found before there is a database. */
export function mustActivate({ plan, complain: placed }: PlanFile & { readonly plan: Plan }): CompiledPlan {
  try {
    return activatePlan(plan, {}, true).compiled
  } catch (error) {
    if (!isRoutingError(error) || error.code !== 'badPlan') throw error
    const complaints = placed(error.issues).map((one) =>
      one.code === 'unknownStrategy'
        ? { ...one, hint: 'Strategies of a host are code: route with the library, or use roundRobin, leastLoaded or weighted.' }
        : one.path?.at(-1) === 'time'
          ? { ...one, hint: 'When reps work is code of the host: route with the library, or write "time": "elapsed".' }
          : one,
    )
    return stop(...complaints)
  }
}

export function clockOf(args: Args, io: Io): () => number {
  const text = args.text('now')
  if (text === undefined) return io.clock
  const now = readInstant(text) ?? stop({ code: 'usage', message: `--now: ${JSON.stringify(text)} is no instant.`, hint: writeInstant })
  return () => now
}

export function assertOneStdin(files: readonly (string | undefined)[]): void {
  if (files.filter((file) => file === '-').length > 1)
    stop({ code: 'usage', message: 'Only one file can be - (standard input).', hint: 'Write the others to files.' })
}

export async function given<Result>(file: string | undefined, read: (file: string) => Promise<Result>): Promise<Result | undefined> {
  return file === undefined ? undefined : read(file)
}
