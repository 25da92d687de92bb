/** A type that documents itself: a `LeadKey` is a string, and editors say which kind of string. */
export type Flavour<Value, Name extends string> = Value & { readonly '~flavour'?: Name }

/** Identifies a lead for ever: the lead's `id`, or what the plan's `key` names. One key has one owner. */
export type LeadKey = Flavour<string, 'LeadKey'>

/** A moment in time: milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Instant = Flavour<number, 'Instant'>

export type Scalar = string | number | boolean

/** What JSON can say. Leads, reps, plans and audit entries are JSON. */
export type Json = null | Scalar | readonly Json[] | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

/** A value now, or a promise of it: ports may be synchronous or asynchronous. */
export type MaybePromise<Value> = Value | Promise<Value>
