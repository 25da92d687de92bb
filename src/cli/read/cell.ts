import type { Json } from '../../lead.js'

/**
 * What a CSV cell means, cell by cell, without looking at the rest of its column: nothing for an empty cell; a number for a plain
 * JSON number (`500`, `-1.5`; not `007`, `+5`, `1e5`, nor a whole number beyond 2^53); `true`, `false`; a list for a JSON list
 * (`["a","b"]`); otherwise the text as it stands.
 */
export function readCell(text: string): Json | undefined {
  if (text === '') return undefined
  if (text === 'true') return true
  if (text === 'false') return false
  if (plainNumber.test(text)) {
    const number = Number(text)
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER && !Object.is(number, -0) ? number : text
  }
  return text.startsWith('[') && text.endsWith(']') ? (listOf(text) ?? text) : text
}

const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

function listOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
