import anyAscii from 'any-ascii'
import { formClasses, leadingForms, longestForm, plainForms } from './legalForms.js'

/** A company's name, taken apart. */
export interface CompanyName {
  /** Its words without legal form, sorted: the same for names that differ in case, accents, punctuation, form and word order only. */
  readonly key: string
  /** The same in their own order. */
  readonly words: string
  /** The class of its legal form; undefined where it has none that could tell it from another. */
  readonly form: string | undefined
}

/**
 * Folds a name. One with umlauts has two readings, since people write `Mueller` and `Muller` for `Müller`; of one without anything that is
 * a letter or digit there is none.
 */
export function foldName(name: string): readonly CompanyName[] {
  const given = name.slice(0, longest)
  if (isAscii(given)) {
    const only = takeApart(given.toLowerCase())
    return only === undefined ? [] : [only]
  }
  const text = given.normalize('NFKC').toLowerCase()
  const expanded = text.replace(/[äöüøå]/g, (letter) => twoLetters[letter] as string)
  const [first, second] = [takeApart(text), expanded === text ? undefined : takeApart(expanded)]
  return [first, second?.key === first?.key ? undefined : second].filter((one) => one !== undefined)
}

/** Letters and digits in ASCII, lower case, one space between words. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  const given = text.slice(0, longest)
  return (isAscii(given) ? given : anyAscii(given.normalize('NFKC')))
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/[^a-z\d]+/g, ' ')
    .trim()
}

const longest = 300

/** Most names are, and need no table of letters. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 126) return false
  return true
}

/** Nothing but letters and digits. */
function isPlain(text: string): boolean {
  if (text.length > longest) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (!((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57))) return false
  }
  return true
}

const twoLetters: { readonly [letter: string]: string } = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }
const eastern: { readonly [form: string]: string } = {
  株式会社: 'kk',
  '(株)': 'kk',
  주식회사: 'inc',
  股份有限公司: 'plc',
  有限责任公司: 'ltd',
  有限公司: 'ltd',
}
const joints = new Map([
  ['und', 'and'],
  ['et', 'and'],
  ['y', 'and'],
])

function takeApart(text: string): CompanyName | undefined {
  // `S.A.` is one word, and so is `A B` of `A B Volvo`.
  const spaced = (
    isAscii(text) ? text : text.replace(/株式会社|\(株\)|주식회사|股份有限公司|有限责任公司|有限公司/g, (form) => ` ${eastern[form]} `)
  )
    .replace(/[&+]/g, ' and ')
    .replace(/(?<![^\s.,(])(\p{L})\.(?=\p{L}(?:\.|$|[\s,)]))/gu, '$1')
  const given = joinLetters(
    fold(spaced)
      .split(' ')
      .map((word) => joints.get(word) ?? word),
  ).filter((word) => word !== '')
  const { words, form } = withoutForms(given[0] === 'the' && given.length > 1 ? given.slice(1) : given)
  const kept = words.filter((word) => word !== 'and')
  const all = kept.length === 0 ? words : kept
  if (all.length === 0) return undefined
  return { key: [...all].sort().join(' '), words: all.join(' '), form }
}

function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = []
  let letters = false
  for (const word of words) {
    const isLetter = word.length === 1 && word >= 'a'
    if (isLetter && letters) joined[joined.length - 1] += word
    else joined.push(word)
    letters = isLetter
  }
  return joined
}

/** Takes legal forms off, from the end and from the front, but never the whole name. */
function withoutForms(given: readonly string[]): { readonly words: readonly string[]; readonly form: string | undefined } {
  let words = given
  let form: string | undefined
  const found = (name: string, rest: readonly string[]): void => {
    const kind = formClasses.get(name)
    if (form === undefined && kind !== 'any') form = kind
    words = rest
  }
  for (let length = formAtEnd(words); length > 0; length = formAtEnd(words)) found(words.slice(-length).join(' '), words.slice(0, -length))
  while (words.length > 1 && leadingForms.has(words[0] as string)) found(words[0] as string, words.slice(1))
  const inside = words.findIndex((word, at) => at > 0 && plainForms.has(word))
  if (inside > 0) found(words[inside] as string, words.toSpliced(inside, 1))
  return { words: words.at(-1) === 'and' && words.length > 1 ? words.slice(0, -1) : words, form }
}

/** How many of the last words are a legal form: the longest that is one. */
function formAtEnd(words: readonly string[]): number {
  for (let length = Math.min(longestForm, words.length - 1); length > 0; length -= 1)
    if (formClasses.has(words.slice(-length).join(' '))) return length
  return 0
}
