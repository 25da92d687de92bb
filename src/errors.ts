/**
 * Three kinds, never mixed: outcomes are data (see `decide/decision.ts`), bad input is a list of {@link Issue},
 * and a broken world throws one {@link RoutingError}. `docs/errors.md` is generated from the two tables below.
 */

/** Something wrong with input, where it stands, and what to do about it. The shape of a Standard Schema issue, with more. */
export interface Issue {
  /** For machines; the list is in docs/errors.md. */
  readonly code: IssueCode
  /** For people: what is wrong. */
  readonly message: string
  /** Where: keys and indexes from the root. */
  readonly path: readonly (string | number)[]
  /** The remedy. */
  readonly hint: string
}

/** What can be wrong with a plan, a roster or a lead. */
export const issueTable = {
  notJson: 'The value is not plain JSON data.',
  wrongType: 'A value has another type than its place asks for.',
  missingField: 'A required field is missing.',
  unknownField: 'A field that the plan language does not know.',
  unknownOperator: 'A word that is no operator stands among operators.',
  badOperand: 'An operator got an operand it cannot use.',
  reservedName: 'A name that has a meaning of its own is used for something else.',
  duplicateName: 'Two things bear the same name.',
  emptyGroup: 'A group, list or condition without content.',
  unknownList: '`inList` names a list that the plan does not have.',
  unknownChannel: '`notify` names a channel that the plan does not have.',
  unknownStrategy: '`by` names a strategy that nobody registered.',
  unknownRotation: '`rotations` names a rotation in which no rule takes turns.',
  unknownQueue: '`queues` names a queue to which no rule sends leads.',
  unknownTerritory: 'A table has no territory of that name, or the plan no such table.',
  unknownLabel: 'A condition asks for a segment value that the label does not have.',
  unknownHolidays: 'A rep names a table of holidays that is not there.',
  untrustedOwner: 'A rule takes the owner from what the lead says itself.',
  misplaced: 'Something stands where it has no meaning.',
  tooMuch: 'A limit on size or depth is exceeded.',
  contradiction: 'Two things that were said cannot both hold.',
  unsupportedVersion: 'The plan format has another version.',
  fallbackEmpty: '`otherwise` selects no active rep of the roster.',
  badKey: 'The lead has no usable key.',
  schema: "The host's own schema refused the value.",
} as const

export type IssueCode = keyof typeof issueTable

/** What can break outside of the input: each with its meaning and its remedy. */
export const errorTable = {
  badPlan: ['The plan has errors; nothing was changed.', 'Read `issues`: each names the place and the remedy.'],
  stalePlan: [
    'The versions of the plan are not as expected; nothing was published.',
    'Look at `router.plans()`, and publish again with what is there in mind.',
  ],
  unknownPlan: ['There is no such version or draft of the plan.', '`router.plans()` lists the versions, `router.drafts()` the drafts.'],
  planUnusable: [
    'The plan in force cannot be used by this process; nothing was decided.',
    'Read `issues`: start the process with what the plan needs, or publish one that it can use.',
  ],
  badOptions: ['An option cannot be used.', 'Read `issues` or the message: each names the option and what it takes.'],
  badRoster: ['The roster has errors.', 'Read `issues`. A router that has a good roster keeps using it.'],
  badLead: ['The lead was refused; nothing was stored.', 'Read `issues`, mend the lead and send it again.'],
  overload: ['More leads are waiting than the router may queue.', 'Send again later, or raise `maxWaiting`.'],
  storeFailed: [
    'The store could not carry out a transaction.',
    'Read `cause`. Sending the same lead again is safe: it has one owner at most.',
  ],
  storeTimeout: [
    'Somebody else held the store for too long.',
    'Nothing was written. Send it again; if it lasts, look for a long transaction, or raise the time limit of the store.',
  ],
  storeUnavailable: [
    'The store cannot be reached.',
    'Read `cause`. Whether something was written is not known; sending the same lead again is safe: it has one owner at most.',
  ],
  noHostTransaction: [
    'The store cannot work inside a transaction of the host.',
    'Leave out `tx`, or use a store that can: `postgresStore` of `fairlead/postgres`.',
  ],
  storeClosed: ['The store has been closed.', 'Create a new store, or close it later.'],
  schemaNewer: ['The database was written by a newer version of fairlead.', 'Upgrade fairlead in this process.'],
  noSqlite: ['No SQLite found.', 'Use Node 22.13 or newer, install `@photostructure/sqlite`, or pass a database object to `sqliteStore`.'],
  unknownLead: ['No lead with this key.', "Check the key: it is what the plan's `key` names, by default the lead's `id`."],
  closedLead: ['The lead has been closed.', 'Closed leads keep their last owner; route a new lead instead.'],
  noOwner: [
    'The lead has no owner: it waits in a queue.',
    'Only an owner can be in contact or hand a lead back. To give it to somebody, call `reassign`.',
  ],
  unknownRep: ['No rep with this id in the roster.', 'Check the id against the roster.'],
  staleEpoch: ['The lead has changed hands since.', 'Read the lead again and act on its present `epoch`.'],
  unsettled: [
    'A lead could not be settled within the allowed rounds.',
    'Other processes kept changing the same data; send the lead again.',
  ],
  notRouted: ['A middleware ended without handing the lead on.', 'Call `await next()`, or throw an error of your own to refuse the lead.'],
  nextTwice: ['A middleware called `next()` twice.', 'Call `next()` once in each middleware.'],
  badObservation: [
    'A lead cannot be counted: its numbers do not add up.',
    'Read the message: it says which lead and which number. `observationOf` makes observations that add up.',
  ],
  auditBroken: ['The audit trail is not whole.', 'Read `path`: the number of the first bad entry. Restore the database from a backup.'],
} as const satisfies Record<string, readonly [string, string]>

export type ErrorCode = keyof typeof errorTable

/**
 * The one error that fairlead throws. Tell errors apart by `code` (not by `instanceof`: an application may hold two copies of the package).
 */
export class RoutingError extends Error {
  override readonly name = 'RoutingError'
  readonly code: ErrorCode
  /** The remedy. */
  readonly hint: string
  /** For `badPlan`, `badRoster` and `badLead`: everything that is wrong, at once. */
  readonly issues: readonly Issue[]
  /** Where in the input or the data, if anywhere. */
  readonly path: readonly (string | number)[]

  constructor(
    code: ErrorCode,
    options: { detail?: string; cause?: unknown; issues?: readonly Issue[]; path?: readonly (string | number)[] } = {},
  ) {
    const [meaning, remedy] = errorTable[code]
    const listed = (options.issues ?? []).slice(0, 5).map((issue) => `\n  ${formatPath(issue.path)}: ${issue.message} ${issue.hint}`)
    super(
      `${meaning}${options.detail === undefined ? '' : ` ${options.detail}`}${listed.join('')}`,
      'cause' in options ? { cause: options.cause } : undefined,
    )
    this.code = code
    this.hint = remedy
    this.issues = options.issues ?? []
    this.path = options.path ?? []
  }
}

/** Tells a RoutingError from anything else, also across two copies of the package. */
export function isRoutingError(value: unknown): value is RoutingError {
  return value instanceof Error && value.name === 'RoutingError' && Object.hasOwn(errorTable, (value as { code?: PropertyKey }).code ?? '')
}

/** `rules[3].when.company` for people. The root is `(root)`. */
export function formatPath(path: readonly (string | number)[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`))
    .join('')
  return text === '' ? '(root)' : text.startsWith('.') ? text.slice(1) : text
}

/** The message of whatever was thrown, made safe to keep: nothing of it can throw in turn. */
export function reasonOf(error: unknown): string {
  try {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300)
  } catch {
    return 'an error that cannot be read'
  }
}
