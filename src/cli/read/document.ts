import { type JsonScan, positionsIn, scanJson } from '../../text/jsonText.js'
import { type Complaint, complaintOf, type Place, type Problem, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { openSource, readText } from './source.js'

/** A JSON file in memory. */
export interface JsonDocument {
  readonly file: string
  readonly value: unknown
  /** Complaints with line and column, in the order of the issues. */
  complain(problems: readonly Problem[]): Complaint[]
  /** Where the elements of a list at the root stand. */
  elements(): readonly Place[]
  /** Names that stand twice in one object. */
  duplicates(): Complaint[]
}

/** Issues about a name rather than about what it holds. */
const aboutNames: ReadonlySet<string> = new Set(['unknownField', 'unknownOperator', 'reservedName', 'misplaced'])

export async function readDocument(io: Io, file: string): Promise<JsonDocument> {
  const source = await openSource(io, file)
  return documentOf(await readText(source), source.file)
}

/** What is no JSON ends the command, with line and column. */
export function documentOf(text: string, file: string): JsonDocument {
  const value = parse(text, file)
  const placed = (offset: number): Place => ({ file, ...positionsIn(text)(offset) })
  let scanned: JsonScan | undefined
  const scan = (): JsonScan => {
    scanned ??= scanJson(text)
    return scanned
  }
  return {
    file,
    value,
    complain: (problems) => {
      const position = positionsIn(text)
      const { offsets } = scanJson(
        text,
        problems.map(({ path, code }) => ({ path, name: aboutNames.has(code) })),
      )
      return problems.map((problem, index) => complaintOf(problem, { file, ...position(offsets[index] ?? 0) }))
    },
    elements: () => {
      const position = positionsIn(text)
      return scan().elements.map((offset) => ({ file, ...position(offset) }))
    },
    duplicates: () =>
      scan().duplicates.map(({ path, offset }) => {
        const message = `The name ${JSON.stringify(path.at(-1))} stands twice in this object; JSON keeps only the last.`
        return complaintOf({ code: 'duplicateName', message, hint: 'Keep one of the two.', path }, placed(offset))
      }),
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { fault } = scanJson(text)
    const { offset, message } = fault ?? { offset: 0, message: (error as Error).message }
    return stop({
      code: 'notJson',
      file,
      ...positionsIn(text)(offset),
      message: `This is not JSON: ${message}`,
      hint: remedy(text, offset),
    })
  }
}

function remedy(text: string, offset: number): string {
  // A complete object, and another one after it: JSON Lines under another name.
  return text[offset] === '{' && text.slice(0, offset).trimEnd().endsWith('}')
    ? 'One JSON object a line is JSONL: name the file .jsonl, or put the objects into a list [ …, … ].'
    : 'Mend the text there.'
}
