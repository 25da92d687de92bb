import { readPath, splitPath } from '../../condition/read.js'
import { isRoutingError } from '../../errors.js'
import type { Instant, JsonObject } from '../../lead.js'
import type { ActivePlan } from '../../router/activePlan.js'
import { copyIn, takeIn } from '../../router/takeIn.js'
import type { HistoryLead } from '../../simulate/history.js'
import { readInstant, writeInstant } from '../../time/instant.js'
import { type Complaint, complain, type Place, stop } from '../complaint.js'
import type { Io } from '../io.js'
import type { Row } from '../read/rows.js'
import { refusalOf } from '../route/routeRows.js'

/** Where leads say when they came and when they were closed; without that, one comes `everyMs` after the other. */
export interface Times {
  readonly at: readonly string[] | undefined
  readonly closed: readonly string[] | undefined
  readonly first: Instant
  readonly everyMs: number
}

/** The path that an option names. */
export function pathOf(option: string, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  const hint = 'Name a field of the leads, with dots between parts: receivedAt, meta.created.'
  return splitPath(text) ?? stop({ code: 'usage', message: `--${option}: ${JSON.stringify(text)} is no path to a field.`, hint })
}

export interface Refusals {
  count: number
}

/** Rows as a history. Those that are no leads are told, counted, and left out. */
export async function* leadsOf(
  rows: AsyncIterable<Row>,
  times: Times,
  active: ActivePlan,
  { io, json, refusals }: { readonly io: Io; readonly json: boolean; readonly refusals: Refusals },
): AsyncGenerator<HistoryLead<JsonObject>> {
  let number = 0
  for await (const row of rows) {
    const read = readRow(row, times, active, times.first + number * times.everyMs)
    number += 1
    if ('history' in read) yield read.history
    else {
      refusals.count += 1
      await complain(io, [read.complaint], json)
    }
  }
}

type Read = { readonly history: HistoryLead<JsonObject> } | { readonly complaint: Complaint }

function readRow(row: Row, { at, closed }: Times, active: ActivePlan, otherwise: Instant): Read {
  if ('fault' in row) return { complaint: { severity: 'error', code: 'brokenRow', ...row.place, ...row.fault } }
  try {
    // The plan is no schema of a host: it is taken in at once.
    const { lead } = takeIn(copyIn(row.value), active, otherwise) as { readonly lead: JsonObject }
    const came = at === undefined ? otherwise : momentIn(lead, at)
    if (came === undefined) return { complaint: noTime(row.place, at as readonly string[]) }
    const end = closed === undefined ? undefined : momentIn(lead, closed)
    return { history: { lead, at: came, ...(end === undefined ? {} : { closedAt: end }) } }
  } catch (error) {
    if (!isRoutingError(error) || error.code !== 'badLead') throw error
    return { complaint: refusalOf(error, row.place) }
  }
}

/** An instant as text with its offset, or as milliseconds since 1970. */
function momentIn(lead: JsonObject, path: readonly string[]): Instant | undefined {
  const value = readPath(lead, path)
  if (typeof value === 'string') return readInstant(value)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function noTime(place: Place, path: readonly string[]): Complaint {
  const message = `The lead does not say in ${path.join('.')} when it came.`
  return { severity: 'error', code: 'noTime', ...place, message, hint: `${writeInstant} Or milliseconds since 1970.` }
}
