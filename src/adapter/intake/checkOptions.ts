import { type Issue, RoutingError } from '../../errors.js'
import { unknownOptions, unusable } from '../optionIssues.js'
import { vocabularyOf } from './industry.js'
import { type KindOfField, kindsOfField, type NormaliseOptions } from './options.js'

/** What a field may say, beside `from` and `to`: words, or the check of one. */
const terms: { readonly [kind in KindOfField]: { readonly [term: string]: readonly string[] | ((value: unknown) => boolean) } } = {
  country: { fill: isEvidence },
  subdivision: { country: isPath, form: ['full', 'short'] },
  postalCode: { country: isPath },
  industry: { table: isTable, codes: ['nace', 'naics', 'sic'] },
  employees: { form: ['range', 'min', 'max'] },
  phone: { country: isPath },
  email: { subaddress: ['keep', 'strip'], gmailDots: ['keep', 'merge'] },
  website: {},
  domain: { form: ['registrable', 'host'] },
  timeZone: {},
}

/** More fields than that of one lead are a mistake, and would be more notes than a trace may have. */
const MOST_FIELDS = 50
const LONGEST_PATH = 200
const DEEPEST = 20

/** @throws RoutingError `badOptions` with everything that is wrong, before any lead meets it */
export function checkOptions(options: NormaliseOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new RoutingError('badOptions', { detail: 'There are none: name the fields of each kind.' })
  const issues: Issue[] = unknownOptions(options, [...kindsOfField, 'original', 'phoneParser'])
  if (!(options.original === undefined || options.original === false || isPath(options.original)))
    issues.push(unusable('original', 'Pass a path, "original", or false.'))
  if (!(options.phoneParser === undefined || typeof options.phoneParser === 'function'))
    issues.push(unusable('phoneParser', 'Pass `parsePhoneNumberFromString` of `libphonenumber-js`.'))
  let count = 0
  for (const kind of kindsOfField) {
    for (const field of fieldsOf(options[kind])) {
      count += 1
      const hint = faultOf(field, kind)
      if (hint !== undefined) issues.push(unusable(kind, hint))
    }
  }
  if (count === 0 && issues.length === 0) issues.push(unusable('country', `Name a field of one kind at least: ${kindsOfField.join(', ')}.`))
  if (count > MOST_FIELDS) issues.push(unusable('country', `There are ${count} fields; ${MOST_FIELDS} are the most.`))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

export function fieldsOf(fields: unknown): readonly unknown[] {
  return fields === undefined ? [] : Array.isArray(fields) ? fields : [fields]
}

function faultOf(field: unknown, kind: KindOfField): string | undefined {
  const pathHint = 'Write the path of a field with dots: "company.country".'
  if (typeof field === 'string') return isPath(field) ? undefined : pathHint
  if (typeof field !== 'object' || field === null) return pathHint
  const { from, to, ...more } = field as { readonly [term: string]: unknown }
  if (!isPath(from) || !(to === undefined || isPath(to))) return `${pathHint} In \`from\`, and in \`to\` where the result goes elsewhere.`
  const known = terms[kind]
  for (const [term, value] of Object.entries(more)) {
    const rule = Object.hasOwn(known, term) ? known[term] : undefined
    if (rule === undefined) return `\`${term}\` is not known. There are: ${['from', 'to', ...Object.keys(known)].join(', ')}.`
    if (value === undefined) continue
    if (typeof rule === 'function' ? !rule(value) : !rule.includes(value as string))
      return `\`${term}\` cannot be used.${typeof rule === 'function' ? '' : ` There are: ${rule.join(', ')}.`}`
  }
  return undefined
}

export function isPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > LONGEST_PATH) return false
  const parts = path.split('.')
  return parts.length <= DEEPEST && !parts.includes('') && !parts.includes('__proto__')
}

function isEvidence(fill: unknown): boolean {
  if (typeof fill !== 'object' || fill === null) return false
  const sources = Object.entries(fill)
  return sources.length > 0 && sources.every(([source, path]) => ['phone', 'email', 'website'].includes(source) && isPath(path))
}

function isTable(table: unknown): boolean {
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return false
  // Throws what is wrong with it.
  vocabularyOf(table as Parameters<typeof vocabularyOf>[0])
  return Object.keys(table).length > 0
}
