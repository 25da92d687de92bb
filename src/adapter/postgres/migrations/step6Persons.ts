/**
 * The leads of a person that have an owner. The digest stands in the JSON text `more`; quotes within its texts are escaped, so that what is
 * found is never what somebody wrote.
 */
export const personIn = `substring(more from '"person":"([0-9a-f]{64})"')`

export const persons = (s: string): string => `
create index leads_of_person on ${s}.leads (${personIn}, scope, received_at, key) where ${personIn} is not null and rep is not null;
`
