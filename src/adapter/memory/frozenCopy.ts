/**
 * A deep, frozen copy of JSON data. The store keeps and hands out only such copies, so that nobody who holds
 * a record, on either side, can change what is stored.
 *
 * Reads own properties only, drops members that are `undefined` and writes -0 as 0, as a store that keeps JSON text does.
 * Throws a `TypeError` for what JSON cannot say (functions, symbols, bigints, NaN, infinities).
 */
export function frozenCopy<Value>(value: Value): Value {
  return copied(value) as Value
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

// `fromEntries` defines own properties, so that a member named `__proto__` stays a member.
function record(value: object): object {
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(value)) if (member !== undefined) members.push([name, copied(member)])
  return Object.fromEntries(members)
}
