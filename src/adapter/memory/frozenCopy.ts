import { RoutingError } from '../../errors.js'

/**
 * A deep, frozen copy of JSON data. The store keeps and hands out only such copies, so that nobody who holds
 * a record, on either side, can change what is stored.
 *
 * Reads own properties only, drops members that are `undefined` and writes -0 as 0, as a store that keeps JSON text does.
 * @throws RoutingError `storeFailed` for what JSON cannot say (functions, symbols, bigints, NaN, infinities)
 */
export function frozenCopy<Value>(value: Value): Value {
  try {
    return copied(value) as Value
  } catch (cause) {
    throw new RoutingError('storeFailed', { detail: 'A record is not JSON.', cause })
  }
}

function copied(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`Not JSON: ${value}.`)
      return value + 0
    case 'object':
      if (value === null) return null
      return Object.freeze(Array.isArray(value) ? value.map(copied) : record(value))
    default:
      throw new TypeError(`Not JSON: a ${typeof value}.`)
  }
}

function record(value: object): object {
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined) continue
    // Assigned, it would be no member but the prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: copied(member), enumerable: true })
    else copy[name] = copied(member)
  }
  return copy
}
