import type { Match } from './fairlead.js'
import type { Ask, Rule, Workload } from './workload.js'

/** How a condition is written down. */
interface Hand {
  readonly before: string
  read(field: Ask['field']): string
  /** Whether a value is one of several. */
  among(read: string, values: readonly string[]): string
}

const ofLead: ReadonlySet<string> = new Set(['score', 'source', 'consent'])

/** As one writes it: a company may be missing, and lists are lists. */
const plain: Hand = {
  before: '',
  read: (field) => (ofLead.has(field) ? `lead.${field}` : `lead.company?.${field}`),
  among: (read, values) => `${JSON.stringify(values)}.includes(${read})`,
}

/** By somebody who measures: the company is read once, and no list is searched. */
const tuned: Hand = {
  before: 'const { company } = lead\n',
  read: (field) => (ofLead.has(field) ? `lead.${field}` : `company.${field}`),
  among: (read, values) => `(${values.map((value) => `${read} === ${JSON.stringify(value)}`).join(' || ')})`,
}

/** A comparison with `undefined` is false, so nothing else has to be asked about what may be missing, but where it is negated. */
function codeOf({ field, op, value }: Ask, hand: Hand): string {
  const read = hand.read(field)
  switch (op) {
    case 'is':
      return `${read} === ${JSON.stringify(value)}`
    case 'not':
      return `${read} !== undefined && ${read} !== ${JSON.stringify(value)}`
    case 'in':
      return hand.among(read, value)
    case 'notIn':
      return `${read} !== undefined && !${hand.among(read, value)}`
    case 'inList':
      return `${listName(value)}.has(${read})`
    case 'gte':
      return `${read} >= ${value}`
    case 'lt':
      return `${read} < ${value}`
  }
}

/** `list 3` as `list3`. */
function listName(name: string): string {
  return name.replaceAll(' ', '')
}

function lineOf({ all }: Rule, index: number, hand: Hand): string {
  const parts = all.map((one) => ('any' in one ? `(${one.any.map((test) => codeOf(test, hand)).join(' || ')})` : codeOf(one, hand)))
  return `  if (${parts.join(' && ')}) return ${index}\n`
}

/** Made with `new Function` here, since nobody wants to keep a thousand of these lines; it is what a file with them would be. */
function write({ rules, lists }: Workload, hand: Hand): Match {
  const code = `${hand.before}${rules.map((rule, index) => lineOf(rule, index, hand)).join('')}return -1`
  return new Function(...[...lists.keys()].map(listName), `return (lead) => {${code}}`)(...lists.values()) as Match
}

export const plainChain = (workload: Workload): Match => write(workload, plain)
export const tunedChain = (workload: Workload): Match => write(workload, tuned)
