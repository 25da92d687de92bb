import type { Lists } from '../condition/operator/operator.js'
import type { Tree } from '../condition/tree.js'
import { entryOf } from './entryOf.js'

/** Conditions and what they mean by the names of lists. */
export interface Conditions {
  readonly trees: readonly Tree[]
  readonly lists: Lists
}

/** What became of an old list of conditions in a new one. Those that stayed are in the same order in both. */
export interface Revision {
  /** The new number of each old condition; -1: gone. */
  readonly numbers: Int32Array
  /** The new numbers of those that are new, ascending. */
  readonly added: readonly number[]
}

/** Compares by content, since a changed plan comes as another text. One that moved counts as gone and new. */
export function revise(before: Conditions, after: Conditions): Revision {
  const changed = changedLists(before.lists, after.lists)
  const [olds, news] = [before, after].map(({ trees }) => trees.map((tree) => contentOf(tree, changed))) as [Content[], Content[]]
  const numbers = new Int32Array(olds.length).fill(-1)
  const partners = partnersOf(olds, news)
  const stay = longestAscending(partners)
  const added: number[] = []
  partners.forEach((old, number) => {
    if (old >= 0 && stay[number] === 1) numbers[old] = number
    else added.push(number)
  })
  return { numbers, added }
}

/** A text that is the same for the same condition; undefined for one that may mean something else now, for a list of that name has changed. */
type Content = string | undefined

function contentOf(tree: Tree, changed: ReadonlySet<string>): Content {
  return changed.size > 0 && names(tree, changed) ? undefined : JSON.stringify(tree)
}

function names(tree: Tree, lists: ReadonlySet<string>): boolean {
  if (tree.kind === 'all' || tree.kind === 'any') return tree.of.some((part) => names(part, lists))
  return tree.kind === 'test' && tree.operator === 'inList' && lists.has(tree.operand as string)
}

/** For each new content the place of the same one among the old, the first for the first, the second for the second; -1: none. */
function partnersOf(olds: readonly Content[], news: readonly Content[]): Int32Array {
  const places = new Map<string, { readonly all: number[]; taken: number }>()
  olds.forEach((content, place) => {
    if (content !== undefined) entryOf(places, content, () => ({ all: [] as number[], taken: 0 })).all.push(place)
  })
  return Int32Array.from(news, (content) => {
    const found = content === undefined ? undefined : places.get(content)
    return found === undefined || found.taken === found.all.length ? -1 : (found.all[found.taken++] as number)
  })
}

/** Marks (1) the most numbers that can stay if they are to ascend, by patience sorting; those below 0 never do. */
function longestAscending(numbers: Int32Array): Uint8Array {
  // The place of the smallest number that ends an ascending row of each length, and in front of each number the one that it goes on from.
  const ends: number[] = []
  const before = new Int32Array(numbers.length).fill(-1)
  numbers.forEach((number, place) => {
    if (number < 0) return
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] as number] as number) < number) low = middle + 1
      else high = middle
    }
    before[place] = low === 0 ? -1 : (ends[low - 1] as number)
    ends[low] = place
  })
  const marks = new Uint8Array(numbers.length)
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] as number) marks[place] = 1
  return marks
}

function changedLists(before: Lists, after: Lists): ReadonlySet<string> {
  const names = new Set([...before.keys(), ...after.keys()])
  return new Set([...names].filter((name) => !isSame(before.get(name), after.get(name))))
}

function isSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  if (one === undefined || other === undefined || one.size !== other.size) return false
  for (const text of one) if (!other.has(text)) return false
  return true
}
