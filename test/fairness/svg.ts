/** An element of a drawing, or text in it. */
export type Node = string | { readonly markup: string }

type Attributes = Readonly<Record<string, string | number>>

/** One element. Text is escaped, numbers are rounded to a tenth, so that no machine's last digit shows. */
export function element(name: string, attributes: Attributes, ...children: readonly Node[]): Node {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`)
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.markup))
  const open = `<${name}${written.join('')}`
  if (inner.length === 0) return { markup: `${open}/>` }
  const nested = children.some((child) => typeof child !== 'string')
  return { markup: nested ? `${open}>\n${inner.join('\n')}\n</${name}>` : `${open}>${inner.join('')}</${name}>` }
}

/** A style sheet; not escaped, so no `<` in it. */
export function style(css: string): Node {
  return { markup: `<style>\n${css.trim()}\n</style>` }
}

export function drawing(width: number, height: number, title: string, description: string, ...children: readonly Node[]): string {
  const root = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-labelledby': 'title desc' },
    element('title', { id: 'title' }, title),
    element('desc', { id: 'desc' }, description),
    ...children,
  )
  return `${typeof root === 'string' ? root : root.markup}\n`
}

/** A line through points, as the data of a path. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): string {
  return `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join(' ')}`
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
