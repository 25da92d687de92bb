import type { Account, Intake, Note } from '../decide/decision.js'
import { type Issue, RoutingError } from '../errors.js'
import type { JsonObject } from '../lead.js'

/** What middleware has to say about a lead, until it is decided. */
export interface IntakeNotes {
  /** @throws RoutingError `badOptions` for what is no note, or comes after the decision */
  add(note: Note): void
  /** All of them, in order. From here on it is too late for more. */
  close(): readonly Note[]
}

const places: { readonly [place in Note['about']]: true } = {
  availability: true,
  capacity: true,
  accounts: true,
  roster: true,
  lead: true,
  strategy: true,
  calendar: true,
}

/** Notes are stored with the lead and read by people: more or longer ones tell nobody more. */
const MOST_NOTES = 100
const LONGEST = 1000

export function createNotes(): IntakeNotes {
  const notes: Note[] = []
  let closed = false
  return {
    add: (note) => {
      if (closed) refuse('The lead has been decided.', 'Call `context.note` before `next()`.')
      if (notes.length >= MOST_NOTES) refuse(`A lead has more than ${MOST_NOTES} notes.`, 'Say what matters for its routing.')
      notes.push(read(note))
    },
    close: () => {
      closed = true
      return notes
    },
  }
}

/** Without fields for what is not there: a record is compared by its digest. */
export function intakeOf(lead: JsonObject, account: Account | undefined, notes: readonly Note[], host: Intake['host']): Intake {
  return {
    lead,
    ...(account === undefined ? {} : { account }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(host === undefined ? {} : { host }),
  }
}

function read(note: Note): Note {
  const { about, code, message } = (note ?? {}) as { readonly [field in keyof Note]?: unknown }
  if (typeof about !== 'string' || !Object.hasOwn(places, about))
    refuse('The note is about nothing known.', `\`about\` is one of: ${Object.keys(places).join(', ')}.`)
  if (!isText(code) || !isText(message))
    refuse(
      'The note says nothing.',
      `\`code\` and \`message\` are texts of 1 to ${LONGEST} characters, without NUL or half surrogate pairs.`,
    )
  return Object.freeze({ about: about as Note['about'], code: code as string, message: message as string })
}

// As in leads: stores do not carry these faithfully.
const isText = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST && !/[\0\p{Surrogate}]/u.test(value)

function refuse(message: string, hint: string): never {
  const issue: Issue = { code: 'wrongType', message, path: ['note'], hint }
  throw new RoutingError('badOptions', { issues: [issue] })
}
