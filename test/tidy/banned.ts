import ts from 'typescript'
import { floorOf, roomOf, routerFloor } from './floors.js'
import { lineOf, nodesOf, type Source, type Violation } from './source.js'

/** Rooms below the router decide by what they are given: no clock, no chance, no outside world. */
export function impurities(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => (floorOf(roomOf(source.path)) ?? 0) < routerFloor)
    .flatMap((source) => [
      ...find(source, impurity),
      ...source.imports
        .filter(({ specifier }) => isOutside(specifier))
        .map(({ specifier }) => ({ path: source.path, message: `imports ${specifier}` })),
    ])
}

/** What no source file may hold, on any floor. */
export function dangers(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => find(source, danger))
}

const clocksAndChance = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'process.hrtime',
  'Temporal.Now',
])
const outsideGlobals = new Set(['process', 'console', 'performance', 'crypto', 'localStorage'])
const outsideCalls = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
  'randomUUID',
  'randomBytes',
  'randomInt',
])

// Hashing and looking at a value are pure functions; everything else of Node is the world.
const pureModules = ['node:crypto', 'node:util']
const isOutside = (specifier: string) => specifier.startsWith('node:') && !pureModules.includes(specifier)

function impurity(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node
      .getText()
      .replaceAll('?', '')
      .replace(/^globalThis\./, '')
    if (clocksAndChance.has(text)) return text
    return ts.isIdentifier(node.expression) && outsideGlobals.has(node.expression.text) ? text : undefined
  }
  if (ts.isNewExpression(node))
    return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0 ? 'new Date() without an argument' : undefined
  if (!ts.isCallExpression(node)) return undefined
  const callee = node.expression.getText().replace(/^globalThis\./, '')
  return callee === 'Date' || outsideCalls.has(callee) ? `${callee}()` : undefined
}

function danger(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'the type any'
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined
  const callee = node.expression.getText().replace(/^globalThis\./, '')
  if (callee === 'eval' || callee === 'Function') return `code from text: ${callee}`
  const isFixed = node.arguments?.[0] !== undefined && ts.isStringLiteralLike(node.arguments[0])
  return callee === 'RegExp' && !isFixed ? 'a regular expression from data' : undefined
}

function find(source: Source, judge: (node: ts.Node) => string | undefined): Violation[] {
  return nodesOf(source.tree).flatMap((node) => {
    const message = judge(node)
    return message === undefined ? [] : [{ path: `${source.path}:${lineOf(source, node)}`, message }]
  })
}
