import { type GroupName, groupNames, joinNames, type OperatorName, operatorNames } from './operator/names.js'

const operatorWords: ReadonlySet<string> = new Set(operatorNames)
const groupWords: ReadonlySet<string> = new Set(groupNames)
const joinWords: ReadonlySet<string> = new Set(joinNames)

/** A word that makes its object an object of operators: an operator, or a part of a join. */
export function isOperatorWord(word: string): boolean {
  return operatorWords.has(word) || joinWords.has(word)
}

export function isOperator(word: string): word is OperatorName {
  return operatorWords.has(word)
}

export function isGroup(word: string): word is GroupName {
  return groupWords.has(word)
}

/** What operators are called elsewhere. */
const elsewhere: ReadonlyMap<string, OperatorName> = new Map([
  ['eq', 'is'],
  ['ne', 'not'],
  ['neq', 'not'],
  ['nin', 'not'],
  ['notin', 'not'],
  ['exists', 'known'],
])

/**
 * The operator that a word was most likely meant for: `inlist`, `GTE`, `$gt`, `eq`. Such a word would otherwise be taken for a nested field,
 * and the condition would silently hold for no lead. (`gtee` may well be a field; the types catch it.)
 */
export function operatorMeant(word: string): OperatorName | undefined {
  if (isReserved(word)) return undefined
  const bare = word.replace(/^\$/, '').toLowerCase()
  return elsewhere.get(bare) ?? operatorNames.find((name) => name.toLowerCase() === bare)
}

/** Whether no field of a lead or a rep may be named so in a plan. */
export function isReserved(word: string): boolean {
  return isOperatorWord(word) || isGroup(word) || word === '__proto__'
}
