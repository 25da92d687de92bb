import { formatPath, isRoutingError } from '../../errors.js'
import type { Routed } from '../../router/context.js'
import type { Router } from '../../router/router.js'
import { type Complaint, complain, complaintsOf, type Place } from '../complaint.js'
import type { Io } from '../io.js'
import { progressOn } from '../progress.js'
import type { Row } from '../read/rows.js'
import { batchesOf } from './batches.js'
import { decisionJson, decisionLine } from './decisionText.js'
import { countIn, newTally, type Tally, tallyJson, tallyText } from './tally.js'

/**
 * Routes rows batch by batch; each row read has exactly one outcome, which is counted.
 *
 * @returns the exit code: 0, 2 if rows were refused, 1 if the run ended before the input did
 */
export async function routeRows(rows: AsyncIterable<Row>, router: Router, io: Io, json: boolean): Promise<0 | 1 | 2> {
  const tally = newTally()
  const progress = progressOn(io, 'leads')
  const print = io.stdout.isTTY && !json ? (routed: Routed) => decisionLine(routed, io.stdout.paint) : decisionJson
  let ended: unknown
  let complete = true
  try {
    for await (const batch of batchesOf(rows)) {
      const failure = await routeBatch(batch, router, { tally, io, json, print, clear: progress.clear })
      if (failure !== undefined) throw failure.error
      progress.show(tally.read)
      if (io.stdout.gone) {
        complete = false
        break
      }
    }
  } catch (error) {
    complete = false
    ended = error
  }
  progress.clear()
  if (ended !== undefined) await complainOfEnd(ended, io, json)
  await io.stderr.write(json ? `${tallyJson(tally, complete)}\n` : tallyText(tally, io.stderr.paint))
  if (!complete) {
    const message = `The run ended early${io.stdout.gone ? ': nobody reads its output any more' : ''}.`
    await complain(
      io,
      [{ severity: 'warning', code: 'endedEarly', message, hint: 'Run the same command again: leads that have an owner keep it.' }],
      json,
    )
    return 1
  }
  return tally.refused > 0 ? 2 : 0
}

interface Outlet {
  readonly tally: Tally
  readonly io: Io
  readonly json: boolean
  readonly print: (routed: Routed) => string
  readonly clear: () => void
}

/** Outcomes come out in the order of the input. @returns what ended the run, if anything did: leads after it were not routed */
async function routeBatch(
  batch: readonly Row[],
  router: Router,
  { tally, io, json, print, clear }: Outlet,
): Promise<{ readonly error: unknown } | undefined> {
  const leads = batch.flatMap((row) => ('value' in row ? [row.value as { readonly [field: string]: unknown }] : []))
  const outcomes = (await router.routeMany(leads, { from: 'host' })).values()
  let printed = ''
  let failure: { readonly error: unknown } | undefined
  const refused: Complaint[] = []
  for (const row of batch) {
    const outcome = 'value' in row ? outcomes.next().value : undefined
    if (outcome === undefined || (outcome.status === 'rejected' && isBadLead(outcome.reason))) {
      tally.read += 1
      tally.refused += 1
      refused.push(
        'fault' in row ? { severity: 'error', code: 'brokenRow', ...row.place, ...row.fault } : refusalOf(outcome?.reason, row.place),
      )
    } else if (outcome.status === 'fulfilled') {
      tally.read += 1
      countIn(tally, outcome.value)
      printed += `${print(outcome.value)}\n`
    } else failure ??= { error: outcome.reason }
  }
  clear()
  await complain(io, refused, json)
  if (printed !== '') await io.stdout.write(printed)
  return failure
}

function isBadLead(error: unknown): boolean {
  return isRoutingError(error) && error.code === 'badLead'
}

/** One complaint for one lead, whatever number of issues it has. */
export function refusalOf(error: unknown, place: Place): Complaint {
  const issues = isRoutingError(error) ? error.issues : []
  const [first] = issues
  const told = issues.slice(0, 3).map(({ path, message }) => (path.length === 0 ? message : `${formatPath(path)}: ${message}`))
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : ''
  return {
    severity: 'error',
    code: first?.code ?? 'badLead',
    ...place,
    message: `The lead was refused. ${told.join(' ')}${more}`,
    ...(first === undefined ? {} : { hint: first.hint }),
  }
}

async function complainOfEnd(error: unknown, io: Io, json: boolean): Promise<void> {
  const complaints = complaintsOf(error)
  if (complaints === undefined) throw error
  await complain(io, complaints, json)
}
