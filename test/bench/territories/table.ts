import type { JsonObject } from '../../../src/lead.js'

const countries = 40

/** A table of so many territories, and leads with the territory that each is in; undefined: none. */
export interface WrittenTable {
  readonly text: string
  readonly leads: readonly { readonly lead: JsonObject; readonly territory: string | undefined }[]
}

/**
 * Countries; within each, ranges of postal codes; and within each range two bands of sizes. Every fiftieth lead is from a country without
 * a territory.
 */
export function writtenTable(rows: number, leadCount: number): WrittenTable {
  const lines = ['name,within,country,postalCode,employees,reps']
  const inner: { readonly name: string; readonly country: string; readonly from: number; readonly size?: number }[] = []
  for (let index = 0; lines.length <= Math.min(countries, Math.ceil(rows / 4)); index += 1) {
    const name = `C${index}`
    lines.push(`${name},,${name},,,rep${index}`)
  }
  const many = lines.length - 1
  for (let index = 0; lines.length <= rows; index += 1) {
    const country = `C${index % many}`
    const from = Math.floor(index / many) * 50
    const name = `${country} ${from}`
    lines.push(`${name},${country},,${code(from)}-${code(from + 49)},,rep${index % 500}:2;rep${(index + 1) % 500}`)
    inner.push({ name, country, from })
    for (const [size, band] of [
      [100, '50-499'],
      [900, '500+'],
    ] as const) {
      if (lines.length > rows) break
      lines.push(`${name} ${band},${name},,,${band},rep${(index + size) % 500}`)
      inner.push({ name: `${name} ${band}`, country, from, size })
    }
  }
  const leads = Array.from({ length: leadCount }, (_, index) => {
    const id = `L${index}`
    if (index % 50 === 0) return { lead: { id, country: 'none', postalCode: '00000', employees: 5 }, territory: undefined }
    const place = inner[(index * 7919) % inner.length]
    if (place === undefined) return { lead: { id, country: 'C0', postalCode: 'none', employees: 5 }, territory: 'C0' }
    const { name, country, from, size = 5 } = place
    return { lead: { id, country, postalCode: code(from + (index % 50)), employees: size }, territory: name }
  })
  return { text: `${lines.join('\n')}\n`, leads }
}

function code(number: number): string {
  return String(number).padStart(5, '0')
}
