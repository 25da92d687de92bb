import { numbers } from './pieces.js'
import type { TextTable } from './textTable.js'

/** Several numbers for each text of a table. The same number twice in a row is kept once. */
export interface Bag {
  add(text: number, value: number): void
  /** The latest first. */
  valuesOf(text: number): number[]
  /** The value of a text that has exactly one; -1 for any other. */
  onlyOf(text: number): number
  readonly bytes: number
}

const linked = 2 ** 31

/** Most texts have one value, which is the note of the text in the table, plus one. Of several the note says where their linked list begins. */
export function bag(table: TextTable): Bag {
  const links = numbers()
  let used = 0
  const link = (value: number, next: number): number => {
    links.set(used * 2, value)
    links.set(used * 2 + 1, next)
    used += 1
    return linked + used
  }
  return {
    add(text, value) {
      const note = table.noteOf(text)
      if (note === 0) table.setNote(text, value + 1)
      else if (note < linked) {
        if (note - 1 !== value) table.setNote(text, link(value, link(note - 1, 0)))
      } else if (links.get((note - linked - 1) * 2) !== value) table.setNote(text, link(value, note))
    },
    valuesOf(text) {
      const note = table.noteOf(text)
      if (note === 0) return []
      if (note < linked) return [note - 1]
      const found: number[] = []
      for (let at = note; at !== 0; at = links.get((at - linked - 1) * 2 + 1)) found.push(links.get((at - linked - 1) * 2))
      return found
    },
    onlyOf(text) {
      const note = table.noteOf(text)
      return note < linked ? note - 1 : -1
    },
    get bytes() {
      return links.bytes
    },
  }
}
