/** A calendar of events, each given by its lines. */
export function calendarOf(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

/** `2026-03-29T02:30` as UTC. */
export function at(text: string): number {
  const instant = Date.parse(text.includes('T') ? `${text}${/Z|[+-]\d\d:\d\d$/.test(text) ? '' : 'Z'}` : `${text}T00:00Z`)
  if (Number.isNaN(instant)) throw new Error(`no time: ${text}`)
  return instant
}

/** `2026-03-29T02:30 2026-03-29T03:30`, in UTC. */
export function shown({ from, until }: { readonly from: number; readonly until: number }): string {
  return [from, until].map((instant) => new Date(instant).toISOString().slice(0, 16)).join(' ')
}
