import type { WallTime } from '../../time/zone.js'
import type { By } from './limits.js'

/** From the longest; the last number is how many there are in the next longer one. */
const units = [
  { part: 'BYHOUR', ms: 3_600_000, many: 24 },
  { part: 'BYMINUTE', ms: 60_000, many: 60 },
  { part: 'BYSECOND', ms: 1000, many: 60 },
] as const

/**
 * The times of a rule that repeats by the day or oftener, in order. All its periods are of one length, so the library need not be asked,
 * which goes wrong here: it counts an INTERVAL anew where it has to skip, and loses the minutes of a BYSETPOS.
 *
 * @param period how long one is: a day, an hour, a minute or a second
 * @param by the parts that make times within a period
 */
export function* evenly(period: number, interval: number, by: By, start: WallTime, last: WallTime): Generator<WallTime> {
  const base = Math.floor(start / period) * period
  let times = [0]
  for (const { part, ms, many } of units) {
    if (ms >= period) continue
    // A leap second is the second before it.
    const values = by.get(part)?.map((value) => Math.min(Number(value), many - 1)) ?? [Math.floor(start / ms) % many]
    times = times.flatMap((time) => values.map((value) => time + value * ms))
  }
  const ordered = [...new Set(times)].sort((a, b) => a - b)
  const places = by.get('BYSETPOS')?.map((place) => (Number(place) > 0 ? Number(place) - 1 : ordered.length + Number(place)))
  const picked = ordered.filter((_, index) => places?.includes(index) ?? true)
  for (let begun = base; begun <= last; begun += period * interval) for (const time of picked) yield begun + time
}
