import type { Flavour, Json } from './lead.js'

/** Identifies a sales rep within the roster. */
export type RepId = Flavour<string, 'RepId'>

/**
 * One member of the roster: an `id` and whatever attributes the plan's rules select by.
 * Some names mean something by convention, see {@link RepFields}; a plan can map them to the host's own names.
 */
export interface Rep {
  readonly id: RepId
  readonly [field: string]: Json | undefined
}

/**
 * The conventional fields of a rep. Each may be mapped to another field by the plan's `repFields`; the later ones to none (`null`), where a
 * field of that name is something else.
 */
export interface RepFields {
  /** `false` takes a rep out of every rule; missing means active. */
  readonly active: string
  /** The largest number of open leads, a whole number >= 0; missing means no limit. */
  readonly capacity: string
  /** The id of the rep's manager, for `orElse: 'manager'`. */
  readonly manager: string
  /** The id of the rep who stands in, for `orElse: 'backup'`. */
  readonly backup: string
  /** The IANA name of the zone in which the rep works, for `hours` and `holidays`; days of its `limits` begin there. Missing: UTC. */
  readonly timeZone: string | null
  /** The rep's working hours. */
  readonly hours: string | null
  /** Names of tables of holidays. */
  readonly holidays: string | null
  /** Times away. */
  readonly away: string | null
  /** How many leads at most: `{ open, perHour, perDay, perWeek }`, whole numbers >= 0. */
  readonly limits: string | null
}

export const repFields: RepFields = {
  active: 'active',
  capacity: 'capacity',
  manager: 'manager',
  backup: 'backup',
  timeZone: 'timeZone',
  hours: 'hours',
  holidays: 'holidays',
  away: 'away',
  limits: 'limits',
}
