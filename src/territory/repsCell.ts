import { brief } from '../condition/issueList.js'
import type { Problem } from './cell.js'

export type Reps = { readonly [rep: string]: number }

const hint = 'Write ids with ; between them, each with its weight if that is not 1: ana:3;bob.'

/** `ana:3;bob`: ids, each with a weight above 0; 1 where there is none. What stands behind the last colon is the weight. */
export function readReps(text: string): { readonly reps: Reps } | Problem {
  const reps = new Map<string, number>()
  for (const given of text.split(';')) {
    const part = given.trim()
    const colon = part.lastIndexOf(':')
    const id = colon < 0 ? part : part.slice(0, colon).trim()
    const weight = colon < 0 ? '1' : part.slice(colon + 1).trim()
    if (id === '')
      return { message: part === '' ? 'There is nothing between two semicolons, or beside one.' : 'A weight without a rep.', hint }
    if (!/^\d+(?:\.\d+)?$/.test(weight) || !(Number(weight) > 0) || !Number.isFinite(Number(weight)))
      return { message: `The weight of ${brief(id)} is ${brief(weight)}, not a number above 0.`, hint }
    if (id === '__proto__') return { message: 'No rep has the id __proto__.', hint }
    if (reps.has(id)) return { message: `The rep ${brief(id)} stands twice.`, hint: 'Add up the weights.' }
    reps.set(id, Number(weight))
  }
  return { reps: Object.fromEntries(reps) }
}

/** A cell that says this; undefined where none does: an id with a semicolon in it. */
export function writeReps(reps: Reps): string | undefined {
  const parts = Object.entries(reps).map(([id, weight]) => (weight === 1 && !id.includes(':') ? id : `${id}:${weight}`))
  const text = parts.join(';')
  const read = readReps(text)
  return 'reps' in read && JSON.stringify(read.reps) === JSON.stringify(reps) ? text : undefined
}
