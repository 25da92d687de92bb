import type { Timer } from '../state/record.js'

/** The order of a lead's timers in a view: epoch, name, step. By code units, as every store is to have it, whatever its collation. */
export function timerOrder(a: Timer, b: Timer): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.step - b.step
}
