/** `12345` -> `12,345`; the same under every locale. */
export function thousands(whole: number): string {
  return String(whole).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** With as many places as tell something: 0.94, 12.1, 3,161. */
export function figure(value: number): string {
  if (value < 9.995) return value.toFixed(2)
  return value < 99.95 ? value.toFixed(1) : thousands(Math.round(value))
}

/** A part of the whole, in per cent. */
export function percent(part: number): string {
  return part < 0.0995 ? `${(part * 100).toFixed(2)} %` : `${thousands(Math.round(part * 100))} %`
}
