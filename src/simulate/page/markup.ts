/** A piece of the page, safe as it is. */
export interface Markup {
  readonly markup: string
}

/** Text is escaped wherever it stands; nothing is left out by `false` and `undefined`. */
export type Child = string | number | Markup | undefined | false | readonly Child[]

type Attributes = { readonly [name: string]: string | number | undefined | false }

const empty: ReadonlySet<string> = new Set(['meta', 'rect', 'line', 'path', 'col', 'br'])

/**
 * One element. There is no other way to text on the page: whatever leads, rules and reps are called is text, and never markup. What cannot be
 * seen or would turn the direction of the text around it is shown as what it is.
 */
export function h(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(String(value))}"`)
    .join('')
  if (empty.has(name)) return { markup: `<${name}${written}/>` }
  return { markup: `<${name}${written}>${children.map(markupOf).join('')}</${name}>` }
}

/** A style sheet or another text that is markup itself; never of what comes from outside. */
export function raw(text: string): Markup {
  return { markup: text }
}

function markupOf(child: Child): string {
  if (child === undefined || child === false) return ''
  if (typeof child === 'string') return escaped(child)
  if (typeof child === 'number') return grouped(child)
  return 'markup' in child ? child.markup : child.map(markupOf).join('')
}

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Control characters, marks of direction, and what joins or hides. */
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

function escaped(text: string): string {
  return text
    .replace(unseen, (character) => `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`)
    .replace(/[&<>"']/g, (character) => entities[character] as string)
}

/** To a tenth: no machine's last digit shows. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** `12,345`: written out here, so that it is the same under every locale. */
export function grouped(value: number): string {
  const digits = String(Math.abs(Math.round(value)))
  const sign = value <= -0.5 ? '−' : ''
  return sign + digits.replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `+12`, `−3`, `0` */
export function signed(value: number): string {
  return Math.round(value) > 0 ? `+${grouped(value)}` : grouped(value)
}

/** `1.25`, `−0.50` */
export function places(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** `12.5 %` of a whole; nothing of nothing is 0. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? '0.0' : ((part / whole) * 100).toFixed(1)} %`
}

/** `0`, `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h` */
export function span(ms: number): string {
  if (ms === 0) return '0'
  const seconds = Math.round(ms / 1000)
  if (seconds === 0) return `${Math.round(ms)} ms`
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min` : `${seconds} s`
}

/** `2026-01-05 09:00 UTC` */
export function moment(at: number): string {
  return Math.abs(at) > 8.64e15 ? 'beyond all dates' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** At most so many characters, whole ones. */
export function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
