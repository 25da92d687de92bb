import type { Duration } from '../../plan/document.js'
import { stop } from '../complaint.js'

const units: { readonly [letter: string]: keyof Duration } = { d: 'days', h: 'hours', m: 'minutes', s: 'seconds' }

const parts = /^(?:\d+(?:\.\d+)?[dhms])+$/

/** `90s`, `1h30m`, `2d`. What is none ends the command. */
export function readDuration(option: string, text: string): Duration {
  const hint = 'Write days, hours, minutes and seconds: 2d, 8h, 1h30m, 90s.'
  if (!parts.test(text)) return stop({ code: 'usage', message: `--${option}: ${JSON.stringify(text)} is no duration.`, hint })
  const duration: { -readonly [Unit in keyof Duration]: number } = {}
  for (const [, amount, letter] of text.matchAll(/(\d+(?:\.\d+)?)([dhms])/g)) {
    const unit = units[letter as string] as keyof Duration
    if (duration[unit] !== undefined) stop({ code: 'usage', message: `--${option}: ${JSON.stringify(text)} names ${unit} twice.`, hint })
    duration[unit] = Number(amount)
  }
  return duration
}
