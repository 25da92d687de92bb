import type { CompiledRoster } from '../decide/roster.js'
import { RoutingError } from '../errors.js'
import type { RepId } from '../rep.js'
import { durationMs, longestMs } from '../time/duration.js'
import { type Live, subjectIn } from './live.js'
import type { Lasting } from './options.js'

/** How long something takes with this lead and owner, in milliseconds; nothing: for ever. */
export function durationOf(lasting: Lasting | undefined, live: Live, rep: RepId, { byId }: CompiledRoster): number | undefined {
  if (lasting === undefined) return undefined
  if (typeof lasting !== 'function') return durationMs(lasting)
  const owner = byId.get(rep)
  const told = owner === undefined ? undefined : lasting(subjectIn(live).view, owner)
  if (told === undefined) return undefined
  const ms = durationMs(told)
  if (!(ms >= 0 && ms <= longestMs)) {
    const detail = `How long ${rep} has a lead came out as ${JSON.stringify(told)}: return { days, hours, minutes, seconds } up to 365 days.`
    throw new RoutingError('badOptions', { detail })
  }
  return ms
}
