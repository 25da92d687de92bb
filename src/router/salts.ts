import { randomFillSync } from 'node:crypto'

/** In bytes: 32 hex digits. */
const SALT = 16

/** Salts from the system's source of chance, drawn for many at once: asking it costs more than the salt. */
export function createSalts(): () => string {
  const drawn = Buffer.alloc(256 * SALT)
  let used = drawn.length
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    used += SALT
    return drawn.toString('hex', used - SALT, used)
  }
}
