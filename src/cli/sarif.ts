import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findingTable } from '../analysis/finding.js'
import { issueTable } from '../errors.js'
import type { Complaint, Severity } from './complaint.js'
import type { PlacedFinding } from './findings.js'

/** What `level` says for a severity. */
const levels: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' }

const meanings: { readonly [code: string]: string } = { ...issueTable, ...findingTable }

/**
 * Issues and findings as a log in the Static Analysis Results Interchange Format, version 2.1.0: what code review tools show beside the lines.
 * Source: OASIS, sarif-v2.1.0.
 */
export function sarifOf(results: readonly (Complaint | PlacedFinding)[]): object {
  const codes = [...new Set(results.map(({ code }) => code))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fairlead', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => resultOf(result, codes)),
      },
    ],
  }
}

function ruleOf(code: string): object {
  const text = meanings[code]
  return { id: code, ...(text === undefined ? {} : { shortDescription: { text } }) }
}

function resultOf(result: Complaint | PlacedFinding, codes: readonly string[]): object {
  const { code, severity, message, hint, path, file } = result
  const example = 'example' in result ? result.example : undefined
  const shown = example === undefined ? [] : [`Example: ${JSON.stringify(example.lead)}`]
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: [message, ...(hint === undefined ? [] : [hint]), ...shown].join(' ') },
    ...(file === undefined ? {} : { locations: [locationOf(result, file)] }),
    // What stays the same when lines move, so that a result that is known is not new each time.
    partialFingerprints: { 'codeAndPath/v1': `${code} ${file ?? ''} ${path ?? ''}` },
    ...(example === undefined ? {} : { properties: { example } }),
  }
}

function locationOf({ line, column, path }: Complaint, file: string): object {
  const region = line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region },
    ...(path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
  }
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href
  return file.split(/[\\/]/).map(encodeURIComponent).join('/')
}
