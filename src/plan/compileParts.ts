import type { IssueList, Place } from '../condition/issueList.js'
import { type ParseContext, parseCondition } from '../condition/parse.js'
import { splitPath } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import type { Json } from '../lead.js'
import type { CompiledBy } from './compilePlan.js'
import type { By } from './document.js'
import type { TermsByRotation } from './terms.js'
import type { CompiledTable } from './territories.js'

/** What is the same for all parts of a plan while it is compiled. */
export interface Parsing {
  readonly issues: IssueList
  readonly lists: ReadonlySet<string>
  readonly terms: TermsByRotation
  /** By name in NFC. */
  readonly tables: ReadonlyMap<string, CompiledTable>
}

export function parse(condition: Json, place: Place, target: boolean, parsing: Pick<Parsing, 'issues' | 'lists'>): Tree {
  const context: ParseContext = { issues: parsing.issues, lists: parsing.lists, place, target }
  return parseCondition(condition, context)
}

export function compileBy(by: By): CompiledBy {
  if (typeof by === 'object') return { kind: 'weighted', field: pathOf(by.weighted) }
  if (by === 'roundRobin') return { kind: 'roundRobin' }
  return by === 'leastLoaded' ? { kind: 'leastLoaded' } : { kind: 'host', name: by }
}

export function pathOf(text: string): readonly string[] {
  return splitPath(text) ?? [text]
}
