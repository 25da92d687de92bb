import type { IssueCode } from '../../src/errors.js'

export type Path = readonly (string | number)[]

/** A document, one of its issues, and whether the JSON Schema finds something as well. */
export type BadPlan = readonly [name: string, document: unknown, code: IssueCode, path: Path, schema?: 'schema']
