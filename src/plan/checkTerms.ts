import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { parsePath } from '../condition/parsePath.js'
import { splitPath } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import { checkKnownFields, checkObject, fieldOf, isObject, missingField } from './check.js'

/** The terms that are one of two words, with the words. */
const termWords = {
  absence: ['forgive', 'repay'],
  declined: ['giveBack', 'keep'],
  disqualified: ['giveBack', 'keep'],
  merged: ['giveBack', 'keep'],
  manual: ['count', 'ignore'],
} as const

/** Every term of a rotation. */
export const termFields: readonly string[] = [...Object.keys(termWords), 'atMost', 'rate', 'value']

/** The most leads that may be outstanding to be made up. */
const mostOutstanding = 100
/** More than ten times the usual share would be a flood of leads, not a balance. */
const fastestRate = 10

/** The terms of one rotation, wherever it stands. Returns them where they are an object at all. */
export function checkTerms(value: Json, place: Place, issues: IssueList): JsonObject | undefined {
  const terms = checkObject(value, place, `The terms of ${brief(place.at(-1))}`, issues)
  if (terms === undefined) return undefined
  checkKnownFields(terms, termFields, place, 'A rotation', issues)
  for (const [term, words] of Object.entries(termWords)) {
    const word = fieldOf(terms, term)
    if (word !== undefined && !(words as readonly Json[]).includes(word)) reportWord(term, word, words, [...place, term], issues)
  }
  const { atMost, rate, value: worth } = { atMost: fieldOf(terms, 'atMost'), rate: fieldOf(terms, 'rate'), value: fieldOf(terms, 'value') }
  if (atMost !== undefined) checkAtMost(atMost, [...place, 'atMost'], issues)
  if (rate !== undefined) checkRate(rate, [...place, 'rate'], issues)
  if (worth !== undefined) checkValue(worth, [...place, 'value'], issues)
  return terms
}

function reportWord(term: string, word: Json, words: readonly string[], place: Place, issues: IssueList): void {
  const hint = `Write ${words.map((known) => JSON.stringify(known)).join(' or ')}.`
  issues.report('wrongType', place, `\`${term}\` is ${brief(word)}.`, typeof word === 'string' ? didYouMean(word, words, hint) : hint)
}

function checkAtMost(value: Json, place: Place, issues: IssueList): void {
  if (typeof value === 'number' && value > 0 && value <= mostOutstanding) return
  issues.report(
    typeof value === 'number' && value > mostOutstanding ? 'tooMuch' : 'wrongType',
    place,
    `\`atMost\` is ${brief(value)}, not a number above 0 and up to ${mostOutstanding}.`,
    'Write how many leads may be outstanding to be made up, such as "atMost": 5.',
  )
}

function checkRate(value: Json, place: Place, issues: IssueList): void {
  if (Number.isInteger(value) && (value as number) >= 2 && (value as number) <= fastestRate) return
  issues.report(
    typeof value === 'number' && value > fastestRate ? 'tooMuch' : 'wrongType',
    place,
    `\`rate\` is ${brief(value)}, not a whole number from 2 to ${fastestRate}.`,
    'Write by how much the share of a rep who is owed is multiplied, such as "rate": 2.',
  )
}

function checkValue(value: Json, place: Place, issues: IssueList): void {
  const example = (field: string) => `{ "field": ${JSON.stringify(field)}, "typical": 20000 }: what an ordinary lead is worth.`
  if (!isObject(value)) {
    const field = typeof value === 'string' && value.length <= 60 && splitPath(value) !== undefined ? value : 'amount'
    issues.report('wrongType', place, `\`value\` is ${brief(value)}, not an object.`, `Write ${example(field)}`)
    return
  }
  checkKnownFields(value, ['field', 'typical'], place, '`value`', issues)
  const field = fieldOf(value, 'field')
  if (field === undefined)
    missingField(
      [...place, 'field'],
      '`value` does not say where the value of a lead stands.',
      `Name the lead's field: ${example('amount')}`,
      issues,
    )
  else parsePath(field, 'wrongType', [...place, 'field'], issues)
  const typical = fieldOf(value, 'typical')
  if (typical === undefined)
    missingField(
      [...place, 'typical'],
      '`value` does not say what an ordinary lead is worth.',
      'It is the unit in which value and count are traded: "typical": 20000.',
      issues,
    )
  else if (typeof typical !== 'number' || !(typical > 0))
    issues.report(
      'wrongType',
      [...place, 'typical'],
      `\`typical\` is ${brief(typical)}, not a number above 0.`,
      'Write what an ordinary lead is worth, in the unit of the field: "typical": 20000.',
    )
}
