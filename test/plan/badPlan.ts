import type { IssueCode } from '../../src/errors.js'

export type Path = readonly (string | number)[]

/** A document, one of its issues, whether the JSON Schema finds something as well, and what the issue's message and hint say. */
export type BadPlan = readonly [name: string, document: unknown, code: IssueCode, path: Path, schema?: 'schema' | undefined, words?: RegExp]
