import { hash } from 'node:crypto'

/** SHA-256 of a text (as UTF-8), 64 hex digits. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'hex')
}
